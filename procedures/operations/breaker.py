"""A breaker per receiver, kept in the database so that all workers see the same one.

Five failures in a row open it; then one request probes each half minute, and the first
success closes it. It is a ``Heartbeat`` row named ``breaker.<group>``: ``note`` counts the
failures in a row, ``at`` is when the next request may go.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from procedures.models import Heartbeat

IN_A_ROW = 5
PROBE_EVERY = timedelta(seconds=30)


def may_pass(*, group: str, at: datetime) -> bool:
    """Whether a request may go now; an open breaker lets exactly one probe through."""
    row = Heartbeat.objects.filter(pk=_name(group)).first()
    if row is None or int(row.note) < IN_A_ROW:
        return True
    if row.at > at:
        return False
    probes = Heartbeat.objects.filter(pk=row.pk, at=row.at)
    return bool(probes.update(at=at + PROBE_EVERY))


def failed(*, group: str, at: datetime, halt: timedelta | None = None) -> bool:
    """Count one failure; return whether the breaker is open now.

    ``halt`` opens it at once and for that long: the receiver refuses us, not a request.
    """
    step, pause = (IN_A_ROW, halt) if halt else (1, PROBE_EVERY)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_heartbeat AS row (name, at, note) VALUES (%s, %s, %s)"
            " ON CONFLICT (name) DO UPDATE SET at = excluded.at,"
            " note = (row.note::int + %s)::text RETURNING note::int",
            [_name(group), at + pause, str(step), step],
        )
        return cursor.fetchone()[0] >= IN_A_ROW


def succeeded(*, group: str) -> bool:
    """Close the breaker; return whether it had been open."""
    row = Heartbeat.objects.filter(pk=_name(group)).first()
    if row is None:
        return False
    Heartbeat.objects.filter(pk=row.pk).delete()
    return int(row.note) >= IN_A_ROW


def _name(group: str) -> str:
    return f"breaker.{group}"
