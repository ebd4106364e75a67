"""The nouns of a move: a state, a command going in, an outcome coming out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from .calendar import WorkCalendar
from .clock import Clock


class Status(StrEnum):
    """The ten national meanings of a case's status, by their national code."""

    SUBMITTED = "1"  # mới đăng ký: waits for receipt
    RECEIVED = "2"  # được tiếp nhận
    REFUSED = "3"  # không được tiếp nhận (form 03)
    IN_PROGRESS = "4"  # đang xử lý
    SUPPLEMENT = "5"  # yêu cầu bổ sung giấy tờ
    OBLIGATION = "6"  # yêu cầu thực hiện nghĩa vụ tài chính
    WITHDRAWN = "7"  # công dân yêu cầu rút hồ sơ
    STOPPED = "8"  # dừng xử lý (form 05)
    FINISHED = "9"  # đã xử lý xong: a result waits to be handed over
    RETURNED = "10"  # đã trả kết quả


CLOSED = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands. Holds ids, words and times, never personal text.

    ``status`` is stored but always computed by ``status_of``. ``to_data`` and
    ``from_data`` turn it into JSON and back; tables store that.
    """

    status: Status
    open: tuple[str, ...]  # ids of the steps that wait for somebody
    waiting: str = ""  # "supplement" while the applicant owes papers, else ""
    ending: str = ""  # "refused" | "withdrawn" | "stopped" | "returned": closed, and how
    stage: int = 1  # of procedures with two appointments
    limit: str = ""  # id of the time limit that holds for this case
    intake: Clock = Clock()  # from submission until receipt is decided
    steps: Mapping[str, Clock] = field(default_factory=dict)  # of each open step
    overall: Clock = Clock()  # the appointment (hẹn trả), from receipt to the result
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None  # current appointment; None while paused, kept at the end
    original_due_at: datetime | None = None  # first appointment; never changes again
    promised_at: datetime | None = None  # of an apology: the case stays late
    waiting_since: datetime | None = None
    finished_at: datetime | None = None  # the result was released (status 9)
    done: tuple[str, ...] = ()  # steps finished or left out, in order
    asked: tuple[str, ...] = ()  # optional steps somebody asked for, not yet opened
    consulting: tuple[str, ...] = ()  # open steps that wait for an opinion
    supplements: int = 0  # how often the applicant was asked for more
    extensions: int = 0
    apologies: int = 0
    drafted_by: str = ""  # actor who drafted the result; "" = no draft yet
    outcome: str = ""  # "granted" | "rejected", of the draft and then of the result
    signed: bool = False  # a number and a date are taken; nothing of it can be undone
    issued: bool = False  # the agency's signature is on it and it is released
    last: Mapping[str, Any] = field(default_factory=dict)  # what ``undo`` goes back to

    @property
    def closed(self) -> bool:
        return bool(self.ending)

    def to_data(self) -> dict[str, Any]:
        """Return plain JSON values; ``from_data`` makes the same state of them.

        What has its default is left out: most of it has, and a stored state is read and
        written at every move. So a default, once released, never changes.
        """
        return {
            name: _json(name, value)
            for name, default in NAMES.items()
            if (value := getattr(self, name)) != default
        }

    def unlike(self, other: "CaseState") -> dict[str, Any]:
        """Return JSON of the parts that ``other`` has otherwise, but ``last``."""
        return {
            name: _json(name, value)
            for name in NAMES
            if (value := getattr(self, name)) != getattr(other, name) and name != "last"
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "CaseState":
        """Read what ``to_data`` wrote; keys that are not there have their default."""
        parts = {k: READ[k](v) if k in READ else v for k, v in data.items() if k in NAMES}
        return cls(**parts)


NAMES = {
    one.name: {} if one.default_factory is dict else one.default for one in fields(CaseState)
}
"""Every part of a state with its default."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person's id, in which role, post and agency, and for whom."""

    id: str
    role: str
    position: str = ""
    agency: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody wants to do at one open step.

    ``data`` holds ids, words and numbers, plus under the keys of ``text_keys(action)``
    text that people typed; of those the engine only asks whether they are empty, since a
    replay has hashes in their place. ``step`` may be "" for the applicant's own actions
    and for ``undo`` and ``stop``.
    """

    action: str
    step: str
    by: Actor
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; appended to the journal, never changed. One per move."""

    name: str
    at: datetime
    by: str
    step: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """Something to be done outside once the move is committed; it carries its own facts."""

    name: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    state: CaseState
    events: tuple[Event, ...]
    effects: tuple[Effect, ...] = ()


class Refused(Exception):
    """The move is not allowed. ``reason`` is a stable word that screens translate."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


def intake_due_at(state: CaseState, calendar: WorkCalendar) -> datetime | None:
    """When receipt must be decided; None once it is, or while the applicant owes papers."""
    return state.intake.due_at(calendar)


def step_due_at(state: CaseState, calendar: WorkCalendar, step: str = "") -> datetime | None:
    """When ``step`` (or else the most urgent open step) should be done, if it has a clock."""
    clocks = [state.steps.get(step, Clock())] if step else state.steps.values()
    due = [moment for clock in clocks if (moment := clock.due_at(calendar))]
    return min(due, default=None)


def overall_due_at(state: CaseState, calendar: WorkCalendar) -> datetime | None:
    """The current appointment; None before receipt, while paused and after the result."""
    return state.overall.due_at(calendar)


def _json(name: str, value: Any) -> Any:
    return WRITE[name](value) if name in WRITE and value is not None else value


MOMENTS = (
    "submitted_at",
    "received_at",
    "due_at",
    "original_due_at",
    "promised_at",
    "waiting_since",
    "finished_at",
)
TUPLES = ("open", "done", "asked", "consulting")

READ: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(MOMENTS, lambda text: text and datetime.fromisoformat(text)),
    **dict.fromkeys(TUPLES, tuple),
    "status": Status,
    "intake": Clock.from_data,
    "overall": Clock.from_data,
    "steps": lambda clocks: {step: Clock.from_data(one) for step, one in clocks.items()},
}
"""How a part of a state is made of JSON; all others are JSON as they are."""

WRITE: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(MOMENTS, datetime.isoformat),
    **dict.fromkeys(TUPLES, list),
    "status": str,
    "intake": Clock.to_data,
    "overall": Clock.to_data,
    "steps": lambda clocks: {step: one.to_data() for step, one in clocks.items()},
}
