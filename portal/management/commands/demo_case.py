"""``manage.py demo_case``: one whole case through the running portal, told step by step."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demo.case import play
from portal.demo.telling import Told
from portal.places import here


class Command(BaseCommand):
    help = (
        "Take one whole case through the running portal, over its pages alone: search, "
        "sign-in, application with a photo, receipt, one supplement, draft, control, "
        "signature, issue, handing over. Then check letters, signatures, PDF/A, what the "
        "national portal holds, the status API and the history. Prints every step with its "
        "time. Exit 0 only if all of it was right, 1 otherwise. Only with DEMO=1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", type=Path, metavar="PATH", help="also write it down here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("demo_case needs DEMO=1: this installation is not a demo.")
        try:
            ready = json.loads((here().run / "ready.json").read_text())
        except (OSError, ValueError):
            raise CommandError("No portal runs here. `make demo` starts one.") from None
        told = Told(say=self._say)
        play(told, url=ready["url"], standin=ready["standin_url"])
        if options["json"]:
            record = json.dumps(told.record(), ensure_ascii=False, indent=1)
            options["json"].write_text(record + "\n")
        if not told.ok:
            raise SystemExit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
