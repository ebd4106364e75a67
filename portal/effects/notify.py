"""Tell the people of a case what happened, over the channels they chose.

A message says what happened, what to do, by when, where, and the code. An SMS is one
unaccented text of 160 characters without personal data; an e-mail greets by name.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from portal.connect import message
from portal.effects.outcomes import Park, Retry, Wait
from portal.ui.messages import compose
from procedures.operations import notices
from procedures.operations.deliveries import Due
from procedures.operations.notices import Pending
from procedures.queries.notices import MessageFacts, awaits_release, message_facts

RELEASE_COMES = timedelta(hours=1)
LOOK_AGAIN = timedelta(seconds=5)
KEY_REFUSED = timedelta(minutes=5)


def perform(due: Due, at: datetime) -> None:
    """Send what is not sent yet. ``due.args``: {"text": kind, "step": id or absent}."""
    kind = due.args["text"]
    if kind == "result_ready" and awaits_release(due.case_id):
        if at - due.created_at < RELEASE_COMES:
            raise Wait(at + LOOK_AGAIN)
        raise Retry("result_not_released")
    facts = message_facts(
        case_id=due.case_id, n=due.n, kind=kind, step=due.args.get("step", "")
    )
    ways = ("sms", "email") if settings.MESSAGE_GATEWAY_URL else ()
    owed = notices.plan(case_id=due.case_id, n=due.n, kind=kind, reachable=ways, at=at)
    refused = [fault for one in owed if (fault := _tell(one, kind, facts, at))]
    if refused:
        raise Park(", ".join(refused))


def _tell(one: Pending, kind: str, facts: MessageFacts, at: datetime) -> str:
    """Send one message; return "" or why it never can be sent. Raises ``Retry``."""
    subject, text = compose(kind, one.channel, facts, name=one.name)
    told = message.Message(
        id=one.key, channel=one.channel, to=one.to, subject=subject, text=text
    )
    try:
        message.provider().send(told)
    except message.NotSent as fault:
        return f"{one.channel}: {fault.word}"
    except message.GatewayUnavailable as fault:
        after = timedelta(seconds=fault.retry_after) or None
        halt = KEY_REFUSED if fault.key_refused else None
        raise Retry(fault.why, shared=True, after=after, halt=halt) from fault
    notices.mark_sent(notice_id=one.id, at=at)
    return ""
