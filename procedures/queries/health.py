"""What is owed and how old it is: the figures of the administrators' board.

Every duty is a row, so its age is the age of the oldest row that is due and not done. Nothing
here names a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from procedures.chain import CHECKPOINT_ANCHOR
from procedures.models import (
    Checkpoint,
    Heartbeat,
    Incident,
    Letter,
    Notice,
    OutboxMessage,
)
from procedures.queries.files import waiting_for_scan

BREAKER = "breaker."
PUSH = "push_status"
MOST = 100  # lines of one list; the figures count all


@dataclass(frozen=True, slots=True)
class Owed:
    """How much of one duty is due now, since when the oldest is; ``held`` waits on purpose
    (the time to take a move back), ``parked`` waits for a person."""

    due: int = 0
    oldest: datetime | None = None
    held: int = 0
    parked: int = 0


@dataclass(frozen=True, slots=True)
class Stuck:
    """One row that did not go through. ``parked``: it is not tried by itself any more."""

    id: int
    name: str
    case: str
    n: int
    why: str
    attempts: int
    since: datetime
    next_try: datetime
    parked: bool


@dataclass(frozen=True, slots=True)
class Open:
    """One incident that nobody has closed."""

    duty: str
    why: str
    case: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Beat:
    """When a duty last ran, and what it did."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Health:
    """The board: what is owed by the name of its duty, and when each duty last ran."""

    owed: Mapping[str, Owed]
    beats: Mapping[str, Beat]
    shut: Mapping[str, datetime]  # receivers that do not answer: when the next try is
    stuck: tuple[Stuck, ...]
    incidents: tuple[Open, ...]
    pushed_today: int
    last_pushed_at: datetime | None
    checkpoint_at: datetime | None


def board(*, at: datetime, day_began: datetime) -> Health:
    """Everything of the board. Nine queries, however much is owed."""
    beats = {one.name: Beat(one.at, one.note) for one in Heartbeat.objects.all()}
    pushed = OutboxMessage.objects.filter(name=PUSH).aggregate(
        today=Count("pk", filter=Q(done_at__gte=day_began)), last=Max("done_at")
    )
    return Health(
        owed=_owed(at),
        beats={
            name: beat
            for name, beat in beats.items()
            if not name.startswith(BREAKER) and name != CHECKPOINT_ANCHOR
        },
        shut={
            name.removeprefix(BREAKER): beat.at
            for name, beat in beats.items()
            if name.startswith(BREAKER) and beat.at > at
        },
        stuck=_stuck(),
        incidents=_incidents(),
        pushed_today=pushed["today"],
        last_pushed_at=pushed["last"],
        checkpoint_at=Checkpoint.objects.aggregate(at=Max("at"))["at"],
    )


def _owed(at: datetime) -> dict[str, Owed]:
    """Effects of the outbox by name, and what is owed beside it."""
    undone = OutboxMessage.objects.filter(done_at=None, cancelled_at=None)
    runs = Q(parked_at=None)
    due = runs & (Q(not_before__lte=at) | Q(attempts__gt=0))
    rows = undone.values("name").annotate(
        due=Count("pk", filter=due),
        oldest=Min("created_at", filter=due),
        held=Count("pk", filter=runs & ~due),
        parked=Count("pk", filter=~runs),
        unnumbered=Count("pk", filter=due & Q(seq=None)),
        first=Min("created_at", filter=due & Q(seq=None)),
    )
    found = {
        row["name"]: Owed(row["due"], row["oldest"], row["held"], row["parked"])
        for row in rows
    }
    numbering = next((row for row in rows if row["name"] == PUSH), None)
    if numbering:
        found["sequencer"] = Owed(numbering["unnumbered"], numbering["first"])
    scans = waiting_for_scan()
    found["scans"] = Owed(scans.count, scans.oldest)
    notices = Notice.objects.filter(sent_at=None).aggregate(
        due=Count("pk"), oldest=Min("created_at")
    )
    found["notices"] = Owed(**notices)
    return found | _letters()


def _letters() -> dict[str, Owed]:
    """Letters that are being made; one that waits for the clerk is nobody's duty here."""
    made = Letter.objects.filter(revoked_at=None, state__in=("ordered", "sealing"))
    rows = made.order_by().values("state").annotate(due=Count("pk"), oldest=Min("ordered_at"))
    return {f"letters_{row['state']}": Owed(row["due"], row["oldest"]) for row in rows}


def _stuck() -> tuple[Stuck, ...]:
    """Rows that wait for a person, then rows that failed and are tried again."""
    failed = OutboxMessage.objects.filter(done_at=None, cancelled_at=None).exclude(
        last_error=""
    )
    rows = failed.select_related("case").order_by("parked_at", "created_at")[:MOST]
    return tuple(
        Stuck(
            id=row.pk,
            name=row.name,
            case=row.case.code if row.case else "",
            n=row.n,
            why=row.last_error,
            attempts=row.attempts,
            since=row.parked_at or row.created_at,
            next_try=row.not_before,
            parked=row.parked_at is not None,
        )
        for row in rows
    )


def _incidents() -> tuple[Open, ...]:
    rows = Incident.objects.filter(closed_at=None).select_related("case")
    return tuple(
        Open(row.duty, row.why, row.case.code if row.case else "", row.opened_at)
        for row in rows.order_by("opened_at")[:MOST]
    )
