"""The one-line boxes of the sign-in pages, with what `ui/field.html` reads off a field."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Box:
    """One question with one line to answer on."""

    name: str
    label: Words
    type: str = "text"
    value: str = ""
    hint: Words = ""
    error: Words = ""
    autocomplete: str = ""
    inputmode: str = ""
    width: str = "w20"
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the control; the error summary links to it."""
        return f"id_{self.name}"

    @property
    def control(self) -> str:
        """The template that draws it."""
        return "ui/controls/text.html"

    @property
    def described_by(self) -> str:
        """The ids of hint and error."""
        hint, error = f"{self.id}_helptext" * bool(self.hint), f"{self.id}_error"
        return " ".join(filter(None, (hint, error * bool(self.error))))


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the error summary: `target` "" when no box is to blame."""

    target: str
    words: Words


def mistakes(*boxes: Box) -> tuple[Mistake, ...]:
    """Every error of these boxes."""
    return tuple(Mistake(box.id, box.error) for box in boxes if box.error)
