"""Tell the national portal where a case stood after one move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from django.conf import settings

from portal.effects.outcomes import Park, Retry, Wait
from portal.national import gate, push
from portal.national.dialects.reply import Reply, Verdict
from procedures.operations import deliveries as held
from procedures.operations.deliveries import Due
from procedures.queries import deliveries

RESULT_COMES = timedelta(minutes=15)  # sealing takes seconds; then the status goes alone
LOOK_AGAIN = timedelta(seconds=5)
PROBE_RIGHTS = timedelta(minutes=5)
TRIES_WHEN_UNCLEAR = 5
SHORTEST, LONGEST = timedelta(seconds=1), timedelta(hours=1)


def perform(due: Due, at: datetime) -> None:
    """Send the snapshot if it is not there yet, then the line of the log.

    ``due.args``: {"status": "1" … "10", "at": ISO moment of the move}. Where there is no
    national portal nothing is owed to it.
    """
    owed = deliveries.owed(message_id=due.id) if settings.NATIONAL_BASE_URL else None
    if owed is None:
        return
    ended = owed.snapshot.status in gate.ENDED
    if ended and owed.awaits_result and at - due.created_at < RESULT_COMES:
        raise Wait(at + LOOK_AGAIN)
    if faults := gate.faults(owed.snapshot):
        raise Park("gate: " + ", ".join(faults))
    digest = push.digest(owed.snapshot)
    if owed.held_sha256 != digest:
        settle(push.put_case(owed.snapshot, known=owed.known), at)
        held.acknowledge_case(case_id=due.case_id, sha256=digest, at=at)
    reply = push.append([owed.progress])
    if reply.verdict is Verdict.MISSING:
        held.forget_case(case_id=due.case_id)
    settle(reply, at)
    held.acknowledge_progress(case_id=due.case_id, moment=owed.progress.at)


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
