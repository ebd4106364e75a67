"""One case with everything its page shows, for an officer or for its owner.

A fixed number of queries; what comes back is plain values, and every name a page needs.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from procedures.access import Viewer, seat_at, visible_to
from procedures.engine import HANOI, CaseState, Definition, may_undo, offered
from procedures.loading import definition, work_calendar
from procedures.models import (
    Case,
    JournalEntry,
    JournalPayload,
    Letter,
    NationalDelivery,
    OutboxMessage,
    Paper,
    Person,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One action somebody may take now, and in which seat."""

    step: str
    action: str
    role: str


@dataclass(frozen=True, slots=True)
class Event:
    """One journal entry for people: what happened, who did it, the text if it may be seen."""

    n: int
    name: str
    at: datetime
    action: str
    step: str
    by: str
    role: str
    agency: str
    status: str
    data: Mapping[str, Any]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PaperView:
    """One handed-in paper; ``view`` is the hash of the PDF that may be opened."""

    id: UUID
    paper_id: str
    name: str
    pages: int
    round: int
    replaced: bool
    source: str
    view: str
    clean: bool
    files: tuple[str, ...]
    added_at: datetime


@dataclass(frozen=True, slots=True)
class LetterView:
    id: UUID
    name: str
    form: str
    state: str
    number: int | None
    symbol: str
    issued_on: Any
    signer: str
    sha256: str
    pages: int
    released_at: datetime | None
    revoked: bool
    verify_code: str


@dataclass(frozen=True, slots=True)
class Sync:
    """What the national portal is known to hold."""

    known: bool
    acknowledged_at: datetime | None
    waiting: int
    parked: str  # why, if a row waits for a person


@dataclass(frozen=True, slots=True)
class CasePage:
    """``case`` is for facts of the row; screens never write it."""

    case: Case
    rules: Definition
    state: CaseState
    people: Mapping[str, str]
    events: tuple[Event, ...]
    papers: tuple[PaperView, ...]
    letters: tuple[LetterView, ...]
    offers: tuple[Offer, ...]
    may_undo: bool
    sync: Sync
    answers_before: Mapping[str, Any]
    drafted: Mapping[str, str]  # the result as worded so far
    today: date

    @property
    def expected(self) -> int:
        """What a form about this case must send back."""
        return self.case.journal_length

    def letter(self, name: str) -> LetterView | None:
        """The latest letter of that name that was not revoked."""
        found = [one for one in self.letters if one.name == name and not one.revoked]
        return found[-1] if found else None


def load(viewer: Viewer, code: str, *, at: datetime) -> CasePage | None:
    """The page of one case, or None if it does not exist for ``viewer``."""
    case = (
        visible_to(viewer)
        .select_related(
            "version",
            "submitter",
            "applicant",
            "organisation",
            "received_by__agency",
            "decided_by",
            "assigned_to__person",
        )
        .filter(code=code)
        .first()
    )
    if case is None:
        return None
    rules, state = definition(case.version_id), case.state
    entries = list(JournalEntry.objects.filter(case=case).order_by("n"))
    texts = _texts(case)
    people = _people(entries)
    return CasePage(
        case=case,
        rules=rules,
        state=state,
        people=people,
        events=tuple(_event(entry, people, texts) for entry in entries),
        papers=_papers(case, rules),
        letters=_letters(case),
        offers=_offers(viewer, case, rules, state, at),
        may_undo=may_undo(state, str(viewer.person), at, within=settings.UNDO_SECONDS),
        sync=_sync(case),
        answers_before=_before(texts),
        drafted=_drafted(entries, texts),
        today=at.astimezone(HANOI).date(),
    )


def find_paper(viewer: Viewer, code: str, paper: UUID) -> tuple[UUID, str] | None:
    """(case id, hash of the PDF to open) of one paper of a visible case, if it is clean."""
    found = Paper.objects.filter(
        case__in=visible_to(viewer).filter(code=code), pk=paper, view__scan="clean"
    ).values_list("case_id", "view_id")
    return found.first()


def find_letter(
    viewer: Viewer, code: str, name: str, *, at: datetime
) -> tuple[UUID, UUID, str] | None:
    """(case id, letter id, hash of its PDF) of the latest letter ``name`` that may be opened.

    Applicants get it once it is released; officers also while it is being prepared.
    """
    letters = Letter.objects.filter(
        case__in=visible_to(viewer).filter(code=code), name=name, revoked_at=None
    )
    if not viewer.seats:
        letters = letters.filter(released_at__lte=at)
    letter = letters.order_by("-ordered_at").first()
    sha256 = letter and (letter.file_id or letter.rendered_id)
    return (letter.case_id, letter.pk, sha256) if letter and sha256 else None


