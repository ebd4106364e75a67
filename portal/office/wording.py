"""The draft of a result: what will be printed, and what the officer words himself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import get_language

from portal.filing.controls import Drawing, control
from portal.filing.faults import sentence
from portal.filing.lists import options
from portal.filing.reading import section_values
from portal.letters.wording import filled, says_something
from portal.ui.fields import Field
from procedures.engine.answers import clean, facts_of
from procedures.engine.definition import ResultLetter
from procedures.engine.form import Label, Section
from procedures.engine.letter import draft_values, kept_blocks, letter_of
from procedures.queries.case_page import CasePage
from procedures.reference.naming import name_of

Words = str | Promise
PREFIX = "draft"


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of the letter as it will be printed."""

    kind: str
    text: str
    label: str = ""
    strong: bool = False


def letter(page: CasePage) -> ResultLetter | None:
    """The text of this procedure's result, if it is written here."""
    found = letter_of(page.rules)
    return found[1] if found else None


def own_section(page: CasePage) -> Section:
    """The officer's own questions about the letter, as a page of a form."""
    text = letter(page)
    return Section(id=PREFIX, title=Label(""), fields=text.fields if text else ())


def draft_fields(page: CasePage, post: Any, errors: Mapping[str, Words]) -> tuple[Field, ...]:
    """The officer's questions as drawn, with what was typed or drafted before."""
    section = own_section(page)
    values = section_values(section, post) if post else dict(page.drafted)
    problems = clean(section, values, on=page.today).errors if errors else ()
    drawing = Drawing(language=get_language() or "vi", listed=options)
    return tuple(
        control(
            question,
            values.get(question.name),
            [one for one in problems if one.path.split(".")[-1] == question.name],
            drawing,
            name=f"{PREFIX}-{question.name}",
        )
        for question in section.fields
    )


def read_draft(page: CasePage, post: Any) -> tuple[dict[str, Any], dict[str, Words]]:
    """The officer's wording for the command, and what is wrong with it."""
    section = own_section(page)
    cleaned = clean(section, section_values(section, post), on=page.today)
    errors = {
        f"{PREFIX}-{one.path.split('.')[-1]}": sentence(one, one.question)
        for one in cleaned.errors
        if one.question
    }
    return {"content": {k: str(v) for k, v in cleaned.values.items()}}, errors


def preview(page: CasePage, content: Mapping[str, str], at: datetime) -> tuple[Said, ...]:
    """The letter's text as it would be printed today; number and signature come later."""
    text = letter(page)
    if text is None:
        return ()
    case = page.case
    day = localdate(at)
    known = {
        "case_code": case.code,
        "date": f"{day:%d/%m/%Y}",
        "agency": case.decided_by.name,
        "applicant": case.applicant.full_name,
        "submitter": case.submitter.full_name,
        "procedure": str(page.rules.name),
    }
    values = draft_values(page.rules, text, case.answers, known, names=name_of)
    values |= {key: value for key, value in content.items() if key in values}
    facts = facts_of(page.rules, case.answers, channel=str(case.channel))
    return tuple(
        Said(one.kind, filled(one.text, values), one.label, one.strong)
        for one in kept_blocks(text, facts)
        if says_something(one.text, values)
    )
