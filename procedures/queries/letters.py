"""Letters that are owed work, and what they are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from procedures.engine import HANOI, Definition
from procedures.engine.clock import start
from procedures.loading import definition, work_calendar
from procedures.models import Case, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWork:
    """One letter as its renderer and signers need it. ``state`` is a ``Letter.State``."""

    id: UUID
    name: str
    state: str
    facts: Mapping[str, Any]
    verify_code: str
    rendered: str
    """SHA-256 of the signed but unsealed bytes; "" before they exist."""
    revoked: bool
    original_due_at: datetime | None
    answer_by: datetime | None
    """Until when a supplement must come, for letters that ask for one."""
    days_off: tuple[date, ...]
    """Working days that are holidays between receipt and the appointment of a receipt."""
    names: Mapping[str, str]
    """What papers, question pages and questions of the procedure are called."""


def letter_work(letter_id: UUID) -> LetterWork:
    """What is to be done about a letter. Raises ``Letter.DoesNotExist``."""
    letter = Letter.objects.select_related("case").get(pk=letter_id)
    case, rules = letter.case, definition(letter.case.version_id)
    asks = letter.name == "supplement_request"
    return LetterWork(
        id=letter.pk,
        name=letter.name,
        state=letter.state,
        facts=letter.facts,
        verify_code=letter.verify_code,
        rendered=letter.rendered_id or "",
        revoked=letter.revoked_at is not None,
        original_due_at=case.original_due_at,
        answer_by=answer_by(case, rules, letter.ordered_at) if asks else None,
        days_off=days_off(case, letter.facts) if letter.name == "receipt" else (),
        names=names_of(rules) if asks else {},
    )


def answer_by(case: Case, rules: Definition, asked_at: datetime) -> datetime | None:
    """Until when the applicant must answer a request made at ``asked_at``, if ever."""
    if rules.supplement.lapse is None:
        return None
    calendar = work_calendar(case.calendar_id, case.received_by_id)
    return start(rules.supplement.lapse, asked_at, calendar).due_at(calendar)


def days_off(case: Case, facts: Mapping[str, Any]) -> tuple[date, ...]:
    """Mondays to Fridays nobody works between a receipt and its appointment."""
    if not facts.get("received_at") or not facts.get("due_at"):
        return ()
    calendar = work_calendar(case.calendar_id, case.received_by_id)
    first, last = (
        datetime.fromisoformat(facts[key]).astimezone(HANOI).date()
        for key in ("received_at", "due_at")
    )
    days = (first + timedelta(n) for n in range(min((last - first).days, 400)))
    return tuple(day for day in days if day.weekday() < 5 and not calendar.is_working_day(day))


def names_of(rules: Definition) -> dict[str, str]:
    """Everything a supplement may ask for, by the name the public knows."""
    names = {one.id: str(one.title) for one in rules.sections}
    names |= {one.path: str(one.label) for one in rules.fields()}
    return names | {one.id: str(one.name) for one in rules.papers}
