"""How long a session lasts: idle minutes, hours in all, and what happens when they are over.

A session that is over is locked, not thrown away: until the same person signs in again every
page takes them for a stranger, and a form they were sending is kept for them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.accounts.entry import LOCKED, SEEN, STARTED
from portal.accounts.models import SignIn, User

TOUCH = timedelta(minutes=1)  # how often being here is written down


def idle_limit(user: User) -> timedelta:
    """How long this person may do nothing."""
    minutes = (
        settings.OFFICER_IDLE_MINUTES if user.is_officer else settings.CITIZEN_IDLE_MINUTES
    )
    return timedelta(minutes=minutes)


def is_over(user: User, *, started: datetime, seen: datetime, at: datetime) -> bool:
    """Whether the session has ended by idleness or, for staff, by its age."""
    if at - seen >= idle_limit(user):
        return True
    longest = timedelta(hours=settings.OFFICER_SESSION_HOURS)
    return user.is_officer and at - started >= longest


def session_lock(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Middleware after authentication: lock what is over, note that somebody is here."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _look(request, timezone.now())  # noqa: TID251  stands before every view
        return get_response(request)

    return middleware


def _look(request: HttpRequest, at: datetime) -> None:
    session = request.session
    started, seen = (_moment(session.get(name), at) for name in (STARTED, SEEN))
    if session.get(LOCKED) or is_over(request.user, started=started, seen=seen, at=at):
        if not session.get(LOCKED):
            session[LOCKED] = True
        request.locked_user = request.user
        request.user = AnonymousUser()
    elif at - seen >= TOUCH or STARTED not in session:
        session[SEEN] = at.isoformat()
        session.setdefault(STARTED, at.isoformat())
        SignIn.objects.filter(session_key=session.session_key).update(seen_at=at)


def _moment(text: str | None, otherwise: datetime) -> datetime:
    return datetime.fromisoformat(text) if text else otherwise
