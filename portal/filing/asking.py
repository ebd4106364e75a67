"""A question page as drawn: the fields of one section with what was typed in them.

A question that depends on an answer of the same page stands below that answer when it can;
where it cannot (the answer "anything but …"), it comes with the next drawing of the page, and
`newly_asked` tells that it has to come.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import get_language

from portal.filing import lists
from portal.filing.controls import Drawing, control
from portal.filing.reading import asked_here
from portal.ui import fields as ui
from portal.ui.parts import Fact
from procedures.engine.answers import Problem, clean, facts_of_section, visible_fields
from procedures.engine.conditions import Compare
from procedures.engine.fields import field_type
from procedures.engine.form import Field, Section

NO_DAY = date(2000, 1, 1)
"""Which questions apply depends on no day; `clean` wants one for its checks."""


def drawn(
    section: Section,
    values: Mapping[str, Any],
    problems: Sequence[Problem],
    *,
    facts: Mapping[str, Any],
    locked: Mapping[str, Any],
    communes_url: str,
) -> tuple[ui.Field, ...]:
    """The fields of a page in order, dependent ones below the answer they depend on.

    `facts` are what is known from the pages before; `locked` the answers a register gives,
    which are not asked.
    """
    drawing = Drawing((get_language() or "vi")[:2], lists.options, communes_url)
    visible = {one.name for one in visible_now(section, values, facts)}
    made: dict[str, ui.Field] = {}
    for field in asked_here(section):
        if field.name in locked:
            continue  # said above the questions, see `given`
        if field.name in visible or parent_answer(section, field):
            mine = [one for one in problems if _belongs(one, field)]
            name = f"{section.id}-{field.name}"
            made[field.name] = control(field, values.get(field.name), mine, drawing, name=name)
    return _nested(section, made)


def given(section: Section, locked: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What a register says about a page, with its name: to read, not to answer."""
    language = get_language() or "vi"
    return tuple(
        Fact(
            term=field.label.in_language(language),
            value=field_type(field.type).show(field, locked[field.name], lists.name),
        )
        for field in section.fields
        if field.name in locked
    )


def visible_now(
    section: Section, values: Mapping[str, Any], facts: Mapping[str, Any]
) -> list[Field]:
    """The questions that apply, given the answers on this page so far."""
    cleaned = clean(section, values, on=NO_DAY, facts=facts)
    return visible_fields(section, {**facts, **facts_of_section(section, cleaned.values)})


def newly_asked(
    section: Section,
    values: Mapping[str, Any],
    facts: Mapping[str, Any],
    asked: Iterable[str],
) -> list[Field]:
    """Questions that apply now and were not on the page the person answered."""
    before = set(asked)
    return [
        field
        for field in visible_now(section, values, facts)
        if field in asked_here(section) and field.name not in before
    ]


def parent_answer(section: Section, field: Field) -> tuple[str, str] | None:
    """The choice of this page, and its answer, below which a question stands; else None."""
    match field.visible_if:
        case Compare(path, "eq", str(answer)) | Compare(path, "in", (str(answer),)):
            parent = next((one for one in section.fields if one.path == path), None)
            short = parent and len(parent.choices) <= ui.RADIO_LIMIT
            if parent and parent.type == "choice" and short and not parent.visible_if:
                return parent.name, answer
    return None


def _nested(section: Section, made: Mapping[str, ui.Field]) -> tuple[ui.Field, ...]:
    tops = dict(made)
    for field in section.fields:
        place = parent_answer(section, field)
        if field.name not in tops or place is None or place[0] not in tops:
            continue
        parent = tops[place[0]]
        if parent.kind != "radios":
            continue
        below = tops.pop(field.name)
        tops[place[0]] = replace(
            parent,
            options=tuple(
                replace(one, fields=(*one.fields, below)) if one.value == place[1] else one
                for one in parent.options
            ),
        )
    return tuple(tops.values())


def _belongs(problem: Problem, field: Field) -> bool:
    return problem.path == field.path or problem.path.startswith(f"{field.path}.")
