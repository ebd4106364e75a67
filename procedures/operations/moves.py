"""The statements of a move, written by hand: this is the hottest path of the house.

``lock`` is one SELECT … FOR UPDATE, ``store`` one UPDATE and one INSERT of the journal
entry, the payload and the outbox rows together. Nobody but ``casework`` and
``submission`` calls them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

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


def lock(case_code: str) -> Locked | None:
    """Hold the case's row until the transaction ends; None if there is no such case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, code, version_id, state_data, journal_length, journal_head,"
            " calendar_id, received_by_id, decided_by_id, submitter_id, applicant_id"
            " FROM procedures_case WHERE code = %s FOR UPDATE",
            [case_code],
        )
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
    entry: JournalEntry,
    payload: JournalPayload | None,
    outbox: Sequence[OutboxMessage],
    at: datetime,
) -> None:
    """Write a move: state, journal entry, sealed text, outbox."""
    returned = at if state.ending == "returned" else None
    _update_case(locked.id, state, flat, entry, returned, at)
    _insert_entry(entry)
    if payload is not None:
        payload.save(force_insert=True)
    _insert_outbox(outbox)


def _update_case(
    case_id: UUID,
    state: CaseState,
    flat: dict[str, Any],
    entry: JournalEntry,
    returned: datetime | None,
    at: datetime,
) -> None:
    values = flat | {
        "state_data": json.dumps(state.to_data()),
        "journal_length": entry.n,
        "journal_head": entry.hash,
        "returned_at": returned,
        "moved_at": at,
    }
    sets = ", ".join(f"{name} = %({name})s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE procedures_case SET {sets} WHERE id = %(id)s",  # noqa: S608 -- our names
            values | {"id": case_id},
        )


ENTRY_COLUMNS = (
    "case_id, n, name, at, action, step, person, position, role, agency, on_behalf_of, "
    "status, command, data, commitments, calendar_id, method, semantics, previous, hash"
)


def _insert_entry(entry: JournalEntry) -> None:
    names = ENTRY_COLUMNS.split(", ")
    values = [getattr(entry, name) for name in names]
    values = [json.dumps(one) if isinstance(one, dict) else one for one in values]
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO procedures_journalentry ({ENTRY_COLUMNS})"  # noqa: S608
            f" VALUES ({marks})",
            values,
        )


OUTBOX_ROWS = (
    "INSERT INTO procedures_outboxmessage"
    " (case_id, n, name, args, created_at, not_before, attempts, last_error) VALUES "
)


def _insert_outbox(rows: Sequence[OutboxMessage]) -> None:
    if not rows:
        return
    values: list[Any] = []
    for row in rows:
        values += [
            row.case_id,
            row.n,
            row.name,
            json.dumps(row.args),
            row.created_at,
            row.not_before,
        ]
    marks = ", ".join(["(%s, %s, %s, %s, %s, %s, 0, '')"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            OUTBOX_ROWS + marks,
            values,
        )
