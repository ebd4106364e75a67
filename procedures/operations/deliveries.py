"""Claim owed effects from the outbox, and write down what came of them.

Every function is one short transaction; nothing here waits for anybody. ``not_before`` is
lease and back-off in one: a claimed row comes due again by itself if its worker dies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet

from procedures.models import Incident, NationalDelivery, OutboxMessage


@dataclass(frozen=True, slots=True)
class Due:
    """One effect to be carried out now. ``attempts`` counts this one."""

    id: int
    case_id: UUID | None
    n: int
    name: str
    args: Mapping[str, Any]
    created_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Work:
    """A share of the outbox: rows of these names, of the cases that fall into one lane.

    Rows named in ``in_order`` wait until all earlier ones of their case and name are done
    (or cancelled); a parked one holds its successors.
    """

    names: tuple[str, ...]
    in_order: frozenset[str] = frozenset()
    lane: int = 0
    lanes: int = 1


@contextmanager
def lane_held(group: str, lane: int) -> Iterator[bool]:
    """Hold one lane for this connection; yields False when another worker has it.

    A session lock, since no transaction may be open while an effect runs. The pooler, if
    there is one, must pool sessions, not transactions.
    """
    key = [f"outbox.{group}", lane]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), %s)", key)
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), %s)", key)


def busy_lanes(*, names: Collection[str], lanes: int, at: datetime) -> list[int]:
    """The lanes in which something is due."""
    rows = _in_lanes(_due(names, at), lanes).values_list("of_lane", flat=True)
    return sorted(rows.order_by().distinct())


@transaction.atomic
def claim(*, work: Work, at: datetime, lease: timedelta) -> Due | None:
    """Take the longest-due row of the lane for ``lease``; None when nothing is due."""
    earlier = OutboxMessage.objects.filter(
        case=OuterRef("case"),
        name=OuterRef("name"),
        pk__lt=OuterRef("pk"),
        done_at=None,
        cancelled_at=None,
    )
    rows = _due(work.names, at).filter(~(Q(name__in=work.in_order) & Exists(earlier)))
    if work.lanes > 1:
        rows = _in_lanes(rows, work.lanes).filter(of_lane=work.lane)
    row = (
        rows.select_for_update(skip_locked=True, of=("self",))
        .order_by("not_before", "id")
        .first()
    )
    if row is None:
        return None
    row.attempts += 1
    row.not_before = at + lease
    row.save(update_fields=["attempts", "not_before"])
    return Due(row.pk, row.case_id, row.n, row.name, row.args, row.created_at, row.attempts)


def finish(*, message_id: int, at: datetime) -> None:
    """The effect is carried out."""
    OutboxMessage.objects.filter(pk=message_id, done_at=None).update(done_at=at, last_error="")


def retry(*, message_id: int, why: str, until: datetime) -> None:
    """It did not work this time; it comes due again at ``until``."""
    OutboxMessage.objects.filter(pk=message_id, done_at=None).update(
        not_before=until, last_error=why[:300]
    )


def wait(*, message_id: int, until: datetime) -> None:
    """It is too early; not counted as an attempt."""
    OutboxMessage.objects.filter(pk=message_id, done_at=None).update(
        not_before=until, attempts=F("attempts") - 1
    )


@transaction.atomic
def park(*, message_id: int, why: str, at: datetime) -> None:
    """Set the row aside for a person, and tell administrators about it."""
    row = OutboxMessage.objects.select_for_update().get(pk=message_id)
    if row.done_at is None and row.parked_at is None:
        row.parked_at = at
        row.last_error = why[:300]
        row.save(update_fields=["parked_at", "last_error"])
    raise_incident(duty=row.name, key=str(row.pk), case_id=row.case_id, why=why, at=at)


@transaction.atomic
def resume(*, message_id: int, at: datetime) -> bool:
    """Try a parked or backed-off row again at once; pressing twice does no harm.

    False when there is nothing left to do for it.
    """
    owed = OutboxMessage.objects.filter(pk=message_id, done_at=None, cancelled_at=None)
    found = owed.update(parked_at=None, not_before=at, attempts=0)
    Incident.objects.filter(key=str(message_id), closed_at=None).update(closed_at=at)
    return bool(found)


@transaction.atomic
def resume_case(*, case_id: UUID, at: datetime) -> int:
    """Try everything that is parked for this case again; return how many rows."""
    parked = OutboxMessage.objects.filter(case=case_id, done_at=None, cancelled_at=None)
    ids = list(parked.exclude(parked_at=None).values_list("pk", flat=True))
    return sum(resume(message_id=one, at=at) for one in ids)


def bring_forward(*, names: Collection[str], at: datetime) -> int:
    """The receiver answers again: what was backing off may go now. Undo windows stay."""
    backing_off = OutboxMessage.objects.filter(
        name__in=names, done_at=None, cancelled_at=None, parked_at=None, not_before__gt=at
    )
    return backing_off.filter(attempts__gt=0).exclude(last_error="").update(not_before=at)


def acknowledge_case(*, case_id: UUID, sha256: str, at: datetime) -> None:
    """The national portal holds this snapshot of the case."""
    _remember(case_id, known=True, snapshot_sha256=sha256, acknowledged_at=at)


def acknowledge_progress(*, case_id: UUID, moment: datetime) -> None:
    """It holds the progress row of that moment."""
    _remember(case_id, last_progress_at=moment)


def forget_case(*, case_id: UUID) -> None:
    """It turned out not to know the case: the next push creates it anew."""
    _remember(case_id, known=False, snapshot_sha256="")


def raise_incident(
    *, duty: str, key: str, why: str, at: datetime, case_id: UUID | None = None
) -> None:
    """Open an incident, once for each duty and key until it is closed."""
    incident = Incident(duty=duty, key=key, case_id=case_id, why=why[:300], opened_at=at)
    Incident.objects.bulk_create([incident], ignore_conflicts=True)


def close_incident(*, duty: str, key: str, at: datetime) -> int:
    """What the incident was about is over."""
    return Incident.objects.filter(duty=duty, key=key, closed_at=None).update(closed_at=at)


def _remember(case_id: UUID, **facts: Any) -> None:
    NationalDelivery.objects.update_or_create(case_id=case_id, defaults=facts)


def _due(names: Collection[str], at: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        name__in=names, not_before__lte=at, done_at=None, cancelled_at=None, parked_at=None
    )


def _in_lanes(rows: QuerySet[OutboxMessage], lanes: int) -> QuerySet[OutboxMessage]:
    """Annotate ``of_lane``: the last byte of the case's random id decides."""
    lane = Func(
        F("case_id"),
        template="mod(coalesce(get_byte(uuid_send(%(expressions)s), 15), 0), %(lanes)s)",
        lanes=lanes,
        output_field=IntegerField(),
    )
    return rows.annotate(of_lane=lane)
