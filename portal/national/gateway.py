"""The line to the national portal: address, session, one call at a time.

A session's life is documented nowhere, so it is kept eight minutes and renewed once
whenever an answer complains about it. It lives in this process only: it is a secret.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from portal.connect import http
from portal.national.dialects import Dialect, dialect
from portal.national.dialects.reply import Reply, Verdict

_SESSIONS: dict[str, tuple[str, float]] = {}
_LOCK = threading.Lock()  # one sign-in at a time; the others wait for its session


def speaking() -> Dialect:
    """Return the dialect of this installation."""
    return dialect(settings.NATIONAL_DIALECT)


def call(body: Mapping[str, Any], *, case: str) -> Reply:
    """Send one call about ``case`` and judge the answer; never raises for a bad one."""
    opened = _session()
    if isinstance(opened, Reply):
        return opened
    reply = _send(body, opened, case)
    if reply.verdict is not Verdict.SESSION:
        return reply
    opened = _session(lost=opened)
    if isinstance(opened, Reply):
        return opened
    reply = _send(body, opened, case)
    if reply.verdict is Verdict.SESSION:
        return Reply(Verdict.TRANSIENT, "session", reply.text)
    return reply


def forget_sessions() -> None:
    """Sign in anew with the next call, as after a change of the password."""
    with _LOCK:
        _SESSIONS.clear()


def _session(*, lost: str = "") -> str | Reply:
    """The open session, or why there is none. ``lost`` is one that did not work."""
    key = f"{settings.NATIONAL_BASE_URL}|{settings.NATIONAL_USERNAME}"
    with _LOCK:
        session, until = _SESSIONS.get(key, ("", 0.0))
        if session and session != lost and time.monotonic() < until:
            return session
        _SESSIONS.pop(key, None)
        reply = _sign_in()
        if reply.verdict is Verdict.OK and reply.session:
            _SESSIONS[key] = reply.session, time.monotonic() + settings.NATIONAL_SESSION_TTL
            return reply.session
        if reply.verdict is Verdict.TRANSIENT:
            return reply
        # Whatever the words are: nobody can send anything until a person has mended it.
        return Reply(Verdict.CONFIG, reply.code, f"login: {reply.text}")


def _sign_in() -> Reply:
    body = speaking().login(settings.NATIONAL_USERNAME, settings.NATIONAL_PASSWORD)
    return _exchange(settings.NATIONAL_LOGIN_PATH, body, case="")


def _send(body: Mapping[str, Any], session: str, case: str) -> Reply:
    whole = speaking().in_session(body, session=session, agency=settings.NATIONAL_MADONVI)
    return _exchange(settings.NATIONAL_INTEGRATION_PATH, whole, case=case)


def _exchange(path: str, body: Mapping[str, Any], *, case: str) -> Reply:
    target, place = settings.NATIONAL_DSTCODE, settings.NATIONAL_DSTCODE_IN
    url = f"{settings.NATIONAL_BASE_URL.rstrip('/')}/{path}"
    if target and place == "query":
        url = f"{url}?dstcode={target}"
    # An empty header broke calls in practice: without a target, leave it out.
    headers = {"dstcode": target} if target and place == "header" else {}
    connect, read, total = settings.NATIONAL_TIMEOUT
    limits = http.Limits(connect=connect, read=read, total=total)
    try:
        answer = http.post_json(url, body, headers=headers, limits=limits)
    except http.Unreachable as fault:
        return Reply(Verdict.TRANSIENT, fault.why)
    return speaking().decode(answer, case=case)
