"""The keys behind `settings.DATA_KEY`.

DATA_KEY holds one or more master keys of 32 random bytes, each written in base64 (either
alphabet, padding optional) or hex, separated by commas or white space, **newest first**.
To rotate: put a new key in front, restart, run `rotate_keys`, remove the old one. A key's
id is the start of its own fingerprint, so keys cannot be mislabelled.

Make a key: ``python -c "import secrets; print(secrets.token_urlsafe(32))"``
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KID_BYTES = 4
NONCE_BYTES = 12
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One master key, spread by HKDF into a cipher for sealing and a key for indexes."""

    kid: bytes
    aead: AESGCM
    index_key: bytes


@dataclass(frozen=True, slots=True)
class Ring:
    """Accepted keys, newest first; never empty."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """The key that seals."""
        return self.keys[0]

    def by_kid(self, kid: bytes) -> Key | None:
        """The accepted key with this id, if there is one."""
        return next((key for key in self.keys if key.kid == kid), None)


def ring() -> Ring:
    """The keys of this process; a missing or malformed DATA_KEY is a loud error."""
    return _parse(settings.DATA_KEY or "")


@lru_cache(maxsize=8)
def _parse(text: str) -> Ring:
    words = text.replace(",", " ").split()
    if not words:
        raise ImproperlyConfigured("DATA_KEY is empty: personal data cannot be sealed.")
    return Ring(tuple(_key(_master(word, n)) for n, word in enumerate(words, 1)))


def _master(word: str, position: int) -> bytes:
    """Decode one key; the message never repeats the secret."""
    try:
        if len(word) == 2 * KEY_BYTES:
            return bytes.fromhex(word)
        body = word.rstrip("=").replace("-", "+").replace("_", "/")
        decoded = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except (ValueError, binascii.Error):
        decoded = b""
    if len(decoded) != KEY_BYTES:
        raise ImproperlyConfigured(
            f"DATA_KEY: key {position} is not {KEY_BYTES} bytes in base64 or hex."
        )
    return decoded


def _key(master: bytes) -> Key:
    kid = hashlib.sha256(b"mot-cua kid" + master).digest()[:KID_BYTES]
    return Key(
        kid, AESGCM(_derive(master, b"mot-cua seal")), _derive(master, b"mot-cua index")
    )


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(master)
