"""Addresses under which the national portal fetches papers and results, days or years later.

An address is signed, names no person and never changes, so equal snapshots stay equal. It
dies with its file: when the letter is revoked or the paper replaced; a new ``SECRET_KEY``
ends all of them.
"""

from __future__ import annotations

import base64
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from procedures.queries.national import FileRef

PLACE = "lien-thong/tep"
KINDS = {"giay-to": "paper", "ket-qua": "letter"}
WORDS = {kind: word for word, kind in KINDS.items()}


def link(ref: FileRef) -> str:
    """Return the public address of a file."""
    base = settings.NATIONAL_FILE_BASE_URL.rstrip("/")
    return f"{base}/{PLACE}/{WORDS[ref.kind]}/{ref.id}/{signature(ref)}/"


def referred(word: str, file_id: UUID, signed: str) -> FileRef | None:
    """Return what an address names, or None if it was not made here."""
    if word not in KINDS:
        return None
    ref = FileRef(KINDS[word], file_id)
    return ref if constant_time_compare(signed, signature(ref)) else None


def signature(ref: FileRef) -> str:
    """Return 192 bits over kind and id, in letters that an address may hold."""
    made = salted_hmac("portal.national.files", f"{ref.kind}|{ref.id}", algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest()[:24]).decode()
