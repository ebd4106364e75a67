"""From a question of a definition to a field as drawn, with what was typed and what is wrong.

`values` are raw or cleaned answers of one section: both are drawn the same way, so a page
that comes back with errors shows exactly what the person typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from portal.filing.faults import missing_boxes, sentence
from portal.filing.reading import ADDRESSES, DATES, boxes_of
from portal.ui import fields as ui
from portal.ui import wording
from procedures.engine.answers import Problem
from procedures.engine.form import Field

# type: (kind, width, inputmode, type of the box)
SHAPES: Mapping[str, tuple[ui.Kind, str, str, str]] = {
    "textarea": ("textarea", "", "", "text"),
    "geometry": ("textarea", "", "", "text"),
    "personal_id": ("text", "w12", "numeric", "text"),
    "tax_code": ("text", "w12", "numeric", "text"),
    "personal_or_tax_id": ("text", "w12", "numeric", "text"),
    "phone": ("text", "w12", "tel", "tel"),
    "email": ("text", "w20", "email", "email"),
    "url": ("text", "w20", "url", "url"),
    "int": ("number", "w8", "numeric", "text"),
    "decimal": ("number", "w8", "decimal", "text"),
    "money": ("money", "w12", "numeric", "text"),
    "month": ("month", "w8", "numeric", "text"),
    "datetime": ("text", "w12", "", "text"),
    "appointment": ("text", "w12", "", "text"),
    "school_year": ("text", "w8", "numeric", "text"),
    "bank_account": ("text", "w20", "", "text"),
    "vsic4": ("text", "w4", "numeric", "text"),
    "vehicle_plate": ("text", "w8", "", "text"),
    "bool": ("declaration", "", "", "text"),
}
ONE_LINE: tuple[ui.Kind, str, str, str] = ("text", "", "", "text")

AUTOCOMPLETE: Mapping[str, str] = {
    "person.full_name": "name",
    "account.phone": "tel",
    "account.email": "email",
}
"""The browser may offer the person's own particulars, and only for their own questions."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page draws with: its language, the lists the installation keeps, and where the
    communes of a province are asked for."""

    language: str
    listed: Callable[[str, str], Sequence[ui.Option]]  # (kind of list, province) -> options
    communes_url: str = ""


def control(
    field: Field, raw: Any, problems: Sequence[Problem], drawing: Drawing, *, name: str
) -> ui.Field:
    """One question as drawn. `problems` are those of this question alone, `name` is the
    name of its control."""
    base = ui.Field(
        name=name,
        label=field.label.in_language(drawing.language),
        hint=_hint(field, drawing),
        optional=not field.required and field.type != "bool",
        error=_error(field, raw, problems),
    )
    if field.type in DATES:
        return _date(base, field, raw, problems)
    if field.type in ADDRESSES:
        return _address(base, raw, problems, drawing)
    if field.type in ("choice", "multichoice"):
        return _choice(base, field, raw, drawing)
    if field.type == "table":
        return _table(base, field, raw, problems, drawing)
    if options := drawing.listed(field.type, ""):
        return replace(base, kind="select", options=_chosen(options, raw), value=_text(raw))
    return _box(base, field, raw)


def _box(base: ui.Field, field: Field, raw: Any) -> ui.Field:
    kind, width, inputmode, box = SHAPES.get(field.type, ONE_LINE)
    own = AUTOCOMPLETE.get(field.prefill, "")
    return replace(
        base,
        kind=kind,
        width=width,
        inputmode=inputmode,
        type=box,
        autocomplete=own or ("off" if field.sensitive or field.type in SHAPES else ""),
        max_length=field.max_length,
        value=_typed(field, raw),
    )


def _date(base: ui.Field, field: Field, raw: Any, problems: Sequence[Problem]) -> ui.Field:
    bad = missing_boxes(field, raw) or ("day", "month", "year")
    return replace(
        base,
        kind=field.type,
        parts=ui.date_parts(
            base.name,
            boxes_of(raw),
            bad=bad if problems else (),
            birth=field.prefill == "person.birth_date",
        ),
    )


def _address(
    base: ui.Field, raw: Any, problems: Sequence[Problem], drawing: Drawing
) -> ui.Field:
    value = raw if isinstance(raw, Mapping) else {}
    province = _text(value.get("province"))
    provinces = drawing.listed("province", "")
    communes = drawing.listed("commune", province) if province else ()
    wrong = tuple(problem.path.rpartition(".")[2] for problem in problems)
    if wrong and not {"province", "commune", "line"} & set(wrong):
        wrong = ("province", "commune", "line")  # nothing at all was answered
    return replace(
        base,
        kind="address",
        data_url=drawing.communes_url,
        parts=ui.address_parts(
            base.name,
            provinces=_chosen(provinces, province),
            communes=_chosen(communes, value.get("commune")),
            line=_text(value.get("line")),
            bad=wrong,
        ),
    )


def _choice(base: ui.Field, field: Field, raw: Any, drawing: Drawing) -> ui.Field:
    options = tuple(
        ui.Option(one.value, one.label.in_language(drawing.language)) for one in field.choices
    )
    kind = "checkboxes" if field.type == "multichoice" else ui.choice_kind(options)
    return replace(base, kind=kind, options=_chosen(options, raw), value=_text(raw))


def _table(
    base: ui.Field,
    field: Field,
    raw: Any,
    problems: Sequence[Problem],
    drawing: Drawing,
) -> ui.Field:
    """Every row asks its columns; an empty table shows one empty row."""
    rows = [row if isinstance(row, Mapping) else {} for row in raw or ()] or [{}]
    title = field.label.in_language(drawing.language)
    drawn = tuple(
        ui.Row(n + 1, _row(base, field, row, n, problems, drawing), f"{title} {n + 1}")
        for n, row in enumerate(rows)
    )
    more = len(rows) < field.max_rows
    return replace(base, kind="table", rows=drawn, add_label=_add_label(title) if more else "")


def _row(
    base: ui.Field,
    field: Field,
    row: Mapping[str, Any],
    n: int,
    problems: Sequence[Problem],
    drawing: Drawing,
) -> tuple[ui.Field, ...]:
    drawn = []
    for column in field.columns:
        path = f"{field.path}.{n}.{column.name}"
        wrong = [p for p in problems if p.path == path or p.path.startswith(f"{path}.")]
        name = f"{base.name}-{n + 1}-{column.name}"
        drawn.append(control(column, row.get(column.name), wrong, drawing, name=name))
    return tuple(drawn)


def _add_label(title: str) -> str:
    # After "add", Vietnamese and English both write the noun small.
    return _("Add %(what)s") % {"what": title[:1].lower() + title[1:]}


def _chosen(options: Sequence[ui.Option], raw: Any) -> tuple[ui.Option, ...]:
    values = {_text(one) for one in raw} if isinstance(raw, list | tuple) else {_text(raw)}
    return tuple(replace(one, chosen=one.value in values) for one in options)


def _hint(field: Field, drawing: Drawing) -> str:
    parts = [field.help.in_language(drawing.language)]
    if field.example:
        parts.append(_("For example %(example)s") % {"example": field.example})
    return ". ".join(part.rstrip(".") for part in parts if part)


def _error(field: Field, raw: Any, problems: Sequence[Problem]) -> str:
    """The sentences of a question, each once; those of a table's rows stand at the rows."""
    said = []
    for problem in problems:
        if field.type == "table" and problem.path != field.path:
            continue
        part = problem.path.rpartition(".")[2] if field.type in ADDRESSES else ""
        said.append(sentence(problem, field, part=part, raw=raw))
    return ". ".join(dict.fromkeys(said))


def _typed(field: Field, raw: Any) -> str:
    """A stored value as a person would type it; what was typed stays as it is."""
    if field.type == "bool":
        return "yes" if raw in (True, "yes", "on") else ""
    if field.type == "money" and isinstance(raw, int):
        return wording.number(raw)
    if field.type == "month" and isinstance(raw, str) and raw[4:5] == "-":
        year, month = raw.split("-")[:2]
        return f"{int(month)}/{year}"
    if field.type == "phone":
        return wording.spaced_number(_text(raw)).replace(wording.NBSP, " ")
    return _text(raw)


def _text(raw: Any) -> str:
    return raw if isinstance(raw, str) else "" if raw is None else str(raw)
