"""Electronic signatures on PDF files (PAdES): put them on, and say what is on a file.

The provider is the setting ``SIGNATURE_PROVIDER``, a dotted path to a class with the three
methods of ``SignatureProvider``. The demo provider makes its own authority and keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class SignatureUnavailable(Exception):
    """The provider cannot sign now (no key, no token, no answer); try again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Whose signature: the key's stable name, and the words its certificate shows."""

    key: str
    name: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureFacts:
    """One signature found on a file."""

    box: str
    """leader, agency, officer, or the field's own name on foreign files."""
    signer: str
    agency: str
    serial: str
    at: datetime | None
    """When, by the time stamp; without one by the signer's own claim."""
    stamped: bool
    """The time is a trusted time stamp's."""
    intact: bool
    """The bytes it signed are unchanged."""
    trusted: bool
    """Its certificate leads to an authority we trust."""
    whole: bool
    """It covers the whole file; later additions, if any, are only lawful signatures."""

    @property
    def good(self) -> bool:
        """Nothing to object to."""
        return self.intact and self.trusted and self.whole


class SignatureProvider(Protocol):
    """What a maker of signatures offers."""

    def sign(self, pdf: bytes, *, signer: Signer, box: str, at: datetime) -> bytes:
        """Return the file with one more signature, filling the signature box named ``box``.

        Bytes before it are untouched. Raises ``SignatureUnavailable``, also when the file
        has no such box or it is filled.
        """

    def verify(self, pdf: bytes) -> list[SignatureFacts]:
        """Return what is signed on the file, oldest first; [] when nothing is."""

    def check(self) -> str:
        """Return "" when ready to sign, else one sentence for the health page."""


@cache
def provider() -> SignatureProvider:
    """The provider of this installation. Raises ``SignatureUnavailable`` without one."""
    if not settings.SIGNATURE_PROVIDER:
        raise SignatureUnavailable("SIGNATURE_PROVIDER is not set")
    return import_string(settings.SIGNATURE_PROVIDER)()


def verify(pdf: bytes) -> list[SignatureFacts]:
    """Return what is signed on the file, oldest first; [] when nothing is or it is no PDF."""
    return provider().verify(pdf)
