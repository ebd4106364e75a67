"""Who looks, and what stands around every page of an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.ui.frame import NavItem, navigation
from procedures.access import Viewer
from procedures.queries import people

HOME = "/can-bo/"
PAGES = (
    ("tiep_nhan", "/can-bo/tiep-nhan/", _("Reception")),
    ("lanh_dao_don_vi", "/can-bo/ky/", _("For signature")),
    ("van_thu", "/can-bo/ban-hanh/", _("To be issued")),
    ("tra_ket_qua", "/can-bo/tra-ket-qua/", _("Hand over")),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """The head of the page: whose desk this is and where one can go from it."""

    area: str
    name: str
    post: str
    navigation: tuple[NavItem, ...]
    home: str = HOME


def viewer_of(request: HttpRequest, at: datetime) -> Viewer:
    """The signed-in officer in all his posts of today."""
    return people.officer(person=request.user.person_id, on=localdate(at))


def framed(
    request: HttpRequest, viewer: Viewer, at: datetime, **context: Any
) -> dict[str, Any]:
    """A page's context with the officer's frame around it."""
    post = people.post(person=viewer.person, on=localdate(at))
    staff = Staff(
        area=_("Officers · %(agency)s") % {"agency": post.agency} if post.agency else "",
        name=request.user.first_name,
        post=post.title,
        navigation=navigation(_items(viewer), request.path),
    )
    return {"staff": staff, **context}


def _items(viewer: Viewer) -> tuple[NavItem, ...]:
    """My work, and a page for each special role this officer holds."""
    own = [NavItem(url, label) for role, url, label in PAGES if viewer.seat_for(role)]
    return (NavItem(HOME, _("My work")), *own)
