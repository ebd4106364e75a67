"""Is the history whole, and does it say how every case came to where it stands?

``verify`` walks the hash chains; ``replay`` plays every journal through the engine again and
compares. Both need no personal data: erased text is represented by its commitments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Sum

from procedures.chain import CHECKPOINT_ANCHOR, entry_hash, hashed_fields, heads_sha256
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
from procedures.models import Case, Checkpoint, Heartbeat, JournalEntry, JournalPayload
from procedures.sealing import Commitment, commitment_holds

CHUNK = 2000
UNPLAYABLE = (LookupError, TypeError, ValueError, StopIteration, ObjectDoesNotExist)
"""What a command raises that was never written by us: an altered row is no lawful command."""


@dataclass(frozen=True, slots=True)
class Bad:
    """The first thing wrong: which case ("" = a checkpoint), which entry, why."""

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


@dataclass(frozen=True, slots=True)
class Record:
    """All there is of one case. ``case`` is None for rows whose case is gone."""

    id: UUID
    case: Case | None
    entries: tuple[JournalEntry, ...]
    payloads: tuple[JournalPayload, ...]

    @property
    def name(self) -> str:
        return self.case.code if self.case else str(self.id)


def verify() -> Verified:
    """Check every chain, its head on the case, its sealed texts, and the checkpoints.

    Rows are streamed in the order of their cases' ids; the first bad one ends the walk.
    """
    checked = 0
    for record in _records(with_texts=True):
        for n, why in _walk(record):
            if why:
                return Verified(checked, Bad(record.name, n, why))
            checked += 1
        for n, why in _texts(record):
            return Verified(checked, Bad(record.name, n, why))
    return Verified(checked, _bad_checkpoint() or _bad_total())


def replay() -> Replayed:
    """Play every case again from its commands and compare with what is stored."""
    found: list[Difference] = []
    cases = 0
    for record in _records(with_texts=False):
        if record.case is None:
            continue
        cases += 1
        if difference := _play(record.case, record.entries):
            found.append(difference)
    return Replayed(cases, tuple(found))


def _records(*, with_texts: bool) -> Iterator[Record]:
    """Cases, entries and texts side by side; what has no case comes as a record of its own."""
    cases = Case.objects.order_by("id").defer("answers")
    entries = JournalEntry.objects.order_by("case_id", "n")
    texts = JournalPayload.objects.order_by("case_id", "n")
    texts = texts if with_texts else texts.none()
    streams = [
        _Runs(groupby(cases.iterator(chunk_size=CHUNK), lambda one: one.pk)),
        _Runs(groupby(entries.iterator(chunk_size=CHUNK), lambda one: one.case_id)),
        _Runs(groupby(texts.iterator(chunk_size=CHUNK), lambda one: one.case_id)),
    ]
    while heads := [stream.key for stream in streams if stream.key is not None]:
        first = min(heads)
        found, entered, kept = (stream.take(first) for stream in streams)
        yield Record(first, found[0] if found else None, entered, kept)


class _Runs:
    """The runs of one sorted stream, with the key of the next one in sight."""

    def __init__(self, runs: Iterator[tuple[UUID, Iterator[Any]]]) -> None:
        self.runs = runs
        self._advance()

    def _advance(self) -> None:
        self.key, self.run = next(self.runs, (None, iter(())))

    def take(self, key: UUID) -> tuple[Any, ...]:
        """The run of that key, or nothing if this stream has none."""
        if self.key != key:
            return ()
        rows = tuple(self.run)
        self._advance()
        return rows


def _walk(record: Record) -> Iterator[tuple[int, str]]:
    """Each entry with what is wrong about it, "" if nothing; then the case's own memory."""
    if record.case is None:
        yield record.entries[0].n if record.entries else 0, "belongs to no case"
        return
    previous = ""
    for place, entry in enumerate(record.entries, start=1):
        why = _fault(entry, place, previous)
        yield place, why
        if why:
            return
        previous = entry.hash
    if len(record.entries) != record.case.journal_length:
        yield len(record.entries) + 1, "an entry at the end is missing or was added"
    elif previous != record.case.journal_head:
        yield len(record.entries), "is not the head that the case remembers"


