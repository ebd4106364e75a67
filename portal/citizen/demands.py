"""What the agency asks of the applicant now: each item with the officer's sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from procedures.queries.case_page import CasePage
from procedures.queries.letters import answer_by


@dataclass(frozen=True, slots=True)
class Demand:
    """One paper or question page to mend."""

    id: str
    name: str
    note: str
    is_paper: bool


@dataclass(frozen=True, slots=True)
class Demands:
    """The whole request: complete, once, with its last day if the rules name one."""

    items: tuple[Demand, ...]
    asked_at: datetime
    by: str
    until: datetime | None


def of_case(page: CasePage) -> Demands | None:
    """The open request, or None while nothing is asked."""
    if not page.state.waiting:
        return None
    event = next(one for one in reversed(page.events) if one.name == "supplement_asked")
    notes = _notes(event.text.get("notes", ""))
    papers = {one.id: str(one.name) for one in page.rules.papers}
    names = {one.id: str(one.title) for one in page.rules.sections} | papers
    items = tuple(
        Demand(one, names.get(one, one), notes.get(one, ""), one in papers)
        for one in event.data.get("items", ())
    )
    return Demands(items, event.at, event.by, answer_by(page.case, page.rules, event.at))


def _notes(text: str) -> Mapping[str, str]:
    """The sentences to the items; erased text leaves none."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
