"""Signed tokens: RS256 with a key made once in `DATA_DIR/standin/`."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def b64(raw: bytes) -> str:
    """Base64url without padding, as JWS and PKCE write it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Signer:
    """The provider's key: signs tokens and shows its public half."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _write_key(file)
        key = serialization.load_pem_private_key(file.read_bytes(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError(f"{file} holds no RSA key")
        self._key = key
        public = key.public_key().public_numbers()
        n = public.n.to_bytes((public.n.bit_length() + 7) // 8, "big")
        e = public.e.to_bytes(3, "big")
        self.kid = hashlib.sha256(n).hexdigest()[:16]
        self._jwk = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid}
        self._jwk |= {"n": b64(n), "e": b64(e)}

    @property
    def jwks(self) -> dict[str, Any]:
        """The public key as a JSON Web Key Set."""
        return {"keys": [self._jwk]}

    def sign(self, claims: Mapping[str, Any], spoiled: str = "") -> str:
        """`claims` as a signed JWT; `spoiled` unsigned or other_key makes a worthless one."""
        unsigned = spoiled == "unsigned"
        head = {"alg": "none" if unsigned else "RS256", "typ": "JWT", "kid": self.kid}
        parts = [b64(json.dumps(part, ensure_ascii=False).encode()) for part in (head, claims)]
        body = ".".join(parts)
        if unsigned:
            return f"{body}."
        key = _new_key() if spoiled == "other_key" else self._key
        mark = key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{body}.{b64(mark)}"


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _write_key(file: Path) -> None:
    pem = _new_key().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    partial = file.with_suffix(".part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(pem)
    partial.replace(file)