def _offers(
    viewer: Viewer, case: Case, rules: Definition, state: CaseState, at: datetime
) -> tuple[Offer, ...]:
    calendar = work_calendar(case.calendar_id, case.received_by_id)
    roles = [seat.role for seat in viewer.seats if seat_at(viewer, seat.role, case)]
    if not viewer.seats:
        roles = ["nguoi_nop"]
    return tuple(
        Offer(step, action, role)
        for role in dict.fromkeys(roles)
        for step, action in offered(rules, state, role, at=at, calendar=calendar)
    )


def _texts(case: Case) -> dict[int, dict[str, str]]:
    payloads = JournalPayload.objects.filter(case=case)
    return {
        payload.n: {key: kept["text"] for key, kept in payload.text.items()}
        for payload in payloads
    }


def _people(entries: list[JournalEntry]) -> dict[str, str]:
    ids = {entry.person for entry in entries if entry.person}
    names = Person.objects.filter(pk__in=ids).values_list("pk", "full_name")
    return {str(pk): name for pk, name in names}


def _event(
    entry: JournalEntry, people: Mapping[str, str], texts: Mapping[int, Mapping[str, str]]
) -> Event:
    return Event(
        n=entry.n,
        name=entry.name,
        at=entry.at,
        action=entry.action,
        step=entry.step,
        by=people.get(str(entry.person), ""),
        role=entry.role,
        agency=entry.agency,
        status=entry.status,
        data={**entry.command, **entry.data},
        text=texts.get(entry.n, {}),
    )


def _papers(case: Case, rules: Definition) -> tuple[PaperView, ...]:
    names = {one.id: str(one.name) for one in rules.papers}
    rows = (
        Paper.objects.filter(case=case)
        .select_related("view")
        .prefetch_related("files")
        .order_by("paper_id", "round")
    )
    return tuple(
        PaperView(
            id=row.pk,
            paper_id=row.paper_id,
            name=names.get(row.paper_id, row.paper_id),
            pages=row.pages,
            round=row.round,
            replaced=row.replaced_at is not None,
            source=row.source,
            view=row.view_id or "",
            clean=bool(row.view and row.view.scan == "clean"),
            files=tuple(one.name for one in row.files.all()),
            added_at=row.added_at,
        )
        for row in rows
    )


def _letters(case: Case) -> tuple[LetterView, ...]:
    rows = Letter.objects.filter(case=case).select_related("signer__person")
    return tuple(
        LetterView(
            id=row.pk,
            name=row.name,
            form=row.form,
            state=row.state,
            number=row.number,
            symbol=row.symbol,
            issued_on=row.issued_on,
            signer=row.signer.person.full_name if row.signer else "",
            sha256=row.file_id or row.rendered_id or "",
            pages=row.pages,
            released_at=row.released_at,
            revoked=row.revoked_at is not None,
            verify_code=row.verify_code,
        )
        for row in rows.order_by("ordered_at")
    )


def _sync(case: Case) -> Sync:
    delivery = NationalDelivery.objects.filter(case=case).first()
    waiting = OutboxMessage.objects.filter(
        case=case, name="push_status", done_at=None, cancelled_at=None
    ).values_list("parked_at", "last_error")
    parked = next((error or "?" for when, error in waiting if when), "")
    return Sync(
        known=bool(delivery and delivery.known),
        acknowledged_at=delivery.acknowledged_at if delivery else None,
        waiting=len(waiting),
        parked=parked,
    )


def _before(texts: Mapping[int, Mapping[str, str]]) -> Mapping[str, Any]:
    """The answers as they were before the last supplement changed them."""
    kept = [
        one["answers_before"] for _, one in sorted(texts.items()) if "answers_before" in one
    ]
    return json.loads(kept[-1]) if kept else {}


def _drafted(
    entries: list[JournalEntry], texts: Mapping[int, Mapping[str, str]]
) -> Mapping[str, str]:
    """The officer's wording of the last draft that was not taken back."""
    undone = {entry.n - 1 for entry in entries if entry.name == "undone"}
    kept = [
        one["content"]
        for n, one in sorted(texts.items())
        if one.get("content") and n not in undone
    ]
    return json.loads(kept[-1]) if kept else {}
