"""What actions are made of: the move they look at, the change they return, opening and
closing steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from .calendar import WorkCalendar
from .case import CaseState, Command, Effect, Refused
from .definition import AUTOMATIC, WAITS, Definition, Step


@dataclass(frozen=True, slots=True)
class Move:
    """Everything an action may look at."""

    definition: Definition
    state: CaseState
    step: Step
    command: Command
    at: datetime
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class Change:
    """What an action says: the state after it (clocks and status follow by themselves),
    the event for the journal, and effects."""

    state: CaseState
    event: str
    data: Mapping[str, Any] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()


def need(move: Move, key: str) -> Any:
    """The value under ``key``; raises ``Refused("no_<key>")`` if there is none."""
    value = move.command.data.get(key)
    if not value:
        raise Refused(f"no_{key}", step=move.step.id)
    return value


def letter(word: str, **facts: object) -> Effect:
    """Have a letter made and sent: "receipt", "supplement_request", "refusal", …"""
    return Effect("issue_letter", {"letter": word, **facts})


def finish(move: Move, *, also: tuple[str, ...] = ()) -> CaseState:
    """Close the step; when its whole group is closed, open the next.

    Optional steps are left out unless the command's ``include`` or ``also`` names them.
    """
    state, step = move.state, move.step
    asked = tuple(dict.fromkeys((*state.asked, *_included(move), *also)))
    state = replace(
        state,
        asked=asked,
        done=(*state.done, step.id),
        open=tuple(one for one in state.open if one != step.id),
        consulting=tuple(one for one in state.consulting if one != step.id),
    )
    if state.open:
        return state
    return open_from(move.definition, state, move.definition.position(step.id) + 1)


def open_from(definition: Definition, state: CaseState, index: int) -> CaseState:
    """Open the first group from ``index`` on that somebody has to do something in."""
    for group in definition.groups()[index:]:
        steps = [one for one in group if not one.optional or one.id in state.asked]
        ids = tuple(one.id for one in steps)
        if ids and all(one.kind in AUTOMATIC for one in steps):
            state = replace(state, done=(*state.done, *ids))
        elif ids:
            stage = max(state.stage, *(one.stage for one in steps))
            asked = tuple(one for one in state.asked if one not in ids)
            return replace(state, open=ids, stage=stage, asked=asked)
    return replace(state, open=(), ending="returned")


def close_case(state: CaseState, ending: str) -> CaseState:
    return replace(state, open=(), waiting="", waiting_since=None, ending=ending)


def go_back(move: Move) -> CaseState:
    """Reopen an earlier group: the one of the step named ``to``, or the last that worked."""
    definition, state = move.definition, move.state
    target = _earlier(move)
    index = definition.position(target[0])
    undone = {step.id for group in definition.groups()[index:] for step in group}
    return replace(
        state,
        open=target,
        done=tuple(one for one in state.done if one not in undone),
        consulting=(),
    )


def to_signature(move: Move) -> CaseState:
    """Close whatever is open and go to the control before the result's signature."""
    definition = move.definition
    groups = definition.groups()
    index = definition.position(definition.final_sign)
    here = definition.position(move.step.id)
    while index - 1 > here and groups[index - 1][0].kind == "review":
        index -= 1
    state = replace(move.state, done=(*move.state.done, move.step.id), consulting=())
    return open_from(definition, state, index)


def _included(move: Move) -> tuple[str, ...]:
    """The optional steps further on that the command asks for."""
    wanted = move.command.data.get("include") or ()
    later = {
        step.id
        for group in move.definition.groups()[move.definition.position(move.step.id) + 1 :]
        for step in group
        if step.optional
    }
    for one in wanted:
        if one not in later:
            raise Refused("unknown_step", step=one)
    return tuple(wanted)


def _earlier(move: Move) -> tuple[str, ...]:
    definition, done = move.definition, move.state.done
    wanted = move.command.data.get("to")
    for group in reversed(definition.groups()[: definition.position(move.step.id)]):
        ids = tuple(step.id for step in group if step.id in done and _may_reopen(step))
        if wanted in ids:
            return (wanted,)
        if ids and not wanted:
            return ids
    raise Refused("nothing_before", step=move.step.id)


def _may_reopen(step: Step) -> bool:
    return step.kind != "receive" and step.kind not in AUTOMATIC | WAITS
