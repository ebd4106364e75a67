"""What a field type is: raw input → value → check → text for people.

Values are plain JSON: text, whole numbers, true/false, ISO days, lists, mappings. Parsing a
value again gives the same value, so stored answers can be cleaned anew at any time.
"""

from collections.abc import Callable, Mapping
from typing import Any

from procedures.engine.form import Field
from procedures.engine.text import BadValue, clean

Names = Callable[[str, str], str]  # (kind of list, code) -> name
LONGEST_TEXT = 500


def code_itself(kind: str, code: str) -> str:
    return code


class BadParts(ValueError):
    """Parts of a value are wrong: {"province": BadValue, "2.ho_ten": BadValue}."""

    def __init__(self, parts: Mapping[str, BadValue]) -> None:
        super().__init__(", ".join(parts))
        self.parts = dict(parts)


class FieldType:
    """A line of text; the other types override what differs.

    ``parse`` returns None for nothing typed, and raises ``BadValue`` (or ``BadParts``).
    ``validate`` looks at limits of the definition. ``show`` never raises for a value that
    ``parse`` returned. ``fact`` is what conditions compare.
    """

    lines = False
    strict = False  # characters that cannot be seen are refused, not removed
    longest = LONGEST_TEXT

    def parse(self, field: Field, raw: Any) -> Any:
        text = as_text(raw, lines=self.lines, strict=self.strict)
        if len(text) > (most := field.max_length or self.longest):
            raise BadValue("too_long", most=most)
        return self.read(field, text) if text else None

    def read(self, field: Field, text: str) -> Any:
        """Make a value of cleaned, non-empty text."""
        return text

    def validate(self, field: Field, value: Any) -> None:
        """Raise ``BadValue`` if the value breaks a limit of the field."""

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        text = str(value)
        return text.upper() if field.transform == "upper_display" else text

    def fact(self, value: Any) -> Any:
        return value


def as_text(raw: Any, *, lines: bool = False, strict: bool = False) -> str:
    """Clean what was typed into one line (or ``lines``); only text and numbers are taken."""
    if raw is None:
        return ""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise BadValue("not_text")
    return clean(str(raw), lines=lines, strict=strict)
