"""Wake the duties. Everything that is owed lies in the database; a message only hurries it.

``wake`` is the only place that talks to the broker. It carries a duty's name and nothing
else, never raises, and costs at most half a second when Redis is hung. ``RECONCILERS`` lists
all duties: each asks the database what should exist but does not, and does it. Losing every
message at any moment only means waiting for the next sweep.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from portal import outbox
from portal.celery import app
from portal.filing import duties
from procedures.operations import audit, drafts, neglect, reaping, sequencer, timers
from procedures.operations.heartbeats import beat, duty_held, last_beat

log = logging.getLogger(__name__)

STALE = 30  # seconds; a wake-up nobody fetched by then is dropped: the next does the same
SULK = 5.0  # seconds without a try after the broker failed, so that it is not paid each time
_quiet_until = 0.0


@dataclass(frozen=True, slots=True)
class Reconciler:
    """One duty: what it does (returns how much), how often by itself, and in which queue."""

    run: Callable[[datetime], int]
    every: timedelta
    queue: str = "default"


def _deliver(group: str) -> Callable[[datetime], int]:
    return lambda at: outbox.deliver(at=at, groups=(group,))


RECONCILERS: Mapping[str, Reconciler] = {
    "national": Reconciler(_deliver("national"), timedelta(seconds=5), "relay"),
    "letters": Reconciler(_deliver("letters"), timedelta(seconds=5), "render"),
    "messages": Reconciler(_deliver("messages"), timedelta(seconds=5), "mail"),
    "sequencer": Reconciler(lambda at: sequencer.number_events(at=at), timedelta(seconds=5)),
    "scans": Reconciler(lambda at: duties.scan_waiting(at=at), timedelta(seconds=5)),
    "views": Reconciler(lambda at: duties.make_missing_views(at=at), timedelta(seconds=30)),
    "neglected_letters": Reconciler(
        lambda at: neglect.order_letters(at=at), timedelta(minutes=1)
    ),
    "neglected_notices": Reconciler(
        lambda at: neglect.order_notices(at=at), timedelta(minutes=1)
    ),
    "timers": Reconciler(lambda at: timers.run_out(at=at), timedelta(minutes=5)),
    "incidents": Reconciler(lambda at: neglect.close_incidents(at=at), timedelta(minutes=1)),
    "old_drafts": Reconciler(lambda at: drafts.forget_expired(at=at), timedelta(hours=1)),
    "unnamed_files": Reconciler(lambda at: reaping.reap(at=at), timedelta(hours=6)),
    "checkpoint": Reconciler(lambda at: bool(audit.checkpoint(at=at)), timedelta(hours=1)),
}
"""Every duty of the house. A name here is a name ``wake`` knows and ``Heartbeat`` shows."""

AFTER_A_MOVE = ("national", "letters", "messages", "sequencer")


def wake(*names: str) -> None:
    """Hurry these duties once the transaction is committed; without a broker do nothing."""
    transaction.on_commit(lambda: _send(names))


@app.task(name="portal.tasks.run_duty", ignore_result=True)
def run_duty(name: str) -> None:
    """Carry out one duty now."""
    carry_out(name, at=timezone.now())


@app.task(name="portal.tasks.sweep", ignore_result=True)
def sweep() -> None:
    """Wake every duty whose time has come. Beat calls it every few seconds."""
    at = timezone.now()
    beat(name="worker", at=at)
    _send(due_duties(at))


def due_duties(at: datetime) -> tuple[str, ...]:
    """Duties that have not run through for as long as they may; a clock that was set back
    makes them due, not silent."""
    beats = {name: last_beat(name) for name in RECONCILERS}
    return tuple(
        name
        for name, duty in RECONCILERS.items()
        if (last := beats[name]) is None or not last <= at < last + duty.every
    )


def carry_out(name: str, *, at: datetime) -> int | None:
    """Run a duty and note that it ran; None when another worker is at it."""
    with duty_held(name) as held:
        if not held:
            return None
        done = RECONCILERS[name].run(at)
    beat(name=name, at=at, note=str(int(done)))
    return int(done)


def _send(names: tuple[str, ...]) -> None:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        for name in names:
            run_duty.apply_async((name,), queue=RECONCILERS[name].queue, expires=STALE)
    except (RedisError, KombuError, OSError) as fault:
        _quiet_until = time.monotonic() + SULK
        log.warning("tasks.not_woken names=%s why=%s", ",".join(names), type(fault).__name__)
