"""What stands around every page of an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts import second_factor
from portal.ui.frame import NavItem, navigation
from portal.ui.place import HUE

HOME = "/quan-tri/"
ITEMS = (
    NavItem(HOME, _("Health")),
    NavItem("/quan-tri/nguoi-dung/", _("People and posts")),
    NavItem("/quan-tri/thu-tuc/", _("Procedures")),
    NavItem("/quan-tri/du-lieu/", _("Look-up tables")),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """The head of the page."""

    area: str
    name: str
    post: str | Promise
    navigation: tuple[NavItem, ...]
    home: str = HOME


def drawn(
    request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this room in its frame."""
    staff = Staff(
        area=_("Administration · %(area)s") % {"area": HUE.area},
        name=request.user.first_name,
        post=_("administrator"),
        navigation=navigation(ITEMS, request.path),
    )
    return render(request, template, {"staff": staff, **context}, status=status)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this administrator came in by password alone, which only a demo allows."""
    return settings.DEMO and not second_factor.has_one(request.user)
