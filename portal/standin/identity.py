"""The identity provider: OpenID Connect code flow with PKCE, and claims as VNeID gives them.

Strict on purpose: unknown clients and addresses never get a redirect, `state`, `nonce` and an
S256 challenge are demanded, a code works once within a minute, and using it twice also ends
the token it gave.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from portal.standin import claims, faults, identity_pages, people
from portal.standin.oauth import (
    ABILITIES,
    ENDPOINTS,
    Refused,
    basic,
    check_request,
    origin_of,
    proves,
)
from portal.standin.store import Store, text
from portal.standin.tokens import Signer, b64
from portal.standin.web import Reply, Request, answer, problem, redirect

CODE_SECONDS = 60
TOKEN_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Client:
    """The one registered client; `redirects` are whole addresses, compared as they are."""

    id: str
    secret: str
    name: str
    redirects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """The room: who may ask, who may sign in, what signs."""

    issuer: str
    client: Client
    people_file: Path
    store: Store
    signer: Signer

    def discovery(self, request: Request) -> Reply:
        """GET /.well-known/openid-configuration."""
        at = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/oidc/jwks"}
        for name, path in ENDPOINTS.items():
            at[name] = f"{self.issuer}{path}"
        return answer({**at, **ABILITIES})

    def jwks(self, request: Request) -> Reply:
        """GET /oidc/jwks."""
        return answer(self.signer.jwks)

    def authorize(self, request: Request) -> Reply:
        """GET the sign-in page of an authorization request; POST who signs in.

        The request stays in the address, so the form carries only `personal_id` and what the
        person is willing to share.
        """
        asked = request.query
        if not self._known_redirect(asked):
            return identity_pages.broken_request(400)
        try:
            check_request(asked)
        except Refused as refused:
            return self._back(asked, error=refused.error, error_description=refused.why)
        if request.method != "POST":
            return identity_pages.sign_in(self.client.name, self._list(), asked)
        return self._signed_in(asked, request.form)

    def _signed_in(self, asked: Mapping[str, str], form: Mapping[str, str]) -> Reply:
        if "tu_choi" in form:
            return self._back(
                asked, error="access_denied", error_description="Người dùng từ chối"
            )
        typed = form.get("personal_id", "")
        person = self._people().get(re.sub(r"[\s.]", "", typed))
        if person is None:
            return identity_pages.sign_in(
                self.client.name, self._list(), asked, typed=typed[:40]
            )
        code = secrets.token_urlsafe(32)
        with self.store.writing() as db:
            db.execute("DELETE FROM grants WHERE until < ?", (time.time() - TOKEN_SECONDS,))
            db.execute(
                "INSERT INTO grants (code, asked, person, shared, signed_in, until)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    code,
                    text(dict(asked)),
                    person.personal_id,
                    " ".join(claims.shared(form)),
                    time.time(),
                    time.time() + CODE_SECONDS,
                ),
            )
        return self._back(asked, code=code, iss=self.issuer)

    def _back(self, asked: Mapping[str, str], **told: str) -> Reply:
        if "state" in asked:
            told["state"] = asked["state"]
        parts = urlsplit(asked["redirect_uri"])
        query = "&".join(filter(None, (parts.query, urlencode(told))))
        return redirect(urlunsplit(parts._replace(query=query)))

    def token(self, request: Request) -> Reply:
        """POST /oidc/token: a code, once, with its verifier, by its client."""
        form = request.form
        if not self._is_client(request, form):
            return answer(
                {"error": "invalid_client", "error_description": "Sai mã hoặc khóa ứng dụng"},
                401,
                {"WWW-Authenticate": 'Basic realm="oidc"'},
            )
        if form.get("grant_type") != "authorization_code":
            return answer({"error": "unsupported_grant_type"}, 400)
        try:
            return answer(self._redeem(form))
        except Refused as refused:
            body = {"error": refused.error, "error_description": refused.why}
            return answer(body, 400)

    def _redeem(self, form: Mapping[str, str]) -> dict[str, Any]:
        code = form.get("code", "")
        with self.store.writing() as db:
            grant = db.execute("SELECT * FROM grants WHERE code = ?", (code,)).fetchone()
            first = db.execute(
                "UPDATE grants SET used = 1 WHERE code = ? AND used = 0", (code,)
            )
            if grant is not None and not first.rowcount:
                db.execute("DELETE FROM tokens WHERE grant_code = ?", (code,))
        if grant is None or not first.rowcount or grant["until"] < time.time():
            raise Refused("invalid_grant", "Mã không có, đã dùng hoặc đã hết hạn")
        asked = json.loads(grant["asked"])
        if form.get("redirect_uri") != asked["redirect_uri"]:
            raise Refused("invalid_grant", "redirect_uri khác với lúc đầu")
        if not proves(form.get("code_verifier", ""), asked["code_challenge"]):
            raise Refused("invalid_grant", "code_verifier không khớp")
        person = self._people().get(grant["person"])
        if person is None:
            raise Refused("invalid_grant", "Người này không còn trong danh sách")
        return self._tokens(code, asked, person, grant)

    def _tokens(
        self, code: str, asked: Mapping[str, str], person: people.Person, grant: Any
    ) -> dict[str, Any]:
        access, now = secrets.token_urlsafe(32), int(time.time())
        with self.store.writing() as db:
            db.execute("DELETE FROM tokens WHERE until < ?", (now,))
            row = (_hidden(access), code, person.personal_id, grant["shared"])
            db.execute(
                "INSERT INTO tokens VALUES (?, ?, ?, ?, ?)", (*row, now + TOKEN_SECONDS)
            )
        half = hashlib.sha256(access.encode()).digest()[:16]
        told = {"iss": self.issuer, "sub": person.sub, "aud": self.client.id, "iat": now}
        told |= {"exp": now + 300, "auth_time": int(grant["signed_in"]), "at_hash": b64(half)}
        told |= {"nonce": asked["nonce"], "acr": f"LoA{person.level}"}
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": "openid",
            "id_token": self._assertion(told),
        }

    def _assertion(self, told: dict[str, Any]) -> str:
        """The signed id_token, or one to be refused if that was ordered."""
        fault = faults.take(self.store, "id_token")
        if fault is None or fault.kind not in faults.ASSERTIONS:
            return self.signer.sign(told)
        twist = {
            "other_audience": {"aud": "another-client"},
            "other_issuer": {"iss": "https://another.example"},
            "other_subject": {"sub": "00000000-0000-4000-8000-000000000000"},
            "old_nonce": {"nonce": "0" * 43},
            "outdated": {"iat": told["iat"] - 3900, "exp": told["exp"] - 3900},
        }.get(fault.kind, {})
        return self.signer.sign({**told, **twist}, spoiled=fault.kind)

    def userinfo(self, request: Request) -> Reply:
        """GET or POST /oidc/userinfo with the access token as Bearer."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        row = self.store.row(
            "SELECT person, shared FROM tokens WHERE token = ? AND until > ?",
            _hidden(token.strip()),
            time.time(),
        )
        person = row and self._people().get(row["person"])
        if kind.lower() != "bearer" or not person:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            return answer({"error": "invalid_token"}, 401, challenge)
        return answer(claims.of(person, row["shared"].split()))

    def logout(self, request: Request) -> Reply:
        """GET /oidc/logout: nobody stays signed in here, so only send back where allowed."""
        home = {origin_of(uri) for uri in self.client.redirects}
        to = request.query.get("post_logout_redirect_uri", "")
        if to and origin_of(to) in home:
            state = request.query.get("state", "")
            return redirect(f"{to}?{urlencode({'state': state})}" if state else to)
        return (
            problem(400, "post_logout_redirect_uri is not registered")
            if to
            else identity_pages.bye()
        )

    def _known_redirect(self, asked: Mapping[str, str]) -> bool:
        known = asked.get("client_id") == self.client.id
        return known and asked.get("redirect_uri") in self.client.redirects

    def _is_client(self, request: Request, form: Mapping[str, str]) -> bool:
        given, secret = basic(request.headers.get("authorization", ""))
        if not given:
            given, secret = form.get("client_id", ""), form.get("client_secret", "")
        right = hmac.compare_digest(secret.encode(), self.client.secret.encode())
        return right and given == self.client.id

    def _people(self) -> dict[str, people.Person]:
        return people.known(self.people_file)

    def _list(self) -> list[people.Person]:
        return list(self._people().values())


def _hidden(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
