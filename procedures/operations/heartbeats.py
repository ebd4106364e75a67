"""When a duty last ran through, and that it runs only once at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from procedures.models import Heartbeat


def beat(*, name: str, at: datetime, note: str = "") -> None:
    """Write down that the duty ran at ``at``."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "note": note[:200]})


def last_beat(name: str) -> datetime | None:
    """When the duty last ran through, or None if it never did."""
    return Heartbeat.objects.filter(pk=name).values_list("at", flat=True).first()


@contextmanager
def duty_held(name: str) -> Iterator[bool]:
    """Hold a duty for this connection; yields False while another worker runs it."""
    key = [f"duty.{name}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), 0)", key)
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), 0)", key)
