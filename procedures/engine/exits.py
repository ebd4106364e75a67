"""Side exits: what may happen to a case beside its straight path.

An action takes a ``Move`` and returns a ``Change``; it gets its line in ``actions.ACTIONS``.
Clocks, status and pushes follow in ``apply``.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from .calendar import HANOI
from .case import CaseState, Effect, Refused
from .clock import DAY, start
from .definition import Definition
from .moves import Change, Move, close_case, letter, need


def refuse(move: Move) -> Change:
    """Refuse receipt with form 03; a refusal after appraisal is a result instead.

    ``data``: ``reason`` (text), ``ground`` = word of the legal ground.
    """
    need(move, "reason")
    ground = move.command.data.get("ground", "")
    effects = (letter("refusal", ground=ground), Effect("notify", {"text": "refused"}))
    return Change(close_case(move.state, "refused"), "refused", {"ground": ground}, effects)


def supplement(move: Move) -> Change:
    """Ask the applicant for more: one complete list, as often as the rules allow.

    ``data``: ``items`` = ids of papers, sections or fields; ``notes`` (text: what is wrong
    with each); ``reason`` (text), demanded from the role that may ask past the limit.
    """
    items = [str(item) for item in need(move, "items")]
    for item in items:
        if item not in move.definition.askable:
            raise Refused("unknown_item", item=item)
    _may_ask(move)
    asked = move.state.supplements + 1
    state = replace(move.state, waiting="supplement", waiting_since=move.at, supplements=asked)
    facts = {"items": items, "n": asked}
    effects = (
        letter("supplement_request", **facts),
        Effect("notify", {"text": "supplement"}),
    )
    return Change(state, "supplement_asked", facts, effects)


def supplied(move: Move) -> Change:
    """Take the applicant's supplement in and go on where the case stood."""
    state = replace(move.state, waiting="", waiting_since=None)
    if move.definition.supplement.restart and state.received_at:
        state = replace(state, overall=replace(state.overall, used=timedelta()))
    return Change(state, "supplied", {"n": state.supplements})


def extend(move: Move) -> Change:
    """Move the appointment, before it is due and once; the first one stays on record.

    ``data``: ``days`` in the measure of the limit; ``reason`` (text). NĐ 118/2025.
    """
    need(move, "reason")
    days = _days(move)
    state = move.state
    if late(state, move.at):
        raise Refused("overdue", due_at=state.due_at)
    if not state.overall.runs:
        raise Refused("clock_paused")
    if days > (most := longest_extension(move)):
        raise Refused("too_long", most=most)
    length = days * (move.calendar.day if state.overall.counting == "hours" else DAY)
    clock = replace(state.overall, limit=state.overall.limit + length)
    state = replace(state, overall=clock, extensions=1)
    facts = {"days": days, "due_at": clock.due_at(move.calendar).isoformat()}
    effects = (letter("apology", **facts), Effect("notify", {"text": "extended"}))
    return Change(state, "extended", facts, effects)


def apologise(move: Move) -> Change:
    """Apologise for a case that is late and promise a date; it stays late.

    ``data``: ``until`` = ISO moment; ``reason`` (text). Once (NĐ 61/2018 art. 19.9).
    """
    need(move, "reason")
    until = _moment(need(move, "until"))
    if move.state.apologies:
        raise Refused("apologised_already")
    if not late(move.state, move.at):
        raise Refused("not_late")
    if until <= move.at:
        raise Refused("promise_in_the_past")
    state = replace(move.state, apologies=1, promised_at=until)
    facts = {"until": until.isoformat()}
    effects = (letter("apology", **facts), Effect("notify", {"text": "apology"}))
    return Change(state, "apologised", facts, effects)


def consult(move: Move) -> Change:
    """Ask another agency for an opinion while the step stays open.

    ``data``: ``agency`` = its code; ``question`` (text).
    """
    need(move, "question")
    if move.step.id in move.state.consulting:
        raise Refused("asked_already", step=move.step.id)
    state = replace(move.state, consulting=(*move.state.consulting, move.step.id))
    return Change(state, "consulted", {"agency": move.command.data.get("agency", "")})


def withdraw(move: Move) -> Change:
    """Let the applicant take the case back, before it is signed."""
    return Change(close_case(move.state, "withdrawn"), "withdrawn")


def stop(move: Move) -> Change:
    """Stop for a reason outside the case: death, court, lapse, duplicate (form 05).

    ``data``: ``reason`` (text), ``ground`` = a word.
    """
    need(move, "reason")
    ground = move.command.data.get("ground", "")
    effects = (letter("stop_notice", ground=ground), Effect("notify", {"text": "stopped"}))
    return Change(close_case(move.state, "stopped"), "stopped", {"ground": ground}, effects)


def late(state: CaseState, at: datetime) -> bool:
    """Whether the current appointment has passed."""
    return state.due_at is not None and at > state.due_at


def over_limit(definition: Definition, state: CaseState) -> bool:
    """Whether supplements have been asked for as often as the procedure allows."""
    most = definition.supplement.max_times
    return most is not None and state.supplements >= most


def longest_extension(move: Move) -> int:
    """Days an extension may have: as the law of the sector says, else the limit again."""
    rows = [row.limit.amount for row in move.definition.limits if row.extension]
    if rows:
        return int(max(rows))
    unit = move.calendar.day if move.state.overall.counting == "hours" else DAY
    return max(1, ceil(move.state.overall.limit / unit))


def _may_ask(move: Move) -> None:
    """Refuse one supplement too many, or one asked too late."""
    rule, state = move.definition.supplement, move.state
    if over_limit(move.definition, state):
        if move.command.by.role != rule.over_limit_by:
            raise Refused("too_many_supplements", limit=rule.max_times)
        need(move, "reason")
    if rule.within and state.received_at:
        until = start(rule.within, state.received_at, move.calendar).due_at(move.calendar)
        if until and move.at > until:
            raise Refused("too_late_to_ask", until=until)


def _days(move: Move) -> int:
    days = need(move, "days")
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise Refused("bad_days", days=str(days)[:20])
    return days


def _moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise Refused("bad_moment") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)
