"""Keep the bytes of a letter, and read from them what is recorded beside it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf

from portal.connect import signature
from procedures.operations.files import keep_letter
from procedures.operations.letters import Signature


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes safely stored: their name, their pages, the signatures found on them."""

    sha256: str
    pages: int
    signatures: tuple[Signature, ...]


def kept(pdf: bytes, at: datetime) -> Kept:
    """Store the file. Call it outside transactions."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        pages = len(file.pages)
    return Kept(keep_letter(pdf=pdf, pages=pages, at=at), pages, _signatures(pdf))


def _signatures(pdf: bytes) -> tuple[Signature, ...]:
    return tuple(
        Signature(
            kind=one.box,
            signer_name=one.signer,
            certificate_serial=one.serial,
            signed_at=one.at,
        )
        for one in signature.verify(pdf)
        if one.at
    )
