"""How often may somebody try? Counted in the database, one atomic statement a try.

The count is taken before the secret is looked at, so parallel tries cannot slip through
together, and a flushed cache forgives nobody. Used for signing in, for second factors and for
public look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from portal.accounts.models import Attempt
from procedures.sealing import blind_index

_COUNT = """
INSERT INTO accounts_attempt (key, n, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  n = CASE WHEN accounts_attempt.ends_at <= %s THEN 1 ELSE accounts_attempt.n + 1 END,
  ends_at = CASE WHEN accounts_attempt.ends_at <= %s THEN EXCLUDED.ends_at
                 ELSE accounts_attempt.ends_at END
RETURNING n, ends_at
"""
_UNCOUNT = "UPDATE accounts_attempt SET n = n - 1 WHERE key = %s AND n > 0"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `tries` of one kind by one key in `window`."""

    what: str
    tries: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether this try may go on, and if not, for how many seconds none may."""

    allowed: bool
    wait: int = 0


def tried(limit: Limit, who: str, *, at: datetime) -> Verdict:
    """Count one try of `who` and say whether it may go on."""
    ends = at + limit.window
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(limit, who), ends, at, at])
        n, ends_at = cursor.fetchone()
    if n <= limit.tries:
        return Verdict(allowed=True)
    return Verdict(allowed=False, wait=max(1, round((ends_at - at).total_seconds())))


def give_back(limit: Limit, who: str) -> None:
    """Uncount one try that turned out right, where only wrong ones are limited."""
    with connection.cursor() as cursor:
        cursor.execute(_UNCOUNT, [_key(limit, who)])


def forgive(limit: Limit, who: str) -> None:
    """Start counting anew, after a success."""
    Attempt.objects.filter(key=_key(limit, who)).delete()


def clear_old(*, at: datetime) -> int:
    """Delete windows that have ended; returns how many."""
    return Attempt.objects.filter(ends_at__lt=at).delete()[0]


def client_address(request: HttpRequest) -> str:
    """Where the request comes from.

    Behind our proxy that is the last address the proxy wrote, never one a client sent along;
    without a proxy the header is worth nothing and the connection itself counts.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rpartition(",")[2].strip()[:45]
    return request.META.get("REMOTE_ADDR", "")[:45]


def _key(limit: Limit, who: str) -> str:
    return blind_index(f"{limit.what}|{who}", field="attempt")
