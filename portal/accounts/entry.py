"""Coming in and going out: the one place that opens and ends a person's session."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from portal.accounts.models import KeptForm, SignIn, User
from portal.accounts.throttle import clear_old, client_address

KEPT_LIFE = timedelta(hours=1)
log = logging.getLogger(__name__)
BACKEND = "django.contrib.auth.backends.ModelBackend"
STARTED, SEEN, LEVEL, LOCKED = "started_at", "seen_at", "level", "locked"


def enter(request: HttpRequest, user: User, *, at: datetime, level: int = 0) -> None:
    """Sign `user` in under a new session key. `level` is the identity's assurance level.

    The same person coming back to a locked session keeps what the session holds; anybody else
    starts with an empty one.
    """
    before = request.session.session_key
    login(request, user, backend=BACKEND)
    session = request.session
    if session.session_key == before:  # login() changes it unless the test client forced one
        session.cycle_key()
    session[STARTED] = session[SEEN] = at.isoformat()
    session[LEVEL] = level
    session.pop(LOCKED, None)
    session.save()
    longest = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    gone = Q(session_key=before or "") | Q(user=user, seen_at__lt=longest)
    SignIn.objects.filter(gone).delete()
    clear_old(at=at)  # whoever comes in sweeps: nothing else needs a timer for it
    KeptForm.objects.filter(at__lt=at - KEPT_LIFE).delete()
    SignIn.objects.create(
        user=user,
        session_key=session.session_key,
        device=device(request.headers.get("User-Agent", "")),
        address=client_address(request),
        started_at=at,
        seen_at=at,
    )
    KeptForm.objects.filter(session_key=before or "").update(session_key=session.session_key)
    log.info("sign_in.done", extra={"user": user.pk, "kind": user.kind})


def leave(request: HttpRequest) -> None:
    """End this session, here and in the list of sessions."""
    key = request.session.session_key or ""
    SignIn.objects.filter(session_key=key).delete()
    KeptForm.objects.filter(session_key=key).delete()
    logout(request)


def change_password(request: HttpRequest, user: User, password: str) -> None:
    """Set a new password: this session goes on under a new key, all others end."""
    before = _key(request)
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    request.session.save()
    SignIn.objects.filter(session_key=before).update(session_key=_key(request))
    end_others(request, user)


def end_others(request: HttpRequest, user: User) -> int:
    """End every session of `user` but this one; returns how many."""
    return _end(SignIn.objects.filter(user=user).exclude(session_key=_key(request)))


def end_one(user: User, sign_in: int) -> int:
    """End one session of `user` by its number in the list; 0 if it is not theirs."""
    return _end(SignIn.objects.filter(user=user, pk=sign_in))


def end_all(user: User) -> int:
    """End every session of `user`, for a deactivated or changed account."""
    return _end(SignIn.objects.filter(user=user))


def assurance(request: HttpRequest) -> int:
    """The level of identification this session was opened with: 2, 1, or 0 for a password."""
    return int(request.session.get(LEVEL, 0))


def device(agent: str) -> str:
    """A browser and a system in two words; the whole header is more than anybody needs.

    >>> device("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0 Mobile")
    'Chrome · Android'
    """
    browsers = ("Edg", "OPR", "coc_coc", "Firefox", "Chrome", "Safari")
    names = {"Edg": "Edge", "OPR": "Opera", "coc_coc": "Cốc Cốc"}
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
    browser = next((one for one in browsers if one in agent), "")
    system = next((one for one in systems if re.search(rf"\b{one}\b", agent)), "")
    return " · ".join(filter(None, (names.get(browser, browser), system)))


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""


def _end(found: QuerySet[SignIn]) -> int:
    keys = list(found.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    return SignIn.objects.filter(session_key__in=keys).delete()[0]
