"""Make a client of the status API."""

from __future__ import annotations

import json
import secrets
from argparse import ArgumentParser
from typing import Any

from allauth.idp.oidc.models import Client
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from procedures.engine.text import fold

SCOPES = ("national.read", "national.person", "cases.write")
LONGEST_NAME = 100


class Command(BaseCommand):
    """The secret is printed once; the database keeps only its hash."""

    help = (
        "Make a client of the status API and print its secret, once: only a hash is kept. "
        "The client fetches tokens at /identity/o/api/token by client credentials "
        "(docs/api/status.md). With --renew an existing client gets a new secret and these "
        "scopes, and its tokens end. Exit 0: made; 1: the name is taken, or with --renew "
        "unknown; 2: wrong use."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "name", metavar="NAME", help='who it is for: "Cổng Dịch vụ công quốc gia"'
        )
        parser.add_argument(
            "--scope",
            metavar="S",
            nargs="+",
            action="extend",
            required=True,
            choices=SCOPES,
            help="what it may do: " + ", ".join(SCOPES) + "; may be given several times",
        )
        parser.add_argument("--renew", action="store_true", help="a new secret for a client")
        parser.add_argument(
            "--json",
            action="store_true",
            help='print {"client_id", "client_secret", "scopes"}',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = " ".join(options["name"].split())
        client_id = slugify(fold(name))[:80]
        if not client_id or len(name) > LONGEST_NAME:
            raise CommandError("NAME must have letters or digits, at most 100", returncode=2)
        scopes = sorted(set(options["scope"]))
        secret = secrets.token_urlsafe(32)
        _save(client_id, name, scopes, secret, renew=options["renew"])
        told = {"client_id": client_id, "client_secret": secret, "scopes": scopes}
        if options["json"]:
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(f"client_id      {client_id}")
        self.stdout.write(f"client_secret  {secret}")
        self.stdout.write(f"scopes         {' '.join(scopes)}")
        self.stderr.write("The secret is shown only now; hand it over and keep no copy.")


@transaction.atomic
def _save(client_id: str, name: str, scopes: list[str], secret: str, *, renew: bool) -> None:
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None and renew:
        raise CommandError(f"there is no client {client_id}", returncode=1)
    if client is not None and not renew:
        raise CommandError(f"client {client_id} exists; see --renew", returncode=1)
    client = client or Client(pk=client_id)
    client.name = name
    client.type = Client.Type.CONFIDENTIAL
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes(scopes)
    client.set_default_scopes(scopes)
    client.set_secret(secret)
    client.save()
    client.token_set.all().delete()
