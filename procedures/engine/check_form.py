"""Faults of questions, conditions, papers, fees and letters."""

from collections.abc import Iterable, Iterator
from datetime import date

from .checks import COMPARING, OF_DAYS
from .conditions import ORDERED, Compare, Condition, comparisons
from .definition import Definition
from .fault import Fault, twice
from .fields import FIELD_TYPES, BadParts
from .form import Field, Section
from .letter import CASE_FACTS, placeholders
from .load_conditions import FACTS
from .patterns import pattern_fault
from .routing import PLACE_TYPES
from .text import BadValue

MOST_FIELDS = 600
WITH_CHOICES = frozenset({"choice", "multichoice"})
NUMBERS = frozenset({"int", "decimal", "money"})
DAYS = frozenset({"date", "partial_date", "month", "datetime", "appointment"})
TEXTS = frozenset({"text", "textarea"})
NO_COLUMN = frozenset({"table", "computed", "file", "image", "external_consent"})


def form_faults(definition: Definition) -> Iterator[Fault]:
    yield from twice("forms", (form.id for form in definition.forms))
    yield from twice("forms.sections", (one.id for one in definition.sections))
    yield from twice("documents", (paper.id for paper in definition.papers))
    if sum(1 for _ in definition.fields()) > MOST_FIELDS:
        yield Fault("forms", f"ask more than {MOST_FIELDS} questions")
    before: dict[str, Field] = {}
    for path, section in _sections(definition):
        yield from condition_faults(f"{path}.when", section.when, before)
        yield from twice(f"{path}.fields", (one.name for one in section.fields))
        for index, field in enumerate(section.fields):
            here = f"{path}.fields[{index}]"
            yield from condition_faults(f"{here}.visible_if", field.visible_if, before)
            yield from field_faults(here, field)
            yield from _relations(here, field, section)
            before[field.path] = field
    yield from _used_elsewhere(definition, before)
    yield from _letter_faults(definition)


def field_faults(path: str, field: Field) -> Iterator[Fault]:
    """What is wrong with one question by itself."""
    if (field.type in WITH_CHOICES) != bool(field.choices):
        yield Fault(f"{path}.choices", f"do not go with type {field.type}")
    yield from twice(f"{path}.choices", (one.value for one in field.choices))
    if field.min is not None and field.max is not None and field.min > field.max:
        yield Fault(f"{path}.min", "is more than max")
    if field.pattern:
        wrong = pattern_fault(field.pattern) if field.type in TEXTS else "goes with text only"
        if wrong:
            yield Fault(f"{path}.pattern", wrong)
    if field.decimals is not None and field.type != "decimal":
        yield Fault(f"{path}.decimals", "go with type decimal only")
    if (field.type == "computed") != bool(field.compute and field.source):
        yield Fault(f"{path}.compute", "and source go with type computed, and only with it")
    yield from _table_faults(path, field)
    yield from _default_faults(path, field)


def condition_faults(
    path: str, condition: Condition | None, before: dict[str, Field]
) -> Iterator[Fault]:
    """A condition may look at facts and at questions in ``before``, and compare what fits."""
    for one in comparisons(condition):
        if one.field in FACTS:
            known: Iterable[str] = FACTS[one.field]
            yield from _choice_faults(path, one, known)
        elif one.field not in before:
            yield Fault(path, f"looks at {one.field!r}, which is not asked before")
        else:
            yield from _comparison_faults(path, one, before[one.field])


def _comparison_faults(path: str, one: Compare, field: Field) -> Iterator[Fault]:
    if one.op in {"filled", "empty"}:
        return
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    if field.choices:
        yield from _choice_faults(path, one, [choice.value for choice in field.choices])
    elif field.type == "bool" and not all(isinstance(value, bool) for value in values):
        yield Fault(path, f"compares {one.field!r} (yes or no) with something else")
    elif field.type in NUMBERS and not all(_is_number(value) for value in values):
        yield Fault(path, f"compares the number {one.field!r} with something else")
    ordered = field.type in NUMBERS or (field.type == "date" and _is_day(one.value))
    if one.op in ORDERED and not ordered:
        yield Fault(path, f"{one.op} goes with numbers and days, not with {one.field!r}")


def _choice_faults(path: str, one: Compare, known: Iterable[str]) -> Iterator[Fault]:
    values = one.value if isinstance(one.value, tuple) else (one.value,)
    if one.op in {"filled", "empty"}:
        return
    for value in values:
        if value not in set(known):
            yield Fault(path, f"{value!r} is no choice of {one.field!r}")


def _table_faults(path: str, field: Field) -> Iterator[Fault]:
    if (field.type == "table") != bool(field.columns):
        yield Fault(f"{path}.columns", "go with type table, and only with it")
    if field.min_rows > field.max_rows:
        yield Fault(f"{path}.min_rows", "is more than max_rows")
    yield from twice(f"{path}.columns", (column.name for column in field.columns))
    for index, column in enumerate(field.columns):
        here = f"{path}.columns[{index}]"
        if column.type in NO_COLUMN:
            yield Fault(f"{here}.type", f"{column.type} cannot be a column")
        if column.checks:
            yield Fault(f"{here}.validate", "is not looked at in columns")
        yield from field_faults(here, column)


