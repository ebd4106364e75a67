import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.people import listing


class Command(BaseCommand):
    help = (
        "Print who can sign in to the demo: citizens (by personal number at the identity "
        "provider), officers and administrators (name and password), the API client. With "
        "--json a list of objects with kind, username, password, name, role, agency, "
        "personal_id, client_id, client_secret. Only with DEMO=1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("demo_people needs DEMO=1: this installation is not a demo.")
        people = listing()
        if options["json"]:
            self.stdout.write(json.dumps(people, ensure_ascii=False, indent=1))
            return
        for one in people:
            key = one["username"] or one["personal_id"] or one["client_id"]
            self.stdout.write(f"{one['kind']:8} {key:18} {one['name']}")
