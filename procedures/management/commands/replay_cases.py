"""Does every case stand where its commands lead?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procedures.queries import history


class Command(BaseCommand):
    help = (
        "Play the journal of every case through the engine again, without personal data, and "
        "compare statuses and the final state with what is stored. Changes nothing. Exit 0: "
        "all agree; 1: a case differs. Run verify_history first: a journal that was tampered "
        "with cannot be played."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json",
            action="store_true",
            help='print {"ok", "cases", "differences": [{"case", "n", "stored", "computed"}]}',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = history.replay()
        if options["json"]:
            told = asdict(found)
            body = {"ok": not found.differences, **told}
            self.stdout.write(json.dumps(body, ensure_ascii=False))
        else:
            for one in found.differences:
                self.stdout.write(f"{one.case} {one.n}: {one.stored}, not {one.computed}")
        if found.differences:
            wrong = len(found.differences)
            raise CommandError(f"{wrong} of {found.cases} cases differ", returncode=1)
        if not options["json"]:
            self.stdout.write(f"{found.cases} cases, all as computed")
