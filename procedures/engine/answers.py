"""Clean what a citizen answered: values to keep, errors by path, what was dropped.

``raw`` is nested as the form is: ``{field: text}``, addresses ``{"province": …}``, tables a
list of rows. Values are plain JSON, and cleaning values again gives the same values.

Questions that are not visible have no answer: what came in for them is dropped. Names that
are no question are ignored, so a form cannot be used to set anything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .checks import broken
from .codes import personal_id_warnings
from .conditions import holds
from .definition import Definition
from .fields import BadParts, Names, code_itself, field_type
from .form import Field, RequiredPaper, Section
from .text import BadValue, date_in_words

Answers = Mapping[str, Mapping[str, Any]]  # {section id: {field: value}}
Facts = dict[str, Any]  # {"section.field": comparable value, "channel": …}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer: a stable word, facts for its sentence, and the question
    it belongs to. ``path`` is ``section.field`` or ``section.field.row.column``."""

    path: str
    word: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    question: Field | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``values`` has every good answer, also when others are wrong."""

    values: dict[str, Any]
    errors: tuple[Problem, ...] = ()
    dropped: tuple[str, ...] = ()  # paths of answers to questions that are not asked

    @property
    def ok(self) -> bool:
        return not self.errors


def clean(
    section: Section,
    raw: Mapping[str, Any],
    *,
    on: date,
    facts: Mapping[str, Any] | None = None,
) -> Cleaned:
    """Clean the answers of one question page.

    ``facts`` are what is known from the pages before (``facts_of``); ``on`` is today.
    Never raises for anything in ``raw``.
    """
    known: Facts = dict(facts or {})
    values: dict[str, Any] = {}
    errors: list[Problem] = []
    dropped: list[str] = []
    for question in section.fields:
        if not holds(question.visible_if, known):
            if raw.get(question.name) not in (None, "", []):
                dropped.append(question.path)
            continue
        value, wrong = _answer(question, raw, values)
        errors += wrong
        if value is not None:
            values[question.name] = value
            known[question.path] = field_type(question.type).fact(value)
    wrong_paths = {problem.path for problem in errors}
    for question in section.fields:
        if question.name in values and question.path not in wrong_paths:
            errors += _checked(question, values, on)
    return Cleaned(values, tuple(errors), tuple(dropped))


def clean_all(
    definition: Definition, raw: Answers, *, on: date, facts: Mapping[str, Any] | None = None
) -> tuple[dict[str, dict[str, Any]], tuple[Problem, ...], tuple[str, ...]]:
    """Clean every page that is asked: (answers, errors, dropped). Pages that are not asked
    are dropped whole."""
    known: Facts = dict(facts or {})
    answers: dict[str, dict[str, Any]] = {}
    errors: list[Problem] = []
    dropped: list[str] = []
    for section in definition.sections:
        given = raw.get(section.id) or {}
        if not holds(section.when, known):
            dropped += [f"{section.id}.{name}" for name in given if name in _names(section)]
            continue
        cleaned = clean(section, given, on=on, facts=known)
        answers[section.id] = cleaned.values
        errors += cleaned.errors
        dropped += cleaned.dropped
        known |= facts_of_section(section, cleaned.values)
    return answers, tuple(errors), tuple(dropped)


def facts_of(
    definition: Definition, answers: Answers, *, channel: str = "", subject: str = ""
) -> Facts:
    """What conditions may look at: every answer by ``section.field``, channel, subject."""
    facts: Facts = {key: v for key, v in (("channel", channel), ("subject", subject)) if v}
    for section in definition.sections:
        facts |= facts_of_section(section, answers.get(section.id) or {})
    return facts


def facts_of_section(section: Section, values: Mapping[str, Any]) -> Facts:
    return {
        one.path: field_type(one.type).fact(values[one.name])
        for one in section.fields
        if values.get(one.name) is not None
    }


def visible_sections(definition: Definition, facts: Mapping[str, Any]) -> list[Section]:
    """The pages to ask, given what is known."""
    return [one for one in definition.sections if holds(one.when, facts)]


def visible_fields(section: Section, facts: Mapping[str, Any]) -> list[Field]:
    return [one for one in section.fields if holds(one.visible_if, facts)]


def wanted_papers(definition: Definition, facts: Mapping[str, Any]) -> list[RequiredPaper]:
    """The papers that belong to this case."""
    return [one for one in definition.papers if holds(one.when, facts)]


def choose_limit(definition: Definition, facts: Mapping[str, Any]) -> str:
    """The id of the time limit that holds: the first row whose condition does."""
    ordinary = [row for row in definition.limits if not row.extension]
    chosen = next((row for row in ordinary if holds(row.when, facts)), ordinary[0])
    return chosen.id


def doubts(section: Section, values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What does not fit in the personal numbers of a page, by question; never refused.

    Date of birth and sex are taken from the same page, where the number's owner is described.
    """
    born = next(
        (_year(values.get(one.name)) for one in section.fields if _is_birth(one)), None
    )
    gender = str(values.get("gioi_tinh") or "")
    return {
        one.name: found
        for one in section.fields
        if one.type == "personal_id" and values.get(one.name)
        for found in [personal_id_warnings(values[one.name], born=born, gender=gender)]
        if found
    }


def _is_birth(field: Field) -> bool:
    return field.type in {"date", "partial_date"} and "ngay_sinh" in field.name


def _year(value: Any) -> int | None:
    text = str(value or "")[:4]
    return int(text) if text.isdigit() else None


def shown(
    section: Section, values: Mapping[str, Any], names: Names = code_itself
) -> Iterator[tuple[Field, str]]:
    """Yield each answered question with its answer as text for people."""
    for one in section.fields:
        if values.get(one.name) is not None:
            yield one, field_type(one.type).show(one, values[one.name], names)


def _answer(
    question: Field, raw: Mapping[str, Any], values: Mapping[str, Any]
) -> tuple[Any, list[Problem]]:
    """Read one answer: the value (None if none) and what is wrong with it."""
    kind = field_type(question.type)
    if question.type == "computed":
        return _computed(question, values), []
    try:
        value = kind.parse(question, raw.get(question.name))
        if value is not None:
            kind.validate(question, value)
    except BadValue as error:
        return None, [Problem(question.path, error.word, error.facts, question)]
    except BadParts as error:
        return None, [
            Problem(f"{question.path}.{part}", wrong.word, wrong.facts, question)
            for part, wrong in error.parts.items()
        ]
    if value is None and question.required:
        return None, [Problem(question.path, "required", {}, question)]
    return value, []


def _computed(question: Field, values: Mapping[str, Any]) -> str | None:
    source = values.get(question.source.rpartition(".")[2])
    if question.compute == "date_in_words" and isinstance(source, str) and len(source) == 10:
        return date_in_words(date.fromisoformat(source))
    return None


def _checked(question: Field, values: Mapping[str, Any], on: date) -> list[Problem]:
    for check in question.checks:
        wrong = broken(check, question, values, on)
        if wrong:
            return [Problem(question.path, wrong.word, wrong.facts, question)]
    return []


def _names(section: Section) -> set[str]:
    return {one.name for one in section.fields}
