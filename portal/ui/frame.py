"""The frame around every page: names, navigation, language, session length.

`frame` is a context processor. It reads no table, so a page that failed can still use it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.ui.place import HUE


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of a navigation, or one tab."""

    url: str
    label: str | Promise
    current: bool = False
    count: int | None = None


CITIZEN_NAVIGATION = (
    NavItem("/thu-tuc/", _("Procedures")),
    NavItem("/tra-cuu/", _("Track")),
    NavItem("/ho-so/", _("My applications")),
    NavItem("/kha-nang-tiep-can/", _("Help")),
)


def navigation(items: tuple[NavItem, ...], path: str) -> tuple[NavItem, ...]:
    """Mark the one item whose address is the longest beginning of `path`.

    >>> [i.current for i in navigation((NavItem("/", "A"), NavItem("/b/", "B")), "/b/c/")]
    [False, True]
    """
    fitting = [item.url for item in items if path.startswith(item.url)]
    here = max(fitting, key=len, default=None)
    return tuple(replace(item, current=item.url == here) for item in items)


def language_link(request: HttpRequest) -> str:
    """The address that switches this browser to the other language and comes back here."""
    other = "en" if get_language() == "vi" else "vi"
    back = request.get_full_path() if request.method == "GET" else request.path
    return f"/ngon-ngu/{other}/?{urlencode({'next': back})}"


def frame(request: HttpRequest) -> dict[str, Any]:
    """What `base.html` needs on every page. Views add `staff` and `errors` themselves."""
    return {
        "place": HUE,
        "main_navigation": navigation(CITIZEN_NAVIGATION, request.path),
        "language_link": language_link(request),
        "citizen_idle_minutes": settings.CITIZEN_IDLE_MINUTES,
        "officer_idle_minutes": settings.OFFICER_IDLE_MINUTES,
    }
