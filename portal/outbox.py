"""Carry out the effects that operations wrote down, at least once each.

A group of effects has lanes by case; one worker at a time holds a lane. Inside it, rows are
claimed one by one in a short transaction, carried out with no transaction open, and marked.
What fails comes back later and holds up nothing but (where order counts) its own case.

Time: ``at`` is when the run began; it goes on by the monotonic clock, so a run with a time
of its own (``sweep --at``) stays consistent.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections

from portal.effects import GROUPS, TABLE
from portal.effects.outcomes import Park, Retry, Wait
from procedures.operations import breaker, deliveries
from procedures.operations.deliveries import Due, Work

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than any effect may take
BUDGET = 30.0  # seconds of one run: with the last effect still less than a task may take
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=30)
LATE = timedelta(hours=1)  # then a person should know, though it is still tried
LANES = {"letters": 2, "messages": 2}


@dataclass(frozen=True, slots=True)
class Run:
    """One run: when it began, by both clocks."""

    at: datetime
    started: float = field(default_factory=time.monotonic)

    @property
    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.started)

    @property
    def over(self) -> bool:
        return time.monotonic() - self.started > BUDGET


def deliver(*, at: datetime, groups: tuple[str, ...] = GROUPS, parallel: bool = True) -> int:
    """Carry out what is due; return how many effects were done.

    With ``parallel``, lanes that have work run at the same time, each with a connection
    of its own, so a receiver that hangs holds up only its lane.
    """
    run = Run(at)
    shares = [(group, work) for group in groups for work in _shares(group, at)]
    if not parallel or len(shares) < 2:
        return sum(_work_off(group, work, run) for group, work in shares)
    with ThreadPoolExecutor(len(shares), thread_name_prefix="lane") as pool:
        lanes = [
            pool.submit(_in_thread, _work_off, group, work, run) for group, work in shares
        ]
        return sum(lane.result() for lane in lanes)


def lanes_of(group: str) -> int:
    """How many of a group's effects may run at the same time."""
    return settings.NATIONAL_MAX_PARALLEL if group == "national" else LANES[group]


def switched_off(group: str) -> bool:
    """Whether the operator keeps this group waiting (``NATIONAL_ENABLED=0``)."""
    has_portal = bool(settings.NATIONAL_BASE_URL)
    return group == "national" and has_portal and not settings.NATIONAL_ENABLED


def _shares(group: str, at: datetime) -> list[Work]:
    if switched_off(group):
        return []
    names = tuple(name for name, kind in TABLE.items() if kind.group == group)
    in_order = frozenset(name for name in names if TABLE[name].in_order)
    lanes = lanes_of(group)
    busy = deliveries.busy_lanes(names=names, lanes=lanes, at=at)
    return [Work(names, in_order, lane, lanes) for lane in busy]


def _work_off(group: str, work: Work, run: Run) -> int:
    """Carry out the rows of one lane until none is due, the time is up, or it is shut."""
    done = 0
    with deliveries.lane_held(group, work.lane) as held:
        while held and not run.over and breaker.may_pass(group=group, at=run.now):
            due = deliveries.claim(work=work, at=run.now, lease=LEASE)
            if due is None:
                break
            done += _carry_out(group, due, work, run)
    return done


def _carry_out(group: str, due: Due, work: Work, run: Run) -> bool:
    try:
        TABLE[due.name].perform(due, run.now)
    except Wait as early:
        deliveries.wait(message_id=due.id, until=early.until)
    except Park as refused:
        _park(due, refused.why, run.now)
    except Retry as fault:
        _retry(group, due, fault, run.now)
    except Exception as fault:  # noqa: BLE001 -- an unforeseen fault stops one row, not the lane
        _retry(group, due, Retry(_where(fault)), run.now)
    else:
        deliveries.finish(message_id=due.id, at=run.now)
        if breaker.succeeded(group=group):
            deliveries.bring_forward(names=work.names, at=run.now)
        return True
    return False


def _retry(group: str, due: Due, fault: Retry, at: datetime) -> None:
    if fault.tries and due.attempts >= fault.tries:
        _park(due, fault.why, at)
        return
    until = at + (fault.after or pause(due.attempts))
    deliveries.retry(message_id=due.id, why=fault.why, until=until)
    log.warning("outbox.retry %s", _facts(due, fault.why))
    if fault.shared and breaker.failed(group=group, at=at, halt=fault.halt):
        log.error("outbox.breaker_open group=%s why=%s", group, fault.why)
    if fault.halt or at - due.created_at >= LATE:
        deliveries.raise_incident(duty=due.name, key=LATE_KEY, why=fault.why, at=at)


LATE_KEY = "late"
"""Incident of a whole duty: something of it is over an hour old, or we are shut out."""


def _park(due: Due, why: str, at: datetime) -> None:
    deliveries.park(message_id=due.id, why=why, at=at)
    log.error("outbox.parked %s", _facts(due, why))


def pause(attempts: int, draw: Callable[[], float] = random.random) -> timedelta:
    """How long to wait after so many attempts: 5 s doubled each time, ± half, 30 min at most.

    >>> [str(pause(n, draw=lambda: 0.5)) for n in (1, 2, 9, 10, 60)]
    ['0:00:05', '0:00:10', '0:21:20', '0:30:00', '0:30:00']
    """
    doubled = FIRST_PAUSE * 2 ** min(attempts - 1, 10)
    return min(doubled, LONGEST_PAUSE) * (0.5 + draw())


def _where(fault: Exception) -> str:
    """Name an unforeseen fault without its message, which could name a person."""
    frame = fault.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    if frame is None:
        return type(fault).__name__
    place = Path(frame.tb_frame.f_code.co_filename).name
    return f"{type(fault).__name__} in {place}:{frame.tb_lineno}"


def _facts(due: Due, why: str) -> str:
    return f"id={due.id} name={due.name} attempts={due.attempts} why={why}"


def _in_thread(carry: Callable[..., int], *args: object) -> int:
    try:
        return carry(*args)
    finally:
        connections.close_all()
