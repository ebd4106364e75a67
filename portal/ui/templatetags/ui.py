"""Filters and tags of the components: writing times and numbers, never deciding anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from portal.ui import faces, wording

register = template.Library()

register.filter("vnd", wording.money)
register.filter("grouped", wording.number)
register.filter("decimal", wording.decimal)
register.filter("file_size", wording.size)
register.filter("masked_number", wording.masked_number)
register.filter("masked_name", wording.masked_name)
register.filter("spaced_number", wording.spaced_number)
register.filter("working_days", wording.working_days)
register.filter("calendar_days", wording.days)
register.filter("weekday", wording.weekday)


def time_element(at: datetime | date, words: str) -> SafeString:
    """`<time datetime>`: what people read, and the exact value for programs."""
    if isinstance(at, datetime):
        exact = localtime(at).isoformat(timespec="minutes")
    else:
        exact = at.isoformat()
    return format_html('<time datetime="{}">{}</time>', exact, words)


@register.filter
def moment(at: datetime | None) -> SafeString | str:
    """``14:05 24/11/2026`` as a `<time>` element; nothing for nothing."""
    return time_element(at, wording.moment(at)) if at else ""


@register.filter
def long_moment(at: datetime | None) -> SafeString | str:
    """``14 giờ 05, thứ Ba 24/11/2026`` as a `<time>` element."""
    return time_element(at, wording.long_moment(at)) if at else ""


@register.filter
def clock_time(at: datetime | None) -> SafeString | str:
    """``14:05`` as a `<time>` element."""
    return time_element(at, f"{localtime(at):%H:%M}") if at else ""


@register.filter
def day(on: datetime | date | None) -> SafeString | str:
    """``24/11/2026`` as a `<time>` element; a moment gives its day in office time."""
    local = localtime(on).date() if isinstance(on, datetime) else on
    return time_element(local, wording.day(local)) if local else ""


@register.filter
def long_day(on: datetime | date | None) -> SafeString | str:
    """``thứ Ba 24/11/2026`` as a `<time>` element."""
    local = localtime(on).date() if isinstance(on, datetime) else on
    return time_element(local, wording.long_day(local)) if local else ""


@register.filter
def plain_moment(at: datetime) -> str:
    """``14:05 24/11/2026`` without an element, for titles and attributes."""
    return wording.moment(at)


@register.filter
def exact(at: datetime | date) -> SafeString:
    """A moment as `moment`, a day as `day`: whichever it is."""
    return moment(at) if isinstance(at, datetime) else day(at)


@register.filter
def beside(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Two sequences of one length, walked together."""
    return list(zip(first, second, strict=True))


@register.filter
def times(a: int, b: int) -> int:
    """The product of two numbers."""
    return int(a) * int(b)


@register.filter
def lower_first(words: Any) -> str:
    """The same words as they stand inside a sentence."""
    text = str(words)
    return text[:1].lower() + text[1:]


@register.filter
def person_name(user: Any) -> str:
    """A signed-in person's name, or what they sign in with if no name is known."""
    return user.get_full_name() or user.get_username()


@register.filter
def citizen_status(code: str | int) -> faces.StatusFace:
    """The face of a case's status ("1" to "10") in the words a citizen reads."""
    return faces.status_face(code)


@register.filter
def officer_status(code: str | int) -> faces.StatusFace:
    """The face of a case's status ("1" to "10") in the words an officer reads."""
    return faces.status_face(code, officer=True)
