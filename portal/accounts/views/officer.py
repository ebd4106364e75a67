"""`/dang-nhap/can-bo/`: officers and administrators, by password and second factor."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts import kept, second_factor
from portal.accounts.boxes import Box, Mistake, mistakes
from portal.accounts.entry import enter
from portal.accounts.models import User
from portal.accounts.onward import safe_next
from portal.accounts.staff import TooMany, check_password
from procedures.sealing import SealBroken, seal, unseal

HALF = "half_in"  # of the session: who gave the right password and owes a second factor
HALF_LIFE = timedelta(minutes=10)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password."""
    onward = safe_next(request, otherwise="")
    if request.user.is_authenticated and request.user.is_officer:
        return HttpResponseRedirect(onward or request.user.home)
    if request.method != "POST":
        return _password_page(request, onward)
    username = request.POST.get("username", "").strip()[:150]
    password = request.POST.get("password", "")
    if not username or not password:
        return _password_page(request, onward, username=username, missing=not password)
    at = timezone.now()
    try:
        user = check_password(request, username=username, password=password, at=at)
    except TooMany as fault:
        return too_many(request, fault.wait, reverse("officer_sign_in"))
    if user is None:
        return _password_page(request, onward, username=username, wrong=True)
    if not second_factor.wanted(user):
        return _in(request, user, onward, at=at)
    request.session[HALF] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "next": onward,
        "at": at.isoformat(),
    }
    owed = "second_factor" if second_factor.has_one(user) else "first_second_factor"
    return redirect(owed)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app, or one from paper."""
    at = timezone.now()
    user = half_in(request, at)
    if user is None:
        return redirect("officer_sign_in")
    if request.method != "POST":
        return _code_page(request)
    try:
        right = second_factor.proves(user, request.POST.get("code", ""), at=at)
    except second_factor.Locked as fault:
        request.session.pop(HALF, None)
        return too_many(request, fault.wait, reverse("officer_sign_in"))
    if not right:
        return _code_page(request, wrong=True)
    onward = request.session.pop(HALF)["next"]
    return _in(request, user, onward, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
@never_cache
def first_code(request: HttpRequest) -> HttpResponse:
    """Set up the second factor on the way in: without one nobody works here."""
    at = timezone.now()
    user = half_in(request, at)
    if user is None or second_factor.has_one(user):
        return redirect("officer_sign_in")
    codes, page = set_up(request, user, at=at)
    if codes is None:
        return page
    onward = request.session.pop(HALF)["next"] or user.home
    enter(request, user, at=at)
    shown = {"codes": codes, "next": onward}
    return render(request, "accounts/recovery_codes.html", shown)


def set_up(
    request: HttpRequest, user: User, *, at: datetime
) -> tuple[list[str] | None, HttpResponse]:
    """Show a fresh secret, or bind it if the posted code proves the app has it.

    The secret waits in the session, sealed for this user; the codes are for paper.
    """
    secret = _pending_secret(request, user)
    if request.method == "POST":
        typed = request.POST.get("code", "")
        codes = second_factor.set_up(user, secret=secret, code=typed, at=at)
        if codes is not None:
            request.session.pop("pending_secret", None)
            return list(codes), HttpResponse()
    address = second_factor.app_address(secret, user)
    wrong = request.method == "POST"
    box = _code_box(_("The code does not fit. Wait for the next one") if wrong else "")
    shown: dict[str, Any] = {
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=2),
        "secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        "box": box,
        "errors": mistakes(box),
        "owed": not request.user.is_authenticated,
    }
    page = render(
        request, "accounts/second_factor_set_up.html", shown, status=422 if wrong else 200
    )
    return None, page


def too_many(request: HttpRequest, wait: int, again: str) -> HttpResponse:
    """429 with the time to wait; the same for a name that is there and one that is not."""
    shown = {"minutes": -(-wait // 60), "again": again}
    page = render(request, "429.html", shown, status=429)
    page.headers["Retry-After"] = str(wait)
    return page


def half_in(request: HttpRequest, at: datetime) -> User | None:
    """Who gave the right password less than ten minutes ago in this very session."""
    half = request.session.get(HALF)
    if not half or datetime.fromisoformat(half["at"]) < at - HALF_LIFE:
        return None
    user = get_user_model().objects.filter(pk=half["user"], is_active=True).first()
    fits = user is not None and user.get_session_auth_hash() == half["hash"]
    return user if fits else None


def _in(request: HttpRequest, user: User, onward: str, *, at: datetime) -> HttpResponse:
    enter(request, user, at=at)
    found = kept.waiting(request, user, at=at)
    if found:
        return redirect("kept_form", found.pk)
    return HttpResponseRedirect(onward or user.home)


def _pending_secret(request: HttpRequest, user: User) -> str:
    place = {"table": "session", "pk": user.pk, "field": "pending_secret"}
    held = request.session.get("pending_secret")
    if held:
        try:
            return unseal(bytes.fromhex(held), **place)
        except (SealBroken, ValueError):
            pass  # of somebody who began before in this browser; theirs to lose
    secret = second_factor.new_secret()
    request.session["pending_secret"] = seal(secret, **place).hex()
    return secret


def _password_page(
    request: HttpRequest,
    onward: str,
    *,
    username: str = "",
    wrong: bool = False,
    missing: bool = False,
) -> HttpResponse:
    posted = request.method == "POST"
    name = Box(
        "username",
        _("User name"),
        value=username,
        autocomplete="username",
        error=_("Type your user name") if posted and not username else "",
        attributes={"autocapitalize": "none", "spellcheck": "false"},
    )
    word = Box(
        "password",
        _("Password"),
        type="password",
        autocomplete="current-password",
        error=_("Type your password") if missing else "",
    )
    errors = mistakes(name, word)
    if wrong:
        errors = (Mistake(name.id, _("User name or password is wrong. Check both")),)
    shown = {
        "name": name,
        "word": word,
        "errors": errors,
        "next": onward,
        "demo": settings.DEMO,
        "locked": hasattr(request, "locked_user"),
    }
    status = 422 if posted else 200
    return render(request, "accounts/officer_sign_in.html", shown, status=status)


def _code_box(error: str = "") -> Box:
    return Box(
        "code",
        _("Code"),
        hint=_("Six digits from the app"),
        error=error,
        autocomplete="one-time-code",
        inputmode="numeric",
        width="w12",
    )


def _code_page(request: HttpRequest, *, wrong: bool = False) -> HttpResponse:
    said = _("The code is wrong or was used before. Wait for the next one") if wrong else ""
    box = _code_box(said)
    shown = {"box": box, "errors": mistakes(box)}
    status = 422 if wrong else 200
    return render(request, "accounts/second_factor.html", shown, status=status)
