"""Where a person goes after signing in: an address of ours, or home."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500
NOT_BACK = ("//", "/dang-nhap/", "/dang-xuat/", "/phien/")


def safe_next(request: HttpRequest, *, otherwise: str) -> str:
    """The page in `next` (query or form) if it is a path of this site, else `otherwise`.

    Only a path is accepted, never a whole address: `//evil`, `/\\evil`, `https:evil`, a
    foreign host and our own host alike go to `otherwise`.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if not wanted.startswith("/") or len(wanted) > LONGEST or urlsplit(wanted).netloc:
        return otherwise
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return otherwise
    return wanted


def came_from(request: HttpRequest) -> str:
    """The page of this site whose link led here, or "/": browsers tell it to us alone."""
    told = urlsplit(request.headers.get("Referer", ""))
    page = f"{told.path}?{told.query}" if told.query else told.path
    own = told.netloc == request.get_host() and not page.startswith(NOT_BACK)
    return page if own and page.startswith("/") and len(page) <= LONGEST else "/"


def sign_in_address(request: HttpRequest, *, officer: bool) -> str:
    """The sign-in page for this part of the site, with the way back to the present page."""
    page = reverse("officer_sign_in" if officer else "sign_in")
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return f"{page}?{urlencode({'next': back})}"
