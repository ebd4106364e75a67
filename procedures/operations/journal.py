"""Write the journal: one entry per move, chained by hash, without personal text.

Text that people typed (the keys an action declares as its ``texts``) is replaced by salted
SHA-256 commitments; the text itself goes, sealed, into an erasable ``JournalPayload``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procedures.chain import entry_hash, hashed_fields
from procedures.engine import SEMANTICS, Command, Event, Status, text_keys
from procedures.models import JournalPayload
from procedures.sealing import commitment


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a case's journal the next entry goes."""

    case_id: Any
    n: int
    previous: str
    calendar_id: int
    method: str


@dataclass(slots=True)
class Entry:
    """A ``JournalEntry`` before it is stored; a model's instance costs three times as much."""

    case_id: Any
    n: int
    name: str
    at: datetime
    action: str
    step: str
    person: str | None
    position: str | None
    role: str
    agency: str
    on_behalf_of: str | None
    status: str
    command: dict[str, Any]
    data: dict[str, Any]
    commitments: dict[str, str]
    calendar_id: int
    method: str
    semantics: int
    previous: str
    hash: str = ""


def entry_and_payload(
    place: Place, command: Command, event: Event, status: Status, extra: Mapping[str, Any]
) -> tuple[Entry, JournalPayload | None]:
    """Build the rows of one move; the caller stores them in its transaction.

    ``extra`` is personal text that does not come from the command (answers before a
    supplement, say); it is kept and committed to in the same way.
    """
    said, typed = split(command)
    typed |= {key: _as_text(value) for key, value in extra.items()}
    made = {key: commitment(text) for key, text in typed.items()}
    row = Entry(
        case_id=place.case_id,
        n=place.n,
        name=event.name,
        at=event.at,
        action=command.action,
        step=command.step,
        person=command.by.id or None,
        position=command.by.position or None,
        role=command.by.role,
        agency=command.by.agency,
        on_behalf_of=command.by.on_behalf_of or None,
        status=status.value,
        command=said,
        data={k: v for k, v in event.data.items() if k not in text_keys(command.action)},
        commitments={key: one.sha256 for key, one in made.items()},
        calendar_id=place.calendar_id,
        method=place.method,
        semantics=SEMANTICS,
        previous=place.previous,
    )
    row.hash = entry_hash(place.previous, hashed_fields(row))
    if not typed:
        return row, None
    text = {key: {"text": typed[key], "salt": made[key].salt} for key in typed}
    return row, JournalPayload(case_id=place.case_id, n=place.n, text=text)


def split(command: Command) -> tuple[dict[str, Any], dict[str, str]]:
    """The command's data as the journal keeps it, and the text people typed into it."""
    keys = text_keys(command.action)
    said = {k: v for k, v in command.data.items() if k not in keys}
    return said, {k: _as_text(command.data[k]) for k in keys if command.data.get(k)}


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
