"""`/dang-nhap/`: citizens sign in at the identity provider and come back to the same step."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts import kept
from portal.accounts.citizens import NotAdmitted, admit
from portal.accounts.entry import enter
from portal.accounts.onward import came_from, safe_next
from portal.connect import identity
from portal.connect.http import Unreachable

log = logging.getLogger(__name__)
ASKS = "identity_asks"  # of the session: state → what was asked; several tabs may ask at once
MOST_ASKS = 5
ASK_LIFE = timedelta(minutes=10)
SENTENCES = {
    "unreachable": (
        _("The identity system does not answer"),
        _(
            "Try again in a few minutes. What you typed is kept. You can also apply at "
            "the counter, and track an application by its code without signing in."
        ),
    ),
    "state": (
        _("This sign-in has ended"),
        _("It was opened more than 10 minutes ago, or in another browser. Sign in again."),
    ),
    "cancelled": (
        _("You have not signed in"),
        _("You chose not to share your data. Nothing was kept. You can sign in again."),
    ),
    "level": (
        _("Your electronic identity is at level 1"),
        _(
            "Applying online takes level 2. The police of your ward or commune raises it "
            "with your chip-based identity card; until then you can apply at the counter."
        ),
    ),
    "number": (
        _("Your personal number was not shared"),
        _("Sign in again and allow sharing it: applications are kept under this number."),
    ),
    "name": (
        _("Your name was not shared"),
        _("Sign in again and allow sharing your name, date of birth and gender."),
    ),
    "other_person": (
        _("This identity belongs to another personal number"),
        _("For your safety nobody was signed in. Call 1900 1075, we will check with you."),
    ),
    "inactive": (
        _("This account is closed"),
        _("Call 1900 1075 if you think that is a mistake."),
    ),
    "provider": (
        _("The identity system gave an answer we cannot trust"),
        _("For your safety nobody was signed in. Sign in again."),
    ),
}
"""What went wrong and what to do, by the word of the refusal."""


@require_safe
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Three ways in, and what needs none."""
    onward = safe_next(request, otherwise=came_from(request))
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    locked = getattr(request, "locked_user", None)
    if locked and locked.is_officer:
        return HttpResponseRedirect(
            f"{reverse('officer_sign_in')}?{urlencode({'next': onward})}"
        )
    return _page(request, onward)


@require_safe
@never_cache
def to_provider(request: HttpRequest) -> HttpResponse:
    """Send the browser to the identity provider."""
    onward = safe_next(request, otherwise="/ho-so/")
    ask = identity.Ask.new()
    try:
        address = identity.provider().address(
            ask, back=_back(request), language=get_language() or "vi"
        )
    except (Unreachable, identity.Refused) as fault:
        log.warning("identity.unreachable", extra={"why": str(fault)})
        return _page(request, onward, fault="unreachable", status=503)
    asked = {**asdict(ask), "next": onward, "at": timezone.now().isoformat()}
    asks = {**request.session.get(ASKS, {}), ask.state: asked}
    request.session[ASKS] = dict(list(asks.items())[-MOST_ASKS:])
    return HttpResponseRedirect(address)


@require_safe
@never_cache
def from_provider(request: HttpRequest) -> HttpResponse:
    """The browser comes back: check everything, then let the person in. Works once an ask."""
    at = timezone.now()
    asks = request.session.get(ASKS, {})
    asked = asks.pop(request.GET.get("state", ""), None)
    request.session[ASKS] = asks
    if asked is None or datetime.fromisoformat(asked["at"]) < at - ASK_LIFE:
        return _page(request, "/", fault="state", status=400)
    ask = identity.Ask(asked["state"], asked["nonce"], asked["verifier"])
    try:
        told = identity.provider().who(ask, request.GET.dict(), back=_back(request))
        user = admit(told, at=at)
    except Unreachable as fault:
        log.warning("identity.unreachable", extra={"why": fault.why})
        return _page(request, asked["next"], fault="unreachable", status=503)
    except (identity.Refused, NotAdmitted) as fault:
        log.info("identity.refused", extra={"why": fault.word})
        return _page(request, asked["next"], fault=fault.word, status=403)
    enter(request, user, at=at, level=told.level)
    found = kept.waiting(request, user, at=at)
    to = reverse("kept_form", args=[found.pk]) if found else asked["next"]
    return HttpResponseRedirect(to)


def _back(request: HttpRequest) -> str:
    """Our registered redirect address, by the host of this browser: its cookie must fit."""
    return request.build_absolute_uri(reverse("from_provider"))


def _page(
    request: HttpRequest, onward: str, *, fault: str = "", status: int = 200
) -> HttpResponse:
    shown: dict[str, Any] = {"next": onward, "demo": settings.DEMO}
    if fault:
        said = SENTENCES.get(fault, SENTENCES["provider"])
        shown["fault_title"], shown["fault_text"] = said
    return render(request, "accounts/sign_in.html", shown, status=status)
