"""Personal text at rest: sealed fields, exact search without reading, commitments.

Three independent tools, all keyed by ``settings.DATA_KEY`` (see `ring`):

* `seal` / `unseal`: AES-256-GCM. The bytes are ``kid (4) | nonce (12) | ciphertext+tag`` and
  the associated data is ``table|pk|field``, so a value copied to another row, column or table
  cannot be opened there.
* `blind_index`: a keyed HMAC-SHA-256 of a value, stored beside the sealed column to find a
  row by, say, a personal number without opening any other row.
* `commitment`: a salted SHA-256 for the journal. The chain covers it; erasing the text and
  the salt later leaves the chain valid and the text unguessable.

Model fields that do the sealing by themselves are in `procedures.sealing.fields`.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import NamedTuple

from cryptography.exceptions import InvalidTag

from procedures.sealing.ring import KID_BYTES, NONCE_BYTES, Ring, ring

__all__ = [
    "Commitment",
    "SealBroken",
    "blind_index",
    "blind_index_candidates",
    "commitment",
    "commitment_holds",
    "needs_resealing",
    "seal",
    "unseal",
]


class SealBroken(ValueError):
    """The bytes cannot be opened: unknown key, altered, or moved from another row or field."""


class Commitment(NamedTuple):
    """What the journal keeps about a text: both parts in lower-case hex."""

    salt: str
    sha256: str


def seal(text: str, *, table: str, pk: object, field: str) -> bytes:
    """Encrypt `text` with the newest key, bound to this very row and field."""
    key = ring().newest
    nonce = secrets.token_bytes(NONCE_BYTES)
    bound = _associated(table, pk, field)
    return key.kid + nonce + key.aead.encrypt(nonce, text.encode(), bound)


def unseal(sealed: bytes, *, table: str, pk: object, field: str) -> str:
    """Decrypt what `seal` made for the same row and field; raise `SealBroken` otherwise."""
    kid, nonce, body = _parts(bytes(sealed))
    key = ring().by_kid(kid)
    if key is None:
        raise SealBroken(f"{table}.{field}: no key {kid.hex()} in DATA_KEY")
    try:
        return key.aead.decrypt(nonce, body, _associated(table, pk, field)).decode()
    except InvalidTag as error:
        raise SealBroken(f"{table}.{field}: altered, or sealed for another row") from error


def needs_resealing(sealed: bytes) -> bool:
    """Whether the value was sealed with a key that is no longer the newest one."""
    return _parts(bytes(sealed))[0] != ring().newest.kid


def blind_index(value: str, *, field: str) -> str:
    """64 hex digits that equal values of one field share; "" stays "" (nothing to find).

    Surrounding space and Unicode form do not matter; case does. Bring numbers to one
    spelling (no spaces, +84 or 0) before calling. `field` separates purposes: the same
    number as a personal id and as a phone gives unrelated digits.
    """
    return _index(value, field, ring().newest.index_key)


def blind_index_candidates(value: str, *, field: str) -> list[str]:
    """The value's index under every accepted key, newest first: for ``…__in`` searches
    while old rows wait for rotation."""
    current: Ring = ring()
    return [_index(value, field, key.index_key) for key in current.keys]


def commitment(text: str) -> Commitment:
    """A fresh salted SHA-256 of `text`, both in hex. Erase salt and text together."""
    salt = secrets.token_bytes(16)
    return Commitment(salt.hex(), _salted(text, salt))


def commitment_holds(text: str, made: Commitment) -> bool:
    """Whether `made` was made for exactly this text."""
    return hmac.compare_digest(_salted(text, bytes.fromhex(made.salt)), made.sha256)


def _salted(text: str, salt: bytes) -> str:
    return hashlib.sha256(salt + text.encode()).hexdigest()


def _index(value: str, field: str, key: bytes) -> str:
    canonical = unicodedata.normalize("NFC", value).strip()
    if not canonical:
        return ""
    return hmac.new(key, f"{field}|{canonical}".encode(), hashlib.sha256).hexdigest()


def _associated(table: str, pk: object, field: str) -> bytes:
    # Table and field names never hold "|", so first and last bar are unambiguous.
    return f"{table}|{pk}|{field}".encode()


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    start = KID_BYTES + NONCE_BYTES
    if len(sealed) < start:
        raise SealBroken("too short to be a sealed value")
    return sealed[:KID_BYTES], sealed[KID_BYTES:start], sealed[start:]
