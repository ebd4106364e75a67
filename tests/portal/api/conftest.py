"""Clients of the status API, and what they ask."""

import json
from typing import Any

import pytest
from allauth.idp.oidc.models import Client as ApiClient
from django.test import Client

from tests import make

SECRET = "bí mật của bài thử"


@pytest.fixture
def place(db):
    return make.office()


@pytest.fixture
def case(place):
    return make.case(place)


def registered(scopes: tuple[str, ...], name: str = "cong-thu") -> ApiClient:
    client = ApiClient(id=name, name=name, type=ApiClient.Type.CONFIDENTIAL)
    client.set_grant_types([ApiClient.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes(list(scopes))
    client.set_default_scopes(list(scopes))
    client.set_secret(SECRET)
    client.save()
    return client


def token(*scopes: str, name: str = "cong-thu") -> str:
    """An access token as a client gets it."""
    registered(scopes, name)
    answer = Client().post(
        "/identity/o/api/token",
        {
            "grant_type": "client_credentials",
            "client_id": name,
            "client_secret": SECRET,
            "scope": " ".join(scopes),
        },
    )
    return answer.json()["access_token"]


@pytest.fixture
def ask(db):
    """GET as a client with these scopes (``national.read`` unless said)."""
    tokens: dict[tuple[str, ...], str] = {}

    def asked(address: str, *scopes: str, **headers: str) -> Any:
        scopes = scopes or ("national.read",)
        if scopes not in tokens:
            tokens[scopes] = token(*scopes, name=f"cong-{len(tokens)}")
        headers.setdefault("authorization", f"Bearer {tokens[scopes]}")
        return Client(raise_request_exception=False).get(address, headers=headers)

    return asked


def told(answer: Any) -> tuple[int, str, str]:
    """Status, code and media type of an error."""
    return (
        answer.status_code,
        json.loads(answer.content)["code"],
        answer.headers["Content-Type"],
    )
