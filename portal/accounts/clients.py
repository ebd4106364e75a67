"""Clients of the status API: machines that enter with a secret of their own."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from allauth.idp.oidc.models import Client
from django.db import transaction

SCOPES = ("national.read", "national.person", "cases.write")


class Taken(Exception):
    """A client of this name exists."""


class Unknown(Exception):
    """There is no client of this name."""


@transaction.atomic
def register(*, client_id: str, name: str, scopes: Collection[str], renew: bool) -> str:
    """Make a client and return its secret, of which only a hash is kept.

    ``renew`` gives an existing one a new secret and these scopes, and ends its tokens. Raises
    ``Taken``, ``Unknown``.
    """
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is not None and not renew:
        raise Taken
    if client is None and renew:
        raise Unknown
    client = client or Client(pk=client_id)
    secret = secrets.token_urlsafe(32)
    client.name = name
    client.type = Client.Type.CONFIDENTIAL
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes(list(scopes))
    client.set_default_scopes(list(scopes))
    client.set_secret(secret)
    client.save()
    client.token_set.all().delete()
    return secret