def _default_faults(path: str, field: Field) -> Iterator[Fault]:
    if field.default is None:
        return
    try:
        kind = FIELD_TYPES[field.type]
        value = kind.parse(field, field.default)
        if value is not None:
            kind.validate(field, value)
    except (BadValue, BadParts) as error:
        yield Fault(f"{path}.default", f"is no answer to the question: {error}")


def _relations(path: str, field: Field, section: Section) -> Iterator[Fault]:
    """Checks and calculations that look at other questions of the page."""
    types = {one.name: one.type for one in section.fields}
    here = f"{path}.validate"
    for check in field.checks:
        if check.rule in OF_DAYS and field.type not in DAYS:
            yield Fault(here, f"{check.rule} goes with days")
        if check.rule == "gte" and field.type not in NUMBERS:
            yield Fault(here, "gte goes with numbers")
        if check.rule == "must_be_true" and field.type != "bool":
            yield Fault(here, "must_be_true goes with yes or no")
        if check.rule in COMPARING and not _comparable(
            field.type, types.get(_bare(check.value))
        ):
            yield Fault(here, f"{check.rule} names no such question of this page")
        if check.rule == "exactly_one" and not _yes_column(field, str(check.value)):
            yield Fault(here, "exactly_one names no yes-or-no column")
    if field.source and types.get(_bare(field.source)) != "date":
        yield Fault(f"{path}.source", "names no day of this page")


def _used_elsewhere(definition: Definition, asked: dict[str, Field]) -> Iterator[Fault]:
    """Conditions and names outside the form: limits, fees, papers, routes, results."""
    groups = {
        "time_limits": definition.limits,
        "fees": definition.fees,
        "documents": definition.papers,
        "routing": definition.routes,
    }
    for name, rows in groups.items():
        for index, row in enumerate(rows):
            yield from condition_faults(f"{name}[{index}].when", row.when, asked)
    for i, result in enumerate(definition.results):
        for j, block in enumerate(result.letter.blocks if result.letter else ()):
            path = f"results[{i}].letter.blocks[{j}].when"
            yield from condition_faults(path, block.when, asked)
    yield from _named_questions(definition, asked)


def _named_questions(definition: Definition, asked: dict[str, Field]) -> Iterator[Fault]:
    types = {path: field.type for path, field in asked.items()}
    for index, paper in enumerate(definition.papers):
        if paper.per_row and types.get(paper.per_row) != "table":
            yield Fault(f"documents[{index}].per_row", "names no table")
    for index, path in enumerate(definition.place):
        if types.get(path) not in PLACE_TYPES:
            yield Fault(f"place[{index}]", "names no address")
    for index, fee in enumerate(definition.fees):
        if fee.quantity and types.get(fee.quantity) not in NUMBERS:
            yield Fault(f"fees[{index}].quantity", "names no number")
        if any(tier.upto is None for tier in fee.tiers[:-1]):
            yield Fault(f"fees[{index}].tiers", "only the last may be without upto")


def _letter_faults(definition: Definition) -> Iterator[Fault]:
    asked = {field.name for field in definition.fields()} | CASE_FACTS
    letters = [(i, one.letter) for i, one in enumerate(definition.results) if one.letter]
    if len(letters) > 1:
        yield Fault("results", "more than one has a letter")
    for i, letter in letters:
        path = f"results[{i}].letter"
        known = asked | {field.name for field in letter.fields}
        texts = {f"{path}.title": letter.title, f"{path}.about": letter.about}
        texts |= {f"{path}.recipients[{j}]": one for j, one in enumerate(letter.recipients)}
        for j, block in enumerate(letter.blocks):
            texts[f"{path}.blocks[{j}]"] = f"{block.label} {block.text}"
        for where, text in texts.items():
            for name in placeholders(text):
                if name not in known:
                    yield Fault(where, f"{{{name}}} is nothing that could be filled in")
        for j, field in enumerate(letter.fields):
            yield from field_faults(f"{path}.fields[{j}]", field)
        yield from twice(f"{path}.fields", (field.name for field in letter.fields))


def _sections(definition: Definition) -> Iterator[tuple[str, Section]]:
    for i, form in enumerate(definition.forms):
        for j, section in enumerate(form.sections):
            yield f"forms[{i}].sections[{j}]", section


def _comparable(one: str, other: str | None) -> bool:
    return any(one in kinds and other in kinds for kinds in (DAYS, NUMBERS))


def _yes_column(field: Field, name: str) -> bool:
    return any(column.name == name and column.type == "bool" for column in field.columns)


def _bare(name: object) -> str:
    return str(name).rpartition(".")[2]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
