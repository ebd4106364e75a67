"""The lists a question may choose from, as options to draw and as names to read."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import get_language

from portal.ui.fields import Option
from procedures.engine.answers import Problem
from procedures.engine.form import Field, Section
from procedures.engine.text import sort_key
from procedures.queries import places
from procedures.reference import areas, lists


def options(kind: str, province: str = "") -> Sequence[Option]:
    """The options of a field type that has a list, else none; communes need `province`."""
    if kind == "commune":
        return _areas(province)
    maker = LISTS.get(kind)
    return maker() if maker else ()


def name(kind: str, code: str) -> str:
    """What people read for a code of a list; the code itself where there is none."""
    if kind in ("province", "commune"):
        return places.area_name(code)
    return next((str(one.label) for one in options(kind) if one.value == code), code)


def unlisted(section: Section, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Values that are not on the list of their question: a changed page, or a list that
    changed. The engine knows the shape of codes only."""
    found = []
    for field in section.fields:
        value = values.get(field.name)
        if value is not None:
            found += [
                Problem(path, "not_a_choice", {}, field) for path in _strange(field, value)
            ]
    return tuple(found)


def _strange(field: Field, value: Any) -> list[str]:
    if field.type in ("address", "old_or_new_admin_unit"):
        inside = {one.value for one in _areas(value["province"])}
        return [] if value["commune"] in inside else [f"{field.path}.commune"]
    if field.type == "table":
        columns = {column.name: column for column in field.columns}
        return [
            path.replace(columns[name].path, f"{field.path}.{n}.{name}", 1)
            for n, row in enumerate(value)
            for name, cell in row.items()
            if cell is not None and name in columns
            for path in _strange(columns[name], cell)
        ]
    known = options(field.type)
    if known and value not in {one.value for one in known}:
        return [field.path]
    return []


@cache
def _provinces() -> tuple[Option, ...]:
    ordered = sorted(areas.provinces(), key=lambda area: sort_key(area.name))
    return tuple(Option(area.code, area.full_name) for area in ordered)


@cache
def _areas(province: str) -> tuple[Option, ...]:
    ordered = sorted(areas.communes(province), key=lambda area: sort_key(area.name))
    return tuple(Option(area.code, area.full_name) for area in ordered)


def _countries() -> tuple[Option, ...]:
    english = (get_language() or "vi").startswith("en")
    return tuple(
        Option(one.code, one.english if english else one.name) for one in lists.countries()
    )


def _desks() -> tuple[Option, ...]:
    return tuple(Option(one.code, one.name, one.address) for one in places.desks())


LISTS: Mapping[str, Callable[[], Sequence[Option]]] = {
    "province": _provinces,
    "country": _countries,
    "province_or_country": lambda: (*_provinces(), *_countries()[1:]),
    "ethnicity": lambda: tuple(Option(one, one) for one in lists.ethnicities()),
    "one_stop_office": _desks,
}
