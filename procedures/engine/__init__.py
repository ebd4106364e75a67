"""The rules of casework as plain Python: no Django, no clock, no I/O.

outcome = apply(definition, state, command, at=now, calendar=office)
"""

from .actions import ACTIONS, text_keys
from .allowed import may_undo, offered, waits_for
from .apply import SEMANTICS, apply, submit
from .calendar import HANOI, OFFICE, WorkCalendar
from .case import (
    CLOSED,
    Actor,
    CaseState,
    Command,
    Effect,
    Event,
    Outcome,
    Refused,
    Status,
    intake_due_at,
    overall_due_at,
    step_due_at,
)
from .check import Vocabulary, faults
from .clock import Clock, Limit
from .definition import APPLICANT, SYSTEM, Definition, ResultLetter
from .expand import expand
from .fault import Fault
from .load import load
from .reading import BadDefinition
from .status import status_of
from .text import BadValue

__all__ = [
    "ACTIONS",
    "APPLICANT",
    "CLOSED",
    "HANOI",
    "OFFICE",
    "SEMANTICS",
    "SYSTEM",
    "Actor",
    "BadDefinition",
    "BadValue",
    "CaseState",
    "Clock",
    "Command",
    "Definition",
    "Effect",
    "Event",
    "Fault",
    "Limit",
    "Outcome",
    "Refused",
    "ResultLetter",
    "Status",
    "Vocabulary",
    "WorkCalendar",
    "apply",
    "expand",
    "faults",
    "intake_due_at",
    "load",
    "may_undo",
    "offered",
    "overall_due_at",
    "status_of",
    "step_due_at",
    "submit",
    "text_keys",
    "waits_for",
]
