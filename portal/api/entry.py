"""Who asks: a client with an access token of ours, what it may read, and how often."""

from __future__ import annotations

from datetime import timedelta

from allauth.idp.oidc.contrib.rest_framework.authentication import TokenAuthentication
from allauth.idp.oidc.models import Token
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from portal.accounts.throttle import Limit, tried
from portal.api.problems import TokenInAddress

READ, PERSON = "national.read", "national.person"
SECRETS = frozenset({"access_token", "bearer_token", "token", "api_key", "client_secret"})
PER_CLIENT = Limit("api", 1200, timedelta(minutes=1))


class ClientToken(TokenAuthentication):
    """An access token in the Authorization header.

    A client is nobody's user, so ``request.user`` stays anonymous (middleware asks it
    whether it is signed in) and ``request.auth`` is the token.
    """

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Token] | None:
        """The token, or None; raises ``TokenInAddress``."""
        if SECRETS.intersection(request.query_params):
            raise TokenInAddress
        found = super().authenticate(request._request)  # DRF would parse the body
        token = found[1] if found else None
        if token is None or token.client_id is None:
            return None
        return AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """What 401 asks for (RFC 6750 §3)."""
        given = "Authorization" in request.headers
        return 'Bearer realm="api"' + (', error="invalid_token"' if given else "")


class MayRead(BasePermission):
    """The token holds the scope to read cases."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Only access tokens count, and only with ``national.read``."""
        token = request.auth
        return (
            isinstance(token, Token)
            and token.type == Token.Type.ACCESS_TOKEN
            and READ in token.get_scopes()
        )


class PerClient(BaseThrottle):
    """So many requests a minute for each client, counted in one atomic statement."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count this request."""
        verdict = tried(PER_CLIENT, str(request.auth.client_id), at=timezone.now())  # noqa: TID251
        self.seconds = verdict.wait
        return verdict.allowed

    def wait(self) -> float:
        """Seconds until the next may be let in."""
        return float(self.seconds)


def sees_persons(request: Request) -> bool:
    """Whether this token may read names and numbers of persons."""
    return PERSON in request.auth.get_scopes()
