"""What was posted, sorted by question: exactly as typed, nothing judged.

Names of controls are pinned (docs/api): ``<section>-<field>``, tables
``<section>-<field>-<row>-<column>`` with rows counted from 1, addresses ``…-province``,
``…-commune``, ``…-line``; a date has three boxes ``…_day``, ``…_month``, ``…_year``. Anything
else in the post is no question of ours and is not looked at.
"""

import re
from typing import Any

from django.http import QueryDict

from procedures.engine.definition import Field, Section

DATES = frozenset({"date", "partial_date"})
ADDRESSES = frozenset({"address", "old_or_new_admin_unit"})
ELSEWHERE = frozenset({"file", "image", "external_consent", "computed"})
"""Types no question page asks: files have their own page, the rest is worked out."""

PARTS = ("province", "commune", "line")
BOXES = ("day", "month", "year")
HIGHEST_ROW = 500


def asked_here(section: Section) -> tuple[Field, ...]:
    """The fields that a question page draws and reads."""
    return tuple(field for field in section.fields if field.type not in ELSEWHERE)


def section_values(section: Section, post: QueryDict) -> dict[str, Any]:
    """``{field: raw}`` of one section; a question that was not in the form is left out."""
    values = {}
    for field in asked_here(section):
        name = f"{section.id}-{field.name}"
        if field.type == "table":
            values[field.name] = _rows(field, name, post)
        elif (raw := _value(field, name, post)) is not None:
            values[field.name] = raw
    return values


def boxes_of(value: Any) -> tuple[str, str, str]:
    """Day, month and year for the three boxes, from a stored day or from what was typed.

    >>> boxes_of("1996-09-02"), boxes_of("1996"), boxes_of("31//2026")
    (('02', '09', '1996'), ('', '', '1996'), ('31', '', '2026'))
    """
    text = str(value or "")
    if re.fullmatch(r"\d{4}(-\d{2}){1,2}", text):
        parts = text.split("-")[::-1]
    else:
        parts = text.split("/")
    if len(parts) > 3:
        return (text, "", "")
    day, month, year = [""] * (3 - len(parts)) + parts
    return (day, month, year)


def _value(field: Field, name: str, post: QueryDict) -> Any:
    """The raw value of one control or group of controls; None if it was not in the form."""
    if field.type in DATES:
        return _date(name, post)
    if field.type in ADDRESSES:
        parts = {part: post.get(f"{name}-{part}") for part in PARTS}
        given = {part: text for part, text in parts.items() if text is not None}
        return given or None
    if field.type == "multichoice":
        return post.getlist(name)
    if field.type == "bool":
        return post.get(name, "")
    return post.get(name)


def _date(name: str, post: QueryDict) -> str | None:
    """``d/m/y`` as typed; only what stands behind a missing day or month is kept alone."""
    boxes = [post.get(f"{name}_{box}") for box in BOXES]
    if all(box is None for box in boxes):
        return post.get(name)
    day, month, year = ((box or "").strip() for box in boxes)
    if day and not month and not year:
        return day  # a whole date pasted into the first box
    if day:
        return f"{day}/{month}/{year}"
    if month:
        return f"{month}/{year}"
    return year


def _rows(field: Field, name: str, post: QueryDict) -> list[dict[str, Any]]:
    """The rows of a table in the order of their numbers, whatever the numbers are."""
    shape = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-.+")
    numbers = sorted({int(found[1]) for key in post if (found := shape.fullmatch(key))})
    rows = []
    for number in numbers[:HIGHEST_ROW]:
        row = {
            column.name: raw
            for column in field.columns
            if (raw := _value(column, f"{name}-{number}-{column.name}", post)) is not None
        }
        rows.append(row)
    return rows
