"""The statements of a move, written by hand: this is the hottest path of the house.

``lock`` is one SELECT … FOR UPDATE, ``store`` one statement that updates the case and
inserts the journal entry and the outbox rows. Nobody but ``casework`` and ``submission``
calls them.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.utils import CursorWrapper

from procedures.access import waiting_token
from procedures.engine import (
    APPLICANT,
    CaseState,
    Definition,
    WorkCalendar,
    intake_due_at,
    step_due_at,
    waits_for,
)
from procedures.models import JournalEntry, JournalPayload, OutboxMessage
from procedures.operations.journal import Entry


@dataclass(frozen=True, slots=True)
class Locked:
    """A case row held until the end of the transaction."""

    id: UUID
    code: str
    version_id: int
    state_data: Any
    journal_length: int
    journal_head: str
    calendar_id: int
    desk: str
    agency: str
    submitter: UUID
    applicant: UUID

    @property
    def state(self) -> CaseState:
        return CaseState.from_data(self.state_data)


@dataclass(slots=True)
class Owed:
    """An ``OutboxMessage`` of a move before it is stored, without a model's weight."""

    case_id: UUID
    n: int
    name: str
    args: dict[str, Any]
    created_at: datetime
    not_before: datetime


LOCK = (
    "SELECT id, code, version_id, state_data, journal_length, journal_head,"
    " calendar_id, received_by_id, decided_by_id, submitter_id, applicant_id"
    " FROM procedures_case WHERE code = %s FOR UPDATE"
)


def lock(case_code: str) -> Locked | None:
    """Hold the case's row until the transaction ends; None if there is no such case."""
    with connection.cursor() as cursor:
        _execute(cursor, "move_lock", LOCK, [case_code])
        row = cursor.fetchone()
    if row is None:
        return None
    case_id, code, version, state, *rest = row
    state = json.loads(state) if isinstance(state, str) else state
    return Locked(case_id, code, version, state, *rest)


def columns(
    state: CaseState, rules: Definition, calendar: WorkCalendar, *, desk: str, agency: str
) -> dict[str, Any]:
    """The flat columns of ``Case`` that repeat ``state`` for lists and reports."""
    waits = {
        waiting_token(role, desk=desk, agency=agency)
        for _, role in (() if state.closed else waits_for(rules, state))
        if role != APPLICANT
    }
    return {
        "status": state.status.value,
        "stage": str(state.stage),
        "open_steps": list(state.open),
        "waits_for": sorted(waits),
        "intake_due_at": intake_due_at(state, calendar),
        "step_due_at": step_due_at(state, calendar),
        "due_at": state.due_at,
        "original_due_at": state.original_due_at,
        "clock_paused": bool(state.waiting),
        "received_at": state.received_at,
        "finished_at": state.finished_at,
    }


def store(
    locked: Locked,
    state: CaseState,
    flat: dict[str, Any],
    entry: Entry,
    payload: JournalPayload | None,
    outbox: Sequence[OutboxMessage | Owed],
    at: datetime,
) -> None:
    """Write a move: state, journal entry and outbox in one statement; sealed text beside."""
    held = flat | {
        "state_data": json.dumps(state.to_data()),
        "journal_length": entry.n,
        "journal_head": entry.hash,
        "returned_at": at if state.ending == "returned" else None,
        "moved_at": at,
    }
    values = [*held.values(), locked.id, *map(_adapted, ENTRY_VALUES(entry))]
    for row in outbox:
        values += map(_adapted, OUTBOX_VALUES(row))
    with connection.cursor() as cursor:
        name, sql = f"move_write_{len(outbox)}", _writing(tuple(held), len(outbox))
        _execute(cursor, name, sql, values)
    if payload is not None:
        payload.save(force_insert=True)


def _adapted(value: Any) -> Any:
    return json.dumps(value) if type(value) is dict else value


ENTRY_COLUMNS = tuple(
    field.column for field in JournalEntry._meta.concrete_fields if not field.primary_key
)
OUTBOX_COLUMNS = ("case_id", "n", "name", "args", "created_at", "not_before")
OUTBOX_MARKS = (
    "(%s::uuid, %s::int, %s::text, %s::jsonb, %s::timestamptz, %s::timestamptz, 0, '')"
)
ENTRY_VALUES, OUTBOX_VALUES = attrgetter(*ENTRY_COLUMNS), attrgetter(*OUTBOX_COLUMNS)


@lru_cache(maxsize=64)
def _writing(columns_of_case: tuple[str, ...], rows: int) -> str:
    """The statement that writes a move with so many outbox rows, which keep their order."""
    sets = ", ".join(f"{name} = %s" for name in columns_of_case)
    update = f"UPDATE procedures_case SET {sets} WHERE id = %s"  # noqa: S608 -- our names
    names, marks = ", ".join(ENTRY_COLUMNS), ", ".join(["%s"] * len(ENTRY_COLUMNS))
    entry = f"INSERT INTO procedures_journalentry ({names}) VALUES ({marks})"  # noqa: S608
    if not rows:
        return f"WITH moved AS ({update}) {entry}"
    names, marks = ", ".join(OUTBOX_COLUMNS), ", ".join([OUTBOX_MARKS] * rows)
    return (
        f"WITH moved AS ({update}), entry AS ({entry}) INSERT INTO procedures_outboxmessage"  # noqa: S608
        f" ({names}, attempts, last_error) VALUES {marks}"
    )


_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""What each open connection has prepared; gone with the connection, as at the server."""


def _execute(cursor: CursorWrapper, name: str, sql: str, values: Sequence[Any]) -> None:
    """Run a statement that the server parses and plans once for each connection.

    Both statements of a move name all their columns: without this, planning them takes
    longer than running them. Poolers must keep sessions, as advisory locks ask anyway.
    """
    known = _prepared.setdefault(connection.connection, set())
    if name not in known:
        numbers = count(1)
        text = re.sub("%s", lambda _: f"${next(numbers)}", sql)
        cursor.execute(f"PREPARE {name} AS {text}")
        known.add(name)
    cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(values))})", values)
