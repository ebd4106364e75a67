"""The form that gives a post: its questions, what was typed, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.ui.fields import Field, Option, date_parts
from procedures.definitions import roles
from procedures.engine.definition import APPLICANT, SYSTEM
from procedures.engine.text import BadValue, clean

LONGEST_TITLE, LONGEST_BLOCK = 160, 200
NAME = "vi-tri"
BOXES = ("day", "month", "year")
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """``asked`` is what ``posts.give`` takes, None while something is wrong or missing."""

    fields: tuple[Field, ...]
    asked: Mapping[str, Any] | None

    @property
    def errors(self) -> bool:
        """Whether a field was refused."""
        return any(one.error for one in self.fields)


def appointable() -> dict[str, str]:
    """The roles a person can be appointed to, with their names."""
    return {key: name for key, name in roles().items() if key not in (APPLICANT, SYSTEM)}


def read(sent: Mapping[str, str] | None, agencies: Pairs, today: date) -> Form:
    """The form as sent, or empty. A post begins today unless another day is chosen."""
    typed = {key: _text(sent, key) for key in ("role", "agency", "title", "signs_as")}
    days = tuple(_text(sent, f"since_{box}") for box in BOXES)
    if sent is None:
        days = (str(today.day), str(today.month), str(today.year))
    since = _day(days)
    wrong = _wrong(typed, since, dict(agencies)) if sent is not None else {}
    fields = _fields(typed, days, agencies, wrong)
    if sent is None or wrong:
        return Form(fields, None)
    return Form(fields, typed | {"since": since})


def _text(sent: Mapping[str, str] | None, key: str) -> str:
    raw = (sent or {}).get(f"{NAME}-{key}", "")
    try:
        return clean(raw, lines=key == "signs_as")
    except BadValue:
        return ""


def _day(days: tuple[str, ...]) -> date | None:
    if not all(one.isascii() and one.isdigit() and len(one) <= 4 for one in days):
        return None
    day, month, year = map(int, days)
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def _wrong(
    typed: Mapping[str, str], since: date | None, agencies: Mapping[str, str]
) -> dict[str, str]:
    wrong = {}
    if typed["role"] not in appointable():
        wrong["role"] = _("Choose a role.")
    if typed["agency"] not in agencies:
        wrong["agency"] = _("Choose an agency.")
    if not typed["title"]:
        wrong["title"] = _("Enter the title as it stands on the name plate.")
    elif len(typed["title"]) > LONGEST_TITLE:
        wrong["title"] = _("Shorten the title to %(n)s characters.") % {"n": LONGEST_TITLE}
    if len(typed["signs_as"]) > LONGEST_BLOCK:
        wrong["signs_as"] = _("Shorten this to %(n)s characters.") % {"n": LONGEST_BLOCK}
    if since is None:
        wrong["since"] = _("Enter a day, for example 24/11/2026.")
    return wrong


def _fields(
    typed: Mapping[str, str], days: tuple[str, ...], agencies: Pairs, wrong: Mapping[str, str]
) -> tuple[Field, ...]:
    name = f"{NAME}-{{}}".format
    return (
        Field(
            name("role"),
            _("Role"),
            kind="select",
            options=_options(tuple(appointable().items()), typed["role"]),
            error=wrong.get("role", ""),
        ),
        Field(
            name("agency"),
            _("Agency"),
            kind="select",
            options=_options(tuple((c, f"{c} {n}") for c, n in agencies), typed["agency"]),
            error=wrong.get("agency", ""),
        ),
        *_words(typed, wrong),
        Field(
            name("since"),
            _("Holds from"),
            kind="date",
            parts=date_parts(name("since"), days, bad=BOXES if "since" in wrong else ()),
            error=wrong.get("since", ""),
        ),
    )


def _words(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Field, ...]:
    """What is printed on letters: the title, and for signers the block above the name."""
    return (
        Field(
            f"{NAME}-title",
            _("Title"),
            value=typed["title"],
            hint=_("As it stands below the signature: Phó Chủ tịch"),
            max_length=LONGEST_TITLE,
            error=wrong.get("title", ""),
        ),
        Field(
            f"{NAME}-signs_as",
            _("Signer's block"),
            kind="textarea",
            value=typed["signs_as"],
            hint=_("Only for those who sign: KT. CHỦ TỊCH, one line each"),
            optional=True,
            error=wrong.get("signs_as", ""),
        ),
    )


def _options(pairs: Pairs, chosen: str) -> tuple[Option, ...]:
    return tuple(Option(value, label, chosen=value == chosen) for value, label in pairs)
