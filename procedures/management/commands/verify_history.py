"""Is the journal of every case whole?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procedures.queries import history


class Command(BaseCommand):
    help = (
        "Walk the hash chain of every case, the sealed texts its entries commit to, and the "
        "chain of checkpoints; name the first row that was changed, removed or put in, even "
        "by the owner of the database. Erased texts are no finding. Changes nothing. Exit 0: "
        "whole; 1: something is wrong. Compare the newest checkpoint with the ones in the "
        "log (audit.checkpoint) to rule out that all of it was replaced."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json",
            action="store_true",
            help='print {"ok", "checked", "first_bad": {"case", "n", "why"} or null}; case "" '
            "means the checkpoint with number n",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = history.verify()
        bad = found.first_bad
        if options["json"]:
            told = asdict(found)
            self.stdout.write(json.dumps({"ok": bad is None, **told}, ensure_ascii=False))
        if bad is not None:
            place = f"case {bad.case}, entry {bad.n}" if bad.case else f"checkpoint {bad.n}"
            raise CommandError(f"{place}: {bad.why}", returncode=1)
        if not options["json"]:
            self.stdout.write(f"{found.checked} entries, all whole")
