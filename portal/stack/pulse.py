"""Notice when background work stands still although every process lives.

A beat whose clock was set back waits for a moment long past; a worker may hang on a socket.
Both look alive. What proves work is the row the worker writes at each sweep: if it has not
changed for a minute of our own steady clock, worker and beat are started again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg2

from portal.stack.postgres import session

ASK_EVERY = 10.0
PATIENCE = 60.0
LAST_SWEEP = "SELECT at FROM procedures_heartbeat WHERE name = 'worker'"


@dataclass(slots=True)
class Pulse:
    """The last sweep as seen from here; ``ask`` fetches it, ``clock`` counts seconds."""

    ask: Callable[[], object]
    clock: Callable[[], float] = time.monotonic
    asked: float = 0.0
    seen: object = None
    changed: float = 0.0

    def __post_init__(self) -> None:
        self.changed = self.clock()

    def stands_still(self) -> bool:
        """True once each time a minute passed without a sweep. Asks every ten seconds."""
        now = self.clock()
        if now < self.asked + ASK_EVERY:
            return False
        self.asked = now
        seen = self.ask()
        if seen != self.seen:
            self.seen, self.changed = seen, now
        if now < self.changed + PATIENCE:
            return False
        self.changed = now  # those we start again get their minute as well
        return True


def last_sweep(url: str) -> object:
    """What the database at ``url`` knows about the last sweep."""
    try:
        with session(url) as cursor:
            cursor.execute(LAST_SWEEP)
            return cursor.fetchone()
    except psycopg2.Error:
        return time.monotonic()  # without its database nothing can work; that is no stall
