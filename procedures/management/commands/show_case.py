"""One case for an operator, without its person."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procedures.engine import HANOI
from procedures.queries import overview
from procedures.queries.overview import Overview


class Command(BaseCommand):
    help = (
        "Show state, clocks, journal, letters and deliveries of one case. Names and numbers "
        "of persons are masked, and what people typed is not shown. Changes nothing and "
        "leaves no entry in the access log. Exit 0: shown; 1: there is no such case."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="as printed: H57.26-261124-0001")
        parser.add_argument(
            "--json",
            action="store_true",
            help='print {"code", "procedure", "version", "status", "channel", "received_by", '
            '"decided_by", "applicant", "open_steps", "waits_for", "clocks", "journal": [], '
            '"letters": [], "deliveries": {"national", "outbox": [], "notices": []}}',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = overview.of_case(code=options["code"])
        if found is None:
            raise CommandError(f"there is no case {options['code']}", returncode=1)
        if options["json"]:
            text = json.dumps(asdict(found), ensure_ascii=False, indent=2, default=_moment)
            self.stdout.write(text)
            return
        for line in _lines(found):
            self.stdout.write(line)


def _lines(found: Overview) -> Iterator[str]:
    yield f"{found.code}  {found.procedure} v{found.version}  status {found.status}"
    yield f"applicant {found.applicant['name']} {found.applicant['personal_id']}"
    yield f"received by {found.received_by}, decided by {found.decided_by}, {found.channel}"
    yield f"open: {', '.join(found.open_steps) or '-'}"
    yield f"waits for: {', '.join(found.waits_for) or '-'}"
    for name, value in found.clocks.items():
        yield f"  {name:16} {_word(value)}"
    yield "journal"
    for one in found.journal:
        place = " ".join(word for word in (one["role"], one["agency"]) if word)
        texts = f"  ({', '.join(one['texts'])})" if one["texts"] else ""
        step = one["step"] or "-"
        yield (
            f"  {one['n']:3} {_moment(one['at'])}  {one['event']:18} {step:16}"
            f" status {one['status']:2}  {place}{texts}"
        )
    yield "letters"
    for one in found.letters:
        number = f"{one['number']}/{one['symbol']}" if one["number"] else "-"
        yield f"  {one['form'] or one['name']:10} {one['state']:10} {number}"
    yield from _owed(found.deliveries)


def _owed(deliveries: dict[str, Any]) -> Iterator[str]:
    national = deliveries["national"]
    at = national["acknowledged_at"]
    yield f"national portal: {'knows it since ' + _moment(at) if at else 'not told yet'}"
    for one in deliveries["outbox"]:
        ends = (("done", "done_at"), ("cancelled", "cancelled_at"), ("parked", "parked_at"))
        state = next((f"{word} {_moment(one[at])}" for word, at in ends if one[at]), "owed")
        why = f"  {one['last_error']}" if one["last_error"] else ""
        yield f"  {one['n']:3} {one['name']:14} {state}  {one['attempts']} tries{why}"
    for one in deliveries["notices"]:
        sent = _moment(one["sent_at"]) if one["sent_at"] else "not yet"
        yield f"  {one['n']:3} {one['kind']} by {one['channel']}: {sent}"


def _word(value: object) -> str:
    if value is None:
        return "-"
    return _moment(value) if isinstance(value, datetime) else str(value)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(HANOI).isoformat(timespec="seconds")
    return str(value)
