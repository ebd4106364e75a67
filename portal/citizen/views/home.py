"""C1: what do you need to do? One box, the matters of life, the usual procedures."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.citizen import terms
from portal.citizen.cards import Card
from portal.citizen.views.cases import card
from portal.citizen.views.search import address
from portal.ui.fields import Field
from procedures.access import Viewer
from procedures.queries import catalogue, my_cases
from procedures.queries.shelf import Hit

EVENTS: tuple[tuple[str | Promise, str], ...] = (
    (_("Having a child"), "đăng ký khai sinh"),
    (_("Getting married"), "đăng ký kết hôn"),
    (_("Buying or selling a home"), "sang tên sổ đỏ"),
    (_("Building or repairing a house"), "giấy phép xây dựng nhà ở"),
    (_("Opening a household business"), "đăng ký hộ kinh doanh"),
    (_("Changing school"), "chuyển trường"),
    (_("Old age and social allowance"), "trợ cấp xã hội"),
    (_("Losing a relative"), "đăng ký khai tử"),
)
"""Matters of life, each with what is looked for when it is chosen."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The door of the portal."""
    at = timezone.now()
    context = {
        "events": [(words, f"/thu-tuc/?{urlencode({'q': q})}") for words, q in EVENTS],
        "usual": [usual_line(hit) for hit in catalogue.usual(at=at)],
        "days_off": catalogue.days_off(at=at),
        "to_do": to_do(request, at),
        "code": code_field(),
    }
    return render(request, "citizen/home.html", context)


def usual_line(hit: Hit) -> dict[str, Any]:
    """One procedure with how long it takes and what it costs."""
    facts = [terms.limit(hit.limit)] if hit.limit else []
    return {
        "code": hit.code,
        "url": address(hit),
        "name": hit.short_name,
        "hint": " · ".join([*facts, terms.fee(hit.fee)]),
    }


def to_do(request: HttpRequest, at: Any) -> list[Card]:
    """What this person is asked for; nothing for strangers and officers."""
    user = request.user
    if not user.is_authenticated or user.is_officer or user.person_id is None:
        return []
    return [card(one, at) for one in my_cases.mine(Viewer(user.person_id)).to_do]


def code_field(value: str = "", error: str = "") -> Field:
    """The box for the code of a case."""
    return Field(
        name="ma",
        label=_("Application code"),
        hint=_("Printed at the top of the receipt; it looks like H57.26-261123-0042"),
        value=value,
        error=error,
        width="w20",
        attributes={
            "autocapitalize": "characters",
            "spellcheck": "false",
            "autocomplete": "off",
        },
    )
