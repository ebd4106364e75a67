"""OpenID Connect as a careful client speaks it: code flow, PKCE, state, nonce, signed token.

One login is an `Ask` (kept in the browser's session) and its answer. Nothing the provider
says is believed before the id_token's signature, issuer, audience, age and nonce are checked;
`userinfo` must speak of the same subject. Time comes from the token library's clock, because a
token's age has no other meaning than now.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt

from portal.connect import http
from portal.connect.identity.claims import Identity, identity

ALGORITHMS = ["RS256", "ES256", "PS256"]  # never "none", never a shared secret
LEEWAY = 60  # seconds two clocks may differ
KEEP = 600.0  # seconds the provider's own description and keys are believed
LIMITS = http.Limits(connect=3, read=5, total=8)  # somebody looks at an empty page meanwhile


class Refused(Exception):
    """The provider, or our own check of it, says no. `word` is stable:

    cancelled, state, issuer, code, token, userinfo, provider.
    """

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Ask:
    """What must be remembered between the two halves of a login."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Ask:
        """Three fresh secrets of 256 bits."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @property
    def challenge(self) -> str:
        """What the provider may see of the verifier (PKCE, S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(slots=True)
class _Known:
    """The provider's description and keys, as last read."""

    until: float
    description: dict[str, Any]
    keys: jwt.PyJWKSet


@dataclass(slots=True)
class OpenIdProvider:
    """An identity provider by its issuer. Raises `Refused` and `http.Unreachable`."""

    issuer: str
    client_id: str
    secret: str
    limits: http.Limits = LIMITS
    _known: _Known | None = None

    def address(self, ask: Ask, *, back: str, language: str = "vi") -> str:
        """Where to send the browser; `back` is our registered redirect address."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": "openid profile",
            "state": ask.state,
            "nonce": ask.nonce,
            "code_challenge": ask.challenge,
            "code_challenge_method": "S256",
            "ui_locales": language,
        }
        endpoint = self._read().description["authorization_endpoint"]
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def who(self, ask: Ask, answer: Mapping[str, str], *, back: str) -> Identity:
        """The person behind `answer`, the query the provider sent the browser back with."""
        if not _same(answer.get("state", ""), ask.state):
            raise Refused("state")
        if answer.get("error"):
            raise Refused("cancelled" if answer["error"] == "access_denied" else "provider")
        if (
            answer.get("iss", self.issuer) != self.issuer
        ):  # RFC 9207: another provider's answer
            raise Refused("issuer")
        tokens = self._tokens(answer.get("code", ""), ask, back)
        subject = self._subject(tokens.get("id_token"), ask)
        claims = self._userinfo(tokens.get("access_token"))
        if claims.get("sub") != subject:
            raise Refused("userinfo")
        return identity(self.issuer, claims)

    def check(self) -> None:
        """Ask the provider who it is; for the health page."""
        self._known = None
        self._read()

    def _tokens(self, code: str, ask: Ask, back: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": ask.verifier,
        }
        pair = f"{quote(self.client_id, safe='')}:{quote(self.secret, safe='')}"
        reply = http.request(
            "POST",
            self._read().description["token_endpoint"],
            body=urlencode(form).encode(),
            headers={
                "Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}",
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
            },
            limits=self.limits,
        )
        return _object(reply, "code")

    def _subject(self, token: Any, ask: Ask) -> str:
        """The subject of a sound id_token."""
        try:
            head = jwt.get_unverified_header(token)
            claims = jwt.decode(
                token,
                self._key(head.get("kid")),
                algorithms=ALGORITHMS,
                audience=self.client_id,
                issuer=self.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "sub", "nonce"]},
            )
        except (jwt.PyJWTError, TypeError, ValueError) as fault:
            raise Refused("token") from fault
        if not _same(str(claims["nonce"]), ask.nonce):
            raise Refused("token")
        if claims.get("azp", self.client_id) != self.client_id:
            raise Refused("token")
        return str(claims["sub"])

    def _userinfo(self, access_token: Any) -> dict[str, Any]:
        reply = http.request(
            "GET",
            self._read().description["userinfo_endpoint"],
            headers={"Authorization": f"Bearer {access_token}", "Accept": "application/json"},
            limits=self.limits,
        )
        return _object(reply, "userinfo")

    def _key(self, kid: Any) -> Any:
        """The provider's key of that name; read again once, for it may have a new one."""
        for fresh in (False, True):
            if fresh:
                self._known = None
            for key in self._read().keys.keys:
                if key.key_id == kid:
                    return key.key
        raise Refused("token")

    def _read(self) -> _Known:
        if self._known is None or self._known.until < time.monotonic():
            place = f"{self.issuer}/.well-known/openid-configuration"
            description = _object(http.request("GET", place, limits=self.limits), "provider")
            if description.get("issuer") != self.issuer:
                raise Refused("issuer")
            self._check_endpoints(description)
            keys = _object(
                http.request("GET", description["jwks_uri"], limits=self.limits), "provider"
            )
            self._known = _Known(time.monotonic() + KEEP, description, _key_set(keys))
        return self._known

    def _check_endpoints(self, description: Mapping[str, Any]) -> None:
        """Secrets go only where the issuer's own scheme says: no downgrade to plain HTTP."""
        scheme = urlsplit(self.issuer).scheme
        for name in (
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "jwks_uri",
        ):
            if urlsplit(str(description.get(name))).scheme != scheme:
                raise Refused("provider")


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def _object(reply: http.Answer, word: str) -> dict[str, Any]:
    if reply.status != 200:
        raise Refused(word)
    try:
        value = json.loads(reply.body)
    except (ValueError, RecursionError):
        raise Refused(word) from None
    if not isinstance(value, dict):
        raise Refused(word)
    return value


def _key_set(value: dict[str, Any]) -> jwt.PyJWKSet:
    try:
        return jwt.PyJWKSet.from_dict(value)
    except jwt.PyJWTError:
        raise Refused("provider") from None
