"""The only way a case moves.

``submit`` and ``apply`` are calculations: same input, same outcome. They read no clock, no
table, no file; the caller passes the time and the calendar, and stores what comes back.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from .actions import ACTIONS, ANYWHERE
from .allowed import may_undo, obstacle, roles_for
from .calendar import HANOI, WorkCalendar
from .case import CaseState, Command, Effect, Event, Outcome, Refused, Status
from .clock import Clock, Limit, start
from .definition import APPLICANT, Definition, Step
from .moves import Change, Move, open_from
from .path import release
from .status import status_of

SEMANTICS = 1  # rises when a change of the engine alters what a replay gives


def submit(
    definition: Definition, command: Command, *, at: datetime, calendar: WorkCalendar
) -> Outcome:
    """Open a case at its first step. The legal clock starts at receipt, not here.

    ``command.data``: ``limit`` = id of the time limit chosen by the answers
    (``choose_limit``). Raises ``Refused``: "unknown_limit".
    """
    at = at.astimezone(HANOI)
    limit = command.data.get("limit", "")
    if limit and definition.time_limit(limit).id != limit:
        raise Refused("unknown_limit", limit=limit)
    blank = CaseState(Status.SUBMITTED, (), limit=limit, submitted_at=at)
    blank = replace(blank, intake=start(definition.intake, at, calendar))
    state = open_from(definition, blank, 0)
    move = Move(definition, blank, definition.steps[0], command, at, calendar)
    facts = {"method": calendar.method, "limit": limit}
    change = Change(state, "submitted", facts, (Effect("notify", {"text": "submitted"}),))
    return _settle(move, change, told=())


def apply(
    definition: Definition,
    state: CaseState,
    command: Command,
    *,
    at: datetime,
    calendar: WorkCalendar,
) -> Outcome:
    """Return what ``command`` does to a case in ``state``.

    Raises ``Refused`` with reason "closed", "unknown_action", "not_open", "not_here",
    "wrong_role", or one that the action itself names. ``data["within"]`` of ``undo`` is the
    number of seconds the installation allows, set by the caller.
    """
    at = at.astimezone(HANOI)
    if command.action == "undo":
        return _undo(state, command, at)
    if command.action not in ACTIONS:
        raise Refused("unknown_action", action=command.action[:40])
    if state.closed:
        raise Refused("closed", status=state.status)
    step = _step(definition, state, command)
    if why := obstacle(command.action, definition, state, step):
        raise Refused(why, step=step.id, status=state.status)
    allowed = roles_for(command.action, definition, state, step)
    if command.by.role not in allowed:
        raise Refused("wrong_role", needs=sorted(allowed))
    move = Move(definition, state, step, command, at, calendar)
    change = ACTIONS[command.action].run(move)
    told = (Status.RECEIVED,) if command.action == "receive" else ()
    return _settle(move, change, told=told)


def _step(definition: Definition, state: CaseState, command: Command) -> Step:
    if not command.step and command.action in ANYWHERE:
        return definition.step(state.open[0])
    if command.step not in state.open:
        raise Refused("not_open", open=state.open)
    return definition.step(command.step)


def _settle(move: Move, change: Change, *, told: tuple[Status, ...]) -> Outcome:
    """Let clocks and status follow from the change, and say what must be said outside."""
    definition, effects = move.definition, change.effects
    state = change.state
    opens_return = any(definition.step(one).kind == "return" for one in state.open)
    if opens_return and state.finished_at is None:
        state, released = release(move, state)
        effects = (*effects, *released)
    status = status_of(definition, state)
    state = replace(state, status=status, **_tick(move, state))
    state = replace(state, last=_way_back(move, change, state))
    pushes = _pushes(move, state, told, first=change.event == "submitted")
    turn = _applicants_turn(move, state)
    event = _event(change.event, move, {**change.data, "open": list(state.open)})
    return Outcome(state, (event,), (*effects, *turn, *pushes))


def _way_back(move: Move, change: Change, state: CaseState) -> dict[str, Any]:
    """What ``undo`` would need: what was otherwise before; nothing where nothing can be
    undone."""
    if change.event == "submitted" or not ACTIONS[move.command.action].undo:
        return {}
    by, at, before = move.command.by.id, move.at.isoformat(), move.state.unlike(state)
    return {"by": by, "at": at, "event": change.event, "before": before}


def _tick(move: Move, state: CaseState) -> dict[str, Any]:
    """The three clocks of the state, started, paused or going on, and the due date."""
    definition, at, calendar = move.definition, move.at, move.calendar
    running = not (state.waiting or state.closed)
    ours = any(not definition.step(one).paused for one in state.open)
    deciding = running and state.received_at is not None and state.finished_at is None
    overall = _turn(state.overall, deciding and ours, at, calendar)
    intake = state.intake
    if running and state.received_at is None and move.state.waiting:
        intake = intake.restart(at)  # the completed file is checked anew
    intake = _turn(intake, running and state.received_at is None, at, calendar)
    steps = {
        one: _turn(
            state.steps.get(one) or _step_clock(move, state, one), running, at, calendar
        )
        for one in state.open
    }
    due = overall.due_at(calendar)
    if due is None and (state.finished_at or state.closed):
        due = state.due_at
    return {
        "overall": overall,
        "intake": intake,
        "steps": {one: clock for one, clock in steps.items() if clock.limit},
        "due_at": due,
        "original_due_at": state.original_due_at or due,
    }


def _turn(clock: Clock, running: bool, at: datetime, calendar: WorkCalendar) -> Clock:
    return clock.run(at) if running else clock.pause(at, calendar)


def _step_clock(move: Move, state: CaseState, step_id: str) -> Clock:
    """The clock of a step that opens now: its budget, else its legal limit.

    What is received after 15:00 is handed over next working morning (NĐ 118/2025
    art. 18), so the first handler's clock begins then.
    """
    step = move.definition.step(step_id)
    if step.kind == "receive":
        return Clock()  # runs on the intake clock
    at = move.at
    if step.legal_deadline and step.legal_deadline.since == "accepted":
        at = state.received_at or at
    elif move.command.action == "receive":
        at = move.calendar.handed_over_at(at)
    if step.hours:
        return start(Limit(step.hours, "working_hour"), at, move.calendar)
    if step.legal_deadline:
        return start(step.legal_deadline.limit, at, move.calendar)
    return Clock()


def _applicants_turn(move: Move, state: CaseState) -> tuple[Effect, ...]:
    """Tell the applicant when a step opens that is his to do."""
    opened = [one for one in state.open if one not in move.state.open]
    return tuple(
        Effect("notify", {"text": "your_turn", "step": one})
        for one in opened
        if move.definition.step(one).role == APPLICANT
    )


def _pushes(
    move: Move, state: CaseState, told: tuple[Status, ...], *, first: bool
) -> tuple[Effect, ...]:
    """Tell the national portal each status the case takes; the same one is not repeated."""
    known = None if first else move.state.status
    effects = []
    for status in (*told, state.status):
        if status != known:
            args: Mapping[str, Any] = {"status": str(status), "at": move.at.isoformat()}
            effects.append(Effect("push_status", args))
        known = status
    return tuple(effects)


def _undo(state: CaseState, command: Command, at: datetime) -> Outcome:
    """Go back to the state before the last move, for the officer who made it.

    Raises ``Refused``: "nothing_to_undo", "not_yours", "too_late".
    """
    last = state.last
    if not last:
        raise Refused("nothing_to_undo")
    if last["by"] != command.by.id:
        raise Refused("not_yours")
    within = command.data.get("within", 0)
    if not may_undo(state, command.by.id, at, within=within):
        raise Refused("too_late", within=within)
    event = Event("undone", at, command.by.id, command.step, {"undone": last["event"]})
    before = state.to_data() | last["before"] | {"last": {}}
    return Outcome(CaseState.from_data(before), (event,), ())


def _event(name: str, move: Move, data: Mapping[str, Any]) -> Event:
    return Event(name, move.at, move.command.by.id, move.command.step, data)
