"""Make a client of the status API."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.text import slugify

from portal.accounts.clients import SCOPES, Taken, Unknown, register
from procedures.engine.text import fold

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
        try:
            secret = register(
                client_id=client_id, name=name, scopes=scopes, renew=options["renew"]
            )
        except Taken:
            raise CommandError(
                f"client {client_id} exists; see --renew", returncode=1
            ) from None
        except Unknown:
            raise CommandError(f"there is no client {client_id}", returncode=1) from None
        told = {"client_id": client_id, "client_secret": secret, "scopes": scopes}
        if options["json"]:
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(f"client_id      {client_id}")
        self.stdout.write(f"client_secret  {secret}")
        self.stdout.write(f"scopes         {' '.join(scopes)}")
        self.stderr.write("The secret is shown only now; hand it over and keep no copy.")
