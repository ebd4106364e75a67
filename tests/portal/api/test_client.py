"""``manage.py api_client``: makes a client and shows its secret once."""

import json
from io import StringIO

import pytest
from allauth.idp.oidc.models import Client as ApiClient
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db
NAME = "Cổng Dịch vụ công quốc gia"


def made(*scopes, **options):
    out = StringIO()
    call_command(
        "api_client",
        NAME,
        scope=list(scopes),
        json=True,
        stdout=out,
        stderr=StringIO(),
        **options,
    )
    return json.loads(out.getvalue())


def token(told, scope="national.read"):
    return Client().post(
        "/identity/o/api/token",
        {
            "grant_type": "client_credentials",
            "client_id": told["client_id"],
            "client_secret": told["client_secret"],
            "scope": scope,
        },
    )


def test_new_client_gets_a_token_for_its_scopes_only():
    told = made("national.read")

    assert told["client_id"] == "cong-dich-vu-cong-quoc-gia"
    assert token(told).status_code == 200
    assert token(told, "national.person").status_code == 400


def test_secret_is_kept_as_a_hash():
    told = made("national.read")

    assert told["client_secret"] not in ApiClient.objects.get().secret


def test_taken_name_is_refused_and_keeps_its_secret():
    told = made("national.read")
    with pytest.raises(CommandError) as refused:
        made("national.read")

    assert (refused.value.returncode, token(told).status_code) == (1, 200)


def test_renewed_client_loses_its_old_secret_and_tokens():
    told = made("national.read")
    bearer = {"authorization": f"Bearer {token(told).json()['access_token']}"}
    fresh = made("national.read", renew=True)

    assert (token(told).status_code, token(fresh).status_code) == (401, 200)
    assert Client().get("/api/v1/cases/x", headers=bearer).status_code == 401


def test_unknown_scope_is_wrong_use():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("api_client", NAME, "--scope", "everything")
