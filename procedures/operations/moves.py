"""The statements of a move, written by hand: this is the hottest path of the house.

``lock`` is one SELECT … FOR UPDATE, ``store`` one statement that updates the case and
inserts the journal entry and the outbox rows. Nobody but ``casework`` and ``submission``
calls them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
    """A case row held until the end of the transaction; its ids as text, as in a state."""

    id: str
    code: str
    version_id: int
    state_data: Any
    journal_length: int
    journal_head: str
    calendar_id: int
    desk: str
    agency: str
    submitter: str
    applicant: str

    @property
    def state(self) -> CaseState:
        return CaseState.from_data(self.state_data)


@dataclass(slots=True)
class Owed:
    """An ``OutboxMessage`` of a move before it is stored, without a model's weight."""

    case_id: str
    n: int
    name: str
    args: dict[str, Any]
    created_at: datetime
    not_before: datetime


LOCK = (
    "SELECT id::text, code, version_id, state_data::text, journal_length, journal_head,"
    " calendar_id, received_by_id, decided_by_id, submitter_id::text, applicant_id::text"
    " FROM procedures_case WHERE code = $1 FOR UPDATE"
)


def lock(case_code: str) -> Locked | None:
    """Hold the case's row until the transaction ends; None if there is no such case."""
    with connection.cursor() as cursor:
        _execute(cursor, "move_lock", LOCK, case_code)
        row = cursor.fetchone()
    if row is None:
        return None
    case_id, code, version, state, *rest = row
    return Locked(case_id, code, version, json.loads(state), *rest)


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
    written = {
        "case": flat
        | {
            "id": locked.id,
            "state_data": state.to_data(),
            "journal_length": entry.n,
            "journal_head": entry.hash,
            "returned_at": at if state.ending == "returned" else None,
            "moved_at": at,
        },
        "entry": dict(zip(ENTRY_COLUMNS, ENTRY_VALUES(entry), strict=True)),
        "outbox": [
            dict(zip(OUTBOX_COLUMNS, OUTBOX_VALUES(row), strict=True)) for row in outbox
        ],
    }
    with connection.cursor() as cursor:
        _execute(cursor, "move_store", STORE, encoded(written))
    if payload is not None:
        payload.save(force_insert=True)


def _plain(value: datetime | UUID) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


encoded = json.JSONEncoder(default=_plain).encode


MOVING_COLUMNS = (
    *("status", "stage", "open_steps", "waits_for", "intake_due_at", "step_due_at", "due_at"),
    *("original_due_at", "clock_paused", "received_at", "finished_at", "returned_at"),
    *("state_data", "journal_length", "journal_head", "moved_at"),
)
ENTRY_COLUMNS = tuple(
    field.column for field in JournalEntry._meta.concrete_fields if not field.primary_key
)
OUTBOX_COLUMNS = ("case_id", "n", "name", "args", "created_at", "not_before")
ENTRY_VALUES, OUTBOX_VALUES = attrgetter(*ENTRY_COLUMNS), attrgetter(*OUTBOX_COLUMNS)

STORE = f"""
WITH moved AS (
  UPDATE procedures_case SET {", ".join(f"{name} = given.{name}" for name in MOVING_COLUMNS)}
  FROM jsonb_populate_record(NULL::procedures_case, $1::jsonb -> 'case') AS given
  WHERE procedures_case.id = given.id
), entry AS (
  INSERT INTO procedures_journalentry ({", ".join(ENTRY_COLUMNS)})
  SELECT {", ".join(ENTRY_COLUMNS)}
  FROM jsonb_populate_record(NULL::procedures_journalentry, $1::jsonb -> 'entry')
)
INSERT INTO procedures_outboxmessage ({", ".join(OUTBOX_COLUMNS)}, attempts, last_error)
SELECT {", ".join(OUTBOX_COLUMNS)}, 0, ''
FROM jsonb_populate_recordset(NULL::procedures_outboxmessage, $1::jsonb -> 'outbox')
"""  # noqa: S608 -- our own names


_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""What each open connection has prepared; gone with the connection, as at the server."""


def _execute(cursor: CursorWrapper, name: str, sql: str, value: str) -> None:
    """Run a statement that the server parses and plans once for each connection.

    Both statements of a move name all their columns: without this, planning them takes
    longer than running them. Poolers must keep sessions, as advisory locks ask anyway.
    """
    known = _prepared.setdefault(cursor.db.connection, set())
    if name not in known:
        cursor.execute(f"PREPARE {name} AS {sql}")
        known.add(name)
    cursor.execute(f"EXECUTE {name} (%s)", [value])
