"""Who may do what with a case now: the buttons, and the reasons there is none.

Why is a button missing? ``obstacle`` says why an action does not exist at a step at all,
``roles_for`` says whose it is.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from .actions import ACTIONS, ANYWHERE, exists_at
from .calendar import WorkCalendar
from .case import CaseState, step_due_at
from .definition import APPLICANT, CONSULTED, SYSTEM, WAITS, Definition, Step
from .exits import late, over_limit


def offered(
    definition: Definition,
    state: CaseState,
    role: str,
    *,
    at: datetime | None = None,
    calendar: WorkCalendar | None = None,
) -> list[tuple[str, str]]:
    """Return the (step, action) pairs open to a person with ``role``, in table order.

    With ``at`` and ``calendar``, what depends on being late is offered exactly when it
    would be taken; without them ``apologise`` and ``time_out`` are left out.
    """
    return [
        (step.id, name)
        for index, step in enumerate(map(definition.step, state.open))
        for name in ACTIONS
        if not (index and name in ANYWHERE)
        and not obstacle(name, definition, state, step)
        and role in roles_for(name, definition, state, step)
        and not _asked_enough(name, definition, state)
        and _in_time(name, state, step, at, calendar)
    ]


def may_undo(state: CaseState, by: str, at: datetime, *, within: int) -> bool:
    """Whether the person ``by`` may still take back the last move (``within`` seconds)."""
    last = state.last
    if not last or last["by"] != by:
        return False
    return at - datetime.fromisoformat(last["at"]) <= timedelta(seconds=within)


def waits_for(definition: Definition, state: CaseState) -> list[tuple[Step, str]]:
    """Who the case waits for now: (step, role) pairs."""
    if state.waiting:
        return [(definition.step(state.open[0]), APPLICANT)]
    steps = [definition.step(one) for one in state.open]
    asked = [(step, CONSULTED) for step in steps if step.id in state.consulting]
    return [(step, step.role) for step in steps] + asked


def obstacle(name: str, definition: Definition, state: CaseState, step: Step) -> str:
    """Why the action does not exist here, whoever wants it; "" if it does."""
    action = ACTIONS[name]
    if state.waiting and not action.waiting:
        return NOT_HERE
    if action.listed and name not in step.can:
        return NOT_HERE
    if name in OBSTACLES:
        return OBSTACLES[name](definition, state, step)
    return "" if exists_at(name, step.kind) else NOT_HERE


NOT_HERE = "not_here"


def _extended(definition: Definition, state: CaseState, step: Step) -> str:
    if state.extensions:
        return "extended_already"
    return "" if state.received_at else NOT_HERE


def _signed(definition: Definition, state: CaseState, step: Step) -> str:
    """What a signature has settled is not touched again."""
    return "already_signed" if state.signed else ""


def _finished(definition: Definition, state: CaseState, step: Step) -> str:
    return "already_finished" if state.finished_at else ""


def _optional(definition: Definition, state: CaseState, step: Step) -> str:
    return "" if step.optional else NOT_HERE


def _asked_for(definition: Definition, state: CaseState, step: Step) -> str:
    return "" if step.kind == "consult" or step.id in state.consulting else NOT_HERE


def _timed(definition: Definition, state: CaseState, step: Step) -> str:
    return "" if step.on_timeout in {"go_on", "consent"} else NOT_HERE


def _waiting(definition: Definition, state: CaseState, step: Step) -> str:
    return "" if state.waiting else NOT_HERE


OBSTACLES: dict[str, Callable[[Definition, CaseState, Step], str]] = {
    "skip": _optional,
    "supplied": _waiting,
    "opine": _asked_for,
    "time_out": _timed,
    "extend": _extended,
    "stop": _finished,
    "apologise": _finished,
    "draft": _signed,
    "supplement": _signed,
    "send_back": _signed,
    "propose_reject": _signed,
    "withdraw": _signed,
}


def roles_for(
    name: str, definition: Definition, state: CaseState, step: Step
) -> frozenset[str]:
    who = ACTIONS[name].who
    if who == "applicant":
        return frozenset({APPLICANT})
    if who == "system":
        return frozenset({SYSTEM})
    if who == "head":
        lapsed = SYSTEM if name == "stop" and state.waiting else definition.stop_by
        return frozenset({definition.stop_by, lapsed})
    if who == "opinion" and step.id in state.consulting:
        return frozenset({CONSULTED})
    if name == "supplement" and over_limit(definition, state):
        return frozenset({definition.supplement.over_limit_by or step.role})
    return frozenset({step.role, SYSTEM}) if step.kind in WAITS else frozenset({step.role})


def _asked_enough(name: str, definition: Definition, state: CaseState) -> bool:
    """A supplement too many that nobody may ask for is refused, so it is not offered."""
    nobody = not definition.supplement.over_limit_by
    return name == "supplement" and nobody and over_limit(definition, state)


def _in_time(
    name: str,
    state: CaseState,
    step: Step,
    at: datetime | None,
    calendar: WorkCalendar | None,
) -> bool:
    """Leave out what would be refused now for being too early or too late."""
    if at is None or calendar is None:
        return name not in {"apologise", "time_out"}
    if name == "apologise":
        return late(state, at) and not state.apologies
    if name == "extend":
        return not late(state, at)
    if name == "time_out":
        due = step_due_at(state, calendar, step.id)
        return due is not None and at >= due
    return True
