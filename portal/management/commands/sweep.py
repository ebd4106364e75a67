"""``manage.py sweep``: every timer and reconciler once, now or as of a moment."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from portal.checks import demand_secrets
from portal.tasks import RECONCILERS, carry_out

BUSY, WRONG_USE = "busy", 2


class Command(BaseCommand):
    """Carry out everything that is owed, without Redis, worker or beat."""

    help = (
        "Run every timer and reconciler once and print what each did. Duties another worker "
        "is just doing are skipped. Safe at any time: duties are rows, done at least once. "
        "Exit 0 when all ran, 1 when one failed, 2 on wrong use."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at",
            metavar="ISO",
            help="act as if it were this moment, such as 2026-11-27T10:15 (only with DEMO=1; "
            "without an offset it is Vietnam's time)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        demand_secrets()
        at = self._moment(options["at"]) if options["at"] else timezone.now()
        done: dict[str, int | str] = {}
        for name in RECONCILERS:
            done[name] = self._run(name, at)
            if not options["json"]:
                self.stdout.write(f"{name:20} {done[name]}")
        if options["json"]:
            self.stdout.write(json.dumps({"at": at.isoformat(), "done": done}))
        if "failed" in done.values():
            raise SystemExit(1)

    def _run(self, name: str, at: datetime) -> int | str:
        try:
            done = carry_out(name, at=at)
        except Exception as fault:  # noqa: BLE001 -- one broken duty must not stop the others
            self.stderr.write(f"{name}: {type(fault).__name__}")
            return "failed"
        return BUSY if done is None else done

    def _moment(self, text: str) -> datetime:
        if not settings.DEMO:
            raise CommandError("--at works only with DEMO=1.", returncode=WRONG_USE)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise CommandError(
                f"--at: {text!r} is not a moment.", returncode=WRONG_USE
            ) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
