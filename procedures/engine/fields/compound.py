"""Values of several parts: addresses, points, files, tables."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from procedures.engine.form import Field
from procedures.engine.text import BadValue, ascii_digits

from .base import BadParts, FieldType, Names, as_text, code_itself

UNIT_CODE = re.compile(r"[0-9A-Za-z@.-]{1,24}")
FILE_ID = re.compile(r"[0-9A-Za-z._-]{1,80}")
MOST_FILES = 20
LONGEST_LINE = 200


class Address(FieldType):
    """{"province": code, "commune": code, "line": house, street, village}."""

    parts = ("province", "commune", "line")

    def parse(self, field: Field, raw: Any) -> Any:
        if _nothing(raw):
            return None
        if not isinstance(raw, Mapping):
            raise BadValue("not_text")
        value, wrong = {}, {}
        for part in self.parts:
            try:
                value[part] = _address_part(part, raw.get(part))
            except BadValue as error:
                wrong[part] = error
        if not wrong and not any(value.values()):
            return None
        wrong |= {p: BadValue("required") for p in self.parts if p in value and not value[p]}
        if wrong:
            raise BadParts(wrong)
        return value

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        commune = names("commune", value["commune"])
        province = names("province", value["province"])
        return ", ".join(part for part in (value["line"], commune, province) if part)


class GeoPoint(FieldType):
    """A point "latitude,longitude" in degrees (WGS 84)."""

    longest = 60

    def read(self, field: Field, text: str) -> str:
        parts = re.split(r"\s*[,;]\s*|\s+", ascii_digits(text))
        try:
            north, east = (Decimal(part) for part in parts)
        except (ValueError, InvalidOperation):
            raise BadValue("bad_point") from None
        if not (north.is_finite() and east.is_finite()):
            raise BadValue("bad_point")
        if abs(north) > 90 or abs(east) > 180:
            raise BadValue("bad_point")
        return f"{north:.6f},{east:.6f}"


class Files(FieldType):
    """Ids of uploaded files."""

    def parse(self, field: Field, raw: Any) -> Any:
        given = raw if isinstance(raw, list | tuple) else [raw]
        ids = [one for one in (as_text(item, strict=True) for item in given) if one]
        if len(ids) > MOST_FILES:
            raise BadValue("too_many_files", most=MOST_FILES)
        if not all(FILE_ID.fullmatch(one) for one in ids):
            raise BadValue("unknown_file")
        return ids or None

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return ", ".join(names("file", one) for one in value)


class Computed(FieldType):
    """Nothing to type: ``answers.clean`` computes it."""

    def parse(self, field: Field, raw: Any) -> Any:
        return None


class Table(FieldType):
    """Rows of columns: a list of mappings; rows left wholly empty are dropped.

    ``types`` finds the type of a column; it is passed in since that table holds this one.
    """

    def __init__(self, types: Callable[[str], FieldType]) -> None:
        self.types = types

    def parse(self, field: Field, raw: Any) -> Any:
        if _nothing(raw):
            return None
        if not isinstance(raw, list | tuple):
            raise BadValue("not_rows")
        if len(raw) > field.max_rows:
            raise BadValue("too_many_rows", most=field.max_rows)
        rows, wrong = [], {}
        for index, raw_row in enumerate(raw):
            if not isinstance(raw_row, Mapping):
                raise BadValue("not_rows")
            row, errors = self._row(field, raw_row)
            if errors or any(value not in (None, False) for value in row.values()):
                rows.append(row)
                wrong |= {f"{index}.{path}": error for path, error in errors.items()}
                wrong |= _missing(field, row, index, errors)
        if wrong:
            raise BadParts(wrong)
        return rows or None

    def validate(self, field: Field, value: Any) -> None:
        if len(value) < field.min_rows:
            raise BadValue("too_few_rows", least=field.min_rows)

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return "\n".join("; ".join(self.show_row(field, row, names)) for row in value)

    def show_row(self, field: Field, row: Mapping[str, Any], names: Names) -> list[str]:
        """Each filled column of one row as text."""
        return [
            self.types(column.type).show(column, row[column.name], names)
            for column in field.columns
            if row.get(column.name) is not None
        ]

    def _row(
        self, field: Field, raw: Mapping[str, Any]
    ) -> tuple[dict[str, Any], dict[str, BadValue]]:
        row: dict[str, Any] = {}
        errors: dict[str, BadValue] = {}
        for column in field.columns:
            kind = self.types(column.type)
            try:
                row[column.name] = kind.parse(column, raw.get(column.name))
                if row[column.name] is not None:
                    kind.validate(column, row[column.name])
            except BadValue as error:
                errors[column.name] = error
            except BadParts as error:
                errors |= {f"{column.name}.{p}": e for p, e in error.parts.items()}
        return row, errors


def _missing(
    field: Field, row: Mapping[str, Any], index: int, errors: Mapping[str, BadValue]
) -> dict[str, BadValue]:
    known = {path.split(".")[0] for path in errors}
    return {
        f"{index}.{column.name}": BadValue("required")
        for column in field.columns
        if column.required and row.get(column.name) is None and column.name not in known
    }


def _address_part(part: str, raw: Any) -> str:
    text = as_text(raw)
    if part == "line":
        if len(text) > LONGEST_LINE:
            raise BadValue("too_long", most=LONGEST_LINE)
    elif text and not UNIT_CODE.fullmatch(text):
        raise BadValue("not_a_choice")
    return text


def _nothing(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not as_text(raw))