def _fault(entry: JournalEntry, place: int, previous: str) -> str:
    """What is wrong about an entry that should stand at ``place`` after ``previous``."""
    if entry.n != place:
        return "an entry is missing or out of order"
    if entry.previous != previous:
        return "does not follow the entry before it"
    if entry_hash(previous, hashed_fields(entry)) != entry.hash:
        return "was changed after it was written"
    return ""


def _texts(record: Record) -> Iterator[tuple[int, str]]:
    """Texts that are not the ones committed to. An erased one keeps its row, empty."""
    promised = {entry.n: entry.commitments for entry in record.entries if entry.commitments}
    for payload in record.payloads:
        commitments = promised.pop(payload.n, None)
        if commitments is None:
            yield payload.n, "holds text of no entry"
        elif why := _bad_text(payload, commitments):
            yield payload.n, why
    for n in promised:
        yield n, "its text is missing"


def _bad_text(payload: JournalPayload, commitments: dict[str, str]) -> str:
    try:
        texts = payload.text
    except ValueError:  # the seal is broken
        return "its text cannot be opened"
    if texts and set(texts) != set(commitments):
        return "holds other texts than it promised"
    for key, kept in texts.items():
        if not commitment_holds(kept["text"], Commitment(kept["salt"], commitments[key])):
            return f"text {key!r} was changed"
    return ""


def _bad_checkpoint() -> Bad | None:
    """A link of the chain of checkpoints that does not hold, or an end that was cut off."""
    previous = ""
    n = 0
    for point in Checkpoint.objects.order_by("pk").iterator():
        n = point.pk
        facts = {"at": point.at, "entries": point.entries, "heads": point.heads_sha256}
        if point.previous != previous or entry_hash(previous, facts) != point.hash:
            return Bad("", n, "checkpoint was changed, or one before it is missing")
        previous = point.hash
    anchor = Heartbeat.objects.filter(pk=CHECKPOINT_ANCHOR).values_list("note", flat=True)
    if (anchor.first() or "") != previous:
        return Bad("", n, "is not the last checkpoint that was made")
    return None


def _bad_total() -> Bad | None:
    """Less than the last checkpoint has counted, or as much but not the same: whole cases
    are missing or were exchanged."""
    last = Checkpoint.objects.order_by("-pk").first()
    if last is None:
        return None
    total = Case.objects.aggregate(total=Sum("journal_length"))["total"] or 0
    if total < last.entries:
        return Bad("", last.pk, f"checkpoint counted {last.entries} entries, {total} are left")
    heads = Case.objects.order_by("code").values_list("code", "journal_length", "journal_head")
    if total == last.entries and heads_sha256(heads.iterator(CHUNK)) != last.heads_sha256:
        return Bad("", last.pk, "checkpoint saw other cases than there are")
    return None


def _play(case: Case, entries: Sequence[JournalEntry]) -> Difference | None:
    state: CaseState | None = None
    for entry in entries:
        try:
            state = _next(case, state, entry)
        except Refused as refused:
            return Difference(case.code, entry.n, entry.status, f"refused: {refused.reason}")
        except UNPLAYABLE as fault:
            return Difference(case.code, entry.n, entry.status, type(fault).__name__)
        if state.status.value != entry.status:
            return Difference(case.code, entry.n, entry.status, state.status.value)
    computed: Any = state.to_data() if state else None
    if computed != case.state_data:
        return Difference(
            case.code, case.journal_length, _differing(case.state_data, computed), "…"
        )
    return None


def _next(case: Case, state: CaseState | None, entry: JournalEntry) -> CaseState:
    """The state after the entry's command."""
    rules = definition(case.version_id)
    calendar = work_calendar(entry.calendar_id, case.received_by_id, entry.method)
    command = command_of(entry)
    if state is None:
        return submit(rules, command, at=entry.at, calendar=calendar).state
    return apply(rules, state, command, at=entry.at, calendar=calendar).state


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
