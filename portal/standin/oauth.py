"""The rules of OAuth the provider keeps: what a request must carry, what proves a client."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from portal.standin.claims import NAMES
from portal.standin.tokens import b64

ENDPOINTS = {
    "authorization_endpoint": "/oidc/authorize",
    "token_endpoint": "/oidc/token",
    "userinfo_endpoint": "/oidc/userinfo",
    "end_session_endpoint": "/oidc/logout",
}
ABILITIES = {
    "response_types_supported": ["code"],
    "grant_types_supported": ["authorization_code"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    "code_challenge_methods_supported": ["S256"],
    "scopes_supported": ["openid", "profile"],
    "acr_values_supported": ["LoA1", "LoA2"],
    "claims_supported": NAMES,
    "authorization_response_iss_parameter_supported": True,
    "ui_locales_supported": ["vi"],
}


class Refused(Exception):
    """An OAuth error the client is told by redirect: `error`, `error_description`."""

    def __init__(self, error: str, why: str) -> None:
        super().__init__(error)
        self.error, self.why = error, why


def check_request(asked: Mapping[str, str]) -> None:
    """Refuse an authorization request that lacks what a careful client sends."""
    if asked.get("response_type") != "code":
        raise Refused("unsupported_response_type", "response_type phải là code")
    if "openid" not in asked.get("scope", "").split():
        raise Refused("invalid_scope", "scope phải có openid")
    for name in ("state", "nonce"):
        if not asked.get(name):
            raise Refused("invalid_request", f"thiếu {name}")
    challenge = asked.get("code_challenge", "")
    if asked.get("code_challenge_method") != "S256" or len(challenge) != 43:
        raise Refused("invalid_request", "cần code_challenge theo S256")
    if asked.get("prompt") == "none":
        raise Refused("login_required", "chưa đăng nhập")


def proves(verifier: str, challenge: str) -> bool:
    """Whether the verifier is the one the challenge was made of (PKCE, S256)."""
    if not re.fullmatch(r"[A-Za-z0-9._~-]{43,128}", verifier):
        return False
    made = b64(hashlib.sha256(verifier.encode()).digest())
    return hmac.compare_digest(made, challenge)


def basic(header: str) -> tuple[str, str]:
    """Client id and secret of an Authorization header, each form-encoded inside (RFC 6749)."""
    kind, _, value = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        user, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(user), unquote(secret)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
