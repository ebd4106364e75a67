"""What a move would come to, before anybody makes it: nothing is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procedures.engine import Actor, CaseState, Command, Refused, apply
from procedures.loading import work_calendar
from procedures.queries.case_page import CasePage
from procedures.queries.letters import answer_by, names_of
from procedures.queries.notices import MessageFacts, delivery_of

# The message that each action sends to the applicant (engine effects ``notify``).
MESSAGES = {
    "receive": "received",
    "supplement": "supplement",
    "refuse": "refused",
    "extend": "extended",
    "apologise": "apology",
    "issue": "result_ready",
    "hand_over": "returned",
    "stop": "stopped",
}


def state_after(
    page: CasePage, action: str, step: str, by: Actor, data: Mapping[str, Any], at: datetime
) -> CaseState | None:
    """The state the move would lead to, or None if it would be refused."""
    calendar = work_calendar(page.case.calendar_id, page.case.received_by_id)
    command = Command(action, step, by, data)
    try:
        return apply(page.rules, page.state, command, at=at, calendar=calendar).state
    except Refused:
        return None


def message_facts(
    page: CasePage, action: str, after: CaseState | None, data: Mapping[str, Any], at: datetime
) -> MessageFacts:
    """What the applicant's message would say."""
    case, rules = page.case, page.rules
    names = names_of(rules)
    moment = after.due_at if after and action in ("receive", "extend") else None
    if action == "supplement":
        moment = answer_by(case, rules, at)
    elif action == "apologise" and after:
        moment = after.promised_at
    return MessageFacts(
        code=case.code,
        procedure=str(rules.short_name) or str(rules.name),
        desk=case.received_by.name,
        desk_phone=case.received_by.phone,
        moment=moment,
        items=tuple(names.get(one, one) for one in data.get("items", ())),
        delivery=delivery_of(case),
    )
