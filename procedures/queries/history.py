"""Is the history whole, and does it say how every case came to where it stands?

``verify`` walks the hash chains; ``replay`` plays every journal through the engine again and
compares. Both need no personal data: erased text is represented by its commitments.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from procedures.chain import entry_hash, hashed_fields
from procedures.engine import (
    Actor,
    CaseState,
    Command,
    Refused,
    apply,
    submit,
    text_keys,
)
from procedures.loading import definition, work_calendar
from procedures.models import Case, Checkpoint, JournalEntry, JournalPayload
from procedures.sealing import Commitment, commitment_holds

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Bad:
    """The first thing wrong: which case, which entry, why."""

    case: str
    n: int
    why: str


@dataclass(frozen=True, slots=True)
class Verified:
    checked: int
    first_bad: Bad | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A case whose stored state is not what its commands lead to."""

    case: str
    n: int
    stored: str
    computed: str


@dataclass(frozen=True, slots=True)
class Replayed:
    cases: int
    differences: tuple[Difference, ...]


def verify() -> Verified:
    """Check every chain, its head on the case, its sealed texts, and the checkpoints."""
    checked = 0
    for case, entries in _journals(Case.objects.all()):
        for entry, why in _walk(case, entries):
            if why:
                return Verified(checked, Bad(case.code, entry, why))
            checked += 1
    return Verified(checked, _bad_payload() or _bad_checkpoint())


def replay() -> Replayed:
    """Play every case again from its commands and compare with what is stored."""
    found: list[Difference] = []
    cases = 0
    for case, entries in _journals(Case.objects.all()):
        cases += 1
        if difference := _play(case, entries):
            found.append(difference)
    return Replayed(cases, tuple(found))


def _journals(cases: QuerySet[Case]) -> Iterator[tuple[Case, list[JournalEntry]]]:
    """Every case with its journal in order; cases without one come with an empty list."""
    entries = JournalEntry.objects.order_by("case_id", "n").iterator(chunk_size=CHUNK)
    runs = {}
    by_case = groupby(entries, key=lambda entry: entry.case_id)
    upcoming = next(by_case, None)
    for case in cases.order_by("id").defer("answers").iterator(chunk_size=CHUNK):
        if upcoming and upcoming[0] == case.pk:
            runs = list(upcoming[1])
            upcoming = next(by_case, None)
        else:
            runs = []
        yield case, runs


def _walk(case: Case, entries: list[JournalEntry]) -> Iterator[tuple[int, str]]:
    previous = ""
    for place, entry in enumerate(entries, start=1):
        if entry.n != place:
            yield place, "an entry is missing or out of order"
            return
        if entry.previous != previous:
            yield place, "does not follow the entry before it"
            return
        if entry_hash(previous, hashed_fields(entry)) != entry.hash:
            yield place, "was changed after it was written"
            return
        previous = entry.hash
        yield place, ""
    if len(entries) != case.journal_length:
        yield len(entries) + 1, "an entry at the end is missing or was added"
    elif previous != case.journal_head:
        yield len(entries), "is not the head that the case remembers"


def _bad_payload() -> Bad | None:
    """A sealed text that is not the one committed to (an erased one is simply absent)."""
    payloads = JournalPayload.objects.select_related("case").order_by("case_id", "n")
    for payload in payloads.iterator(chunk_size=CHUNK):
        entry = JournalEntry.objects.filter(case=payload.case_id, n=payload.n).first()
        if entry is None:
            return Bad(payload.case.code, payload.n, "holds text of no entry")
        for key, kept in payload.text.items():
            made = Commitment(kept["salt"], entry.commitments.get(key, ""))
            if not commitment_holds(kept["text"], made):
                return Bad(payload.case.code, payload.n, f"text {key!r} was changed")
    return None


def _bad_checkpoint() -> Bad | None:
    previous = ""
    for point in Checkpoint.objects.order_by("pk").iterator():
        facts = {"at": point.at, "entries": point.entries, "heads": point.heads_sha256}
        if point.previous != previous or entry_hash(previous, facts) != point.hash:
            return Bad("", point.pk, "checkpoint was changed")
        previous = point.hash
    return None


def _play(case: Case, entries: list[JournalEntry]) -> Difference | None:
    rules = definition(case.version_id)
    state: CaseState | None = None
    for entry in entries:
        calendar = work_calendar(entry.calendar_id, case.received_by_id, entry.method)
        command = command_of(entry)
        try:
            if state is None:
                outcome = submit(rules, command, at=entry.at, calendar=calendar)
            else:
                outcome = apply(rules, state, command, at=entry.at, calendar=calendar)
        except Refused as refused:
            return Difference(case.code, entry.n, entry.status, f"refused: {refused.reason}")
        state = outcome.state
        if state.status.value != entry.status:
            return Difference(case.code, entry.n, entry.status, state.status.value)
    computed: Any = state.to_data() if state else None
    if computed != case.state_data:
        return Difference(
            case.code, case.journal_length, _differing(case.state_data, computed), "…"
        )
    return None


def command_of(entry: JournalEntry) -> Command:
    """The command of an entry, with commitments in place of the text people typed."""
    keys = text_keys(entry.action)
    hashes = {key: value for key, value in entry.commitments.items() if key in keys}
    by = Actor(
        id=str(entry.person or ""),
        role=entry.role,
        position=str(entry.position or ""),
        agency=entry.agency,
        on_behalf_of=str(entry.on_behalf_of or ""),
    )
    return Command(entry.action, entry.step, by, {**entry.command, **hashes})


def _differing(stored: Any, computed: Any) -> str:
    keys = sorted(set(stored or {}) | set(computed or {}))
    return ", ".join(
        key for key in keys if (stored or {}).get(key) != (computed or {}).get(key)
    )
