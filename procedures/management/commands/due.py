"""Compute one due moment by the rules of the installation."""

import json
from argparse import ArgumentParser
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from procedures.engine import HANOI, Limit, WorkCalendar
from procedures.engine.clock import UNITS
from procedures.engine.due import BadPauses, due
from procedures.models import CalendarRevision
from procedures.reference import holidays

MOST = 3660


class Command(BaseCommand):
    help = (
        "Print when something received at a moment is due, in office time. Days off come from "
        "the newest calendar of the database, or from the shipped one where there is none."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="received_at", required=True, metavar="ISO",
            help="valid acceptance, office time unless it says otherwise: 2026-11-23T10:15",
        )  # fmt: skip
        parser.add_argument(
            "--amount", required=True, help="how many; working days may have quarters: 2.5"
        )
        parser.add_argument("--unit", required=True, choices=UNITS)
        parser.add_argument(
            "--method", choices=("hours", "days"), default=settings.DEADLINE_METHOD,
            help="how working days are counted; default DEADLINE_METHOD (%(default)s)",
        )  # fmt: skip
        parser.add_argument(
            "--same-day", action="store_true",
            help="received by 15:00 the day of receipt is the first day, later the next is",
        )  # fmt: skip
        parser.add_argument(
            "--pause", action="append", default=[], metavar="A/B",
            help="the clock stood from A to B (ISO moments); may be given several times",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help='print {"due_at": …}')

    def handle(self, *args: Any, **options: Any) -> None:
        limit = Limit(_amount(options["amount"]), options["unit"], options["same_day"])
        if limit.same_day and limit.unit != "working_day":
            raise CommandError("--same-day goes with working days", returncode=2)
        if limit.unit in {"calendar_day", "month"} and limit.amount % 1:
            raise CommandError("--amount must be whole for days and months", returncode=2)
        received = _moment(options["received_at"])
        pauses = [_pause(one) for one in options["pause"]]
        try:
            moment = due(limit, received, self._calendar(options["method"]), pauses)
        except BadPauses as error:
            raise CommandError(
                f"pauses do not follow each other: {error}", returncode=2
            ) from None
        except OverflowError as error:
            raise CommandError(str(error), returncode=2) from None
        said = moment.isoformat(timespec="minutes")
        self.stdout.write(json.dumps({"due_at": said}) if options["json"] else said)

    def _calendar(self, method: str) -> WorkCalendar:
        try:
            newest = CalendarRevision.objects.order_by("-pk").first()
        except DatabaseError:
            newest = None
        if newest is not None:
            return WorkCalendar.from_data(newest.content, method=method)
        self.stderr.write("no calendar in the database: counting with the shipped one")
        return WorkCalendar(
            days_off=frozenset(holidays.days_off()),
            extra_days=frozenset(holidays.extra_days()),
            method=method,
        )


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise CommandError(f"--amount {text!r} is no number", returncode=2) from None
    if not amount.is_finite() or not 0 < amount <= MOST:
        raise CommandError(f"--amount must be more than 0, at most {MOST}", returncode=2)
    return amount


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"{text!r} is no moment like 2026-11-23T10:15", returncode=2
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def _pause(text: str) -> tuple[datetime, datetime]:
    begins, slash, ends = text.partition("/")
    if not slash:
        raise CommandError(f"--pause {text!r} is not A/B", returncode=2)
    return _moment(begins), _moment(ends)
