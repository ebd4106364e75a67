"""A form as drawn: what a template must know of one field, independent of any form library.

The filing room and the officers' actions build these from field definitions; `ui/field.html`
draws them all. Names of controls are read by other programs (docs/api):

* `<section>-<field>`; in a table `<section>-<field>-<row>-<column>`;
* a date has three boxes, `…_day`, `…_month`, `…_year`;
* an address has `…-province`, `…-commune`, `…-line`;
* a file is `paper-<id>`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Kind = Literal[
    "text", "textarea", "number", "money", "date", "partial_date", "month", "time",
    "radios", "select", "checkboxes", "declaration", "address", "table", "file", "given",
]  # fmt: skip

RADIO_LIMIT = 7
"""A choice of up to this many answers is drawn as radio buttons, a longer one as a list."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    value: str
    label: Words
    hint: Words = ""
    chosen: bool = False
    fields: tuple[Field, ...] = ()  # asked only if this answer is chosen


@dataclass(frozen=True, slots=True)
class Part:
    """One box of a field that has several: the day of a date, the line of an address."""

    name: str
    label: Words
    value: str = ""
    width: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    bad: bool = False
    listed: bool = False  # a list of options (there may be none yet) instead of a box
    options: tuple[Option, ...] = ()
    hint: Words = ""

    @property
    def id(self) -> str:
        """The id of the control; the error summary links to it."""
        return f"id_{self.name}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table field: its number as people count, and its fields."""

    number: int
    fields: tuple[Field, ...]
    title: Words = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `kind` chooses the file in `templates/ui/controls/`."""

    name: str
    label: Words
    kind: Kind = "text"
    value: str = ""
    hint: Words = ""
    error: Words = ""
    optional: bool = False
    heading: bool = False  # the label is the page's h1
    width: str = ""  # w2 w4 w8 w12 w20, full; nothing = whole measure, of a select w20
    type: str = "text"  # of a one-line box: text, email, tel, url, password
    inputmode: str = ""
    autocomplete: str = ""
    suffix: Words = ""  # a unit behind the box: "đồng", "m²"
    max_length: int | None = None
    options: tuple[Option, ...] = ()
    parts: tuple[Part, ...] = ()
    rows: tuple[Row, ...] = ()
    add_label: Words = ""  # table: text of the button that adds a row; none = no button
    source: Words = ""  # given: where a value that need not be typed comes from
    accept: str = "image/*,application/pdf"
    multiple: bool = True
    data_url: str = ""  # where a module sends or asks: upload, communes
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the control, or the beginning of the ids of its parts."""
        return f"id_{self.name}"

    @property
    def control(self) -> str:
        """The template that draws the control."""
        return f"ui/controls/{self.kind}.html"

    @property
    def grouped(self) -> bool:
        """Whether several controls share one question, so that it needs a fieldset."""
        return self.kind in {
            "date",
            "partial_date",
            "radios",
            "checkboxes",
            "address",
            "table",
        }

    @property
    def described_by(self) -> str:
        """The ids of hint and error, as `aria-describedby` wants them."""
        ids = [f"{self.id}_helptext"] * bool(self.hint) + [f"{self.id}_error"] * bool(
            self.error
        )
        return " ".join(ids)

    @property
    def target(self) -> str:
        """The id of the first control to mend; the error summary links to it."""
        if self.kind in {"radios", "checkboxes"}:
            return f"{self.id}_0"
        for part in self.parts:
            if part.bad:
                return part.id
        return self.parts[0].id if self.parts else self.id


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the error summary: the sentence and where it can be mended."""

    target: str
    words: Words


def date_parts(
    name: str, values: tuple[str, str, str], *, bad: tuple[str, ...] = (), birth: bool = False
) -> tuple[Part, ...]:
    """The three boxes of a date: `values` are day, month, year as typed, `bad` wrong boxes.

    `birth` lets the browser offer the owner's own birthday.
    """
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    return tuple(
        Part(
            name=f"{name}_{box}",
            label=labels[box],
            value=value,
            width="w4" if box == "year" else "w2",
            inputmode="numeric",
            autocomplete=f"bday-{box}" if birth else "",
            bad=box in bad,
        )
        for box, value in zip(labels, values, strict=True)
    )


def address_parts(
    name: str,
    *,
    provinces: tuple[Option, ...],
    communes: tuple[Option, ...],
    line: str,
    bad: tuple[str, ...] = (),
    commune_hint: Words = "",
) -> tuple[Part, ...]:
    """Two levels and a free line, as addresses are since 1 July 2025 (Resolution 202/2025)."""
    return (
        Part(f"{name}-province", _("Province or city"), width="w20", listed=True,
             options=provinces, bad="province" in bad),
        Part(f"{name}-commune", _("Commune or ward"), width="w20", listed=True,
             options=communes, bad="commune" in bad, hint=commune_hint),
        Part(f"{name}-line", _("House number, street, residential group"), line,
             autocomplete="street-address", bad="line" in bad),
    )  # fmt: skip


def choice_kind(options: tuple[Option, ...]) -> Literal["radios", "select"]:
    """Radio buttons while they can be taken in at a glance, else a list."""
    return "radios" if len(options) <= RADIO_LIMIT else "select"


def error_links(fields: tuple[Field, ...]) -> tuple[ErrorLink, ...]:
    """Every error of these fields, of their rows and of their answers, in reading order."""
    found: list[ErrorLink] = []
    for one in fields:
        if one.error:
            found.append(ErrorLink(one.target, one.error))
        for row in one.rows:
            found.extend(error_links(row.fields))
        for option in one.options:
            found.extend(error_links(option.fields))
    return tuple(found)


def with_error(one: Field, words: Words) -> Field:
    """The same field, with what is wrong with it."""
    return replace(one, error=words)
