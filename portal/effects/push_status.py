"""Tell the national portal where a case stood after one move."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from portal.effects.outcomes import Park, Wait
from portal.effects.verdicts import settle
from portal.national import gate, push
from portal.national.dialects.reply import Verdict
from procedures.operations import deliveries as held
from procedures.operations.deliveries import Due
from procedures.queries import deliveries

RESULT_COMES = timedelta(minutes=15)  # sealing takes seconds; then the status goes alone
LOOK_AGAIN = timedelta(seconds=5)


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
