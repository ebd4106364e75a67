"""What an answer of the national portal means for the row that asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from portal.effects.outcomes import Park, Retry
from portal.national.dialects.reply import Reply, Verdict

PROBE_RIGHTS = timedelta(minutes=5)
TRIES_WHEN_UNCLEAR = 5
SHORTEST, LONGEST = timedelta(seconds=1), timedelta(hours=1)


def settle(reply: Reply, at: datetime) -> None:
    """Raise what the answer means for the row, unless it proves that all is done."""
    why = " ".join(part for part in (reply.code, reply.text) if part) or str(reply.verdict)
    match reply.verdict:
        case Verdict.OK | Verdict.EXISTS:
            return
        case Verdict.TRANSIENT | Verdict.SESSION:
            raise Retry(why, shared=True, after=asked_to_wait(reply.retry_after, at))
        case Verdict.CONFIG:
            raise Retry(why, halt=PROBE_RIGHTS)
        case Verdict.REFUSED:
            raise Retry(why, tries=TRIES_WHEN_UNCLEAR)
        case Verdict.MISSING:
            raise Retry(why)
        case _:
            raise Park(why)


def asked_to_wait(header: str, at: datetime) -> timedelta | None:
    """Read Retry-After (seconds or a date), held between one second and one hour."""
    if not header:
        return None
    try:
        wanted = timedelta(seconds=min(int(header), 7200))
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        wanted = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - at
    return min(max(wanted, SHORTEST), LONGEST)
