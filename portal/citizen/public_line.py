"""A case as anybody may see it who has its code: no names, no papers, no answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.citizen import terms
from portal.ui import clocks, faces
from portal.ui.faces import ClockFace
from portal.ui.parts import Point
from procedures.engine import Status
from procedures.engine.definition import AUTOMATIC, Step
from procedures.queries.tracking import Move, Tracked

AT_THE_DESK = frozenset({"receive", "return", "payment"})
TITLES: Mapping[str, str | Promise] = {
    "submitted": gettext_lazy("Application submitted"),
    "received": gettext_lazy("Received"),
    "refused": gettext_lazy("Receipt refused"),
    "step_done": gettext_lazy("%(step)s: done"),
    "step_signed": gettext_lazy("%(step)s: done"),
    "opinion_given": gettext_lazy("%(step)s: done"),
    "signed": gettext_lazy("Signed"),
    "issued": gettext_lazy("Result issued"),
    "handed_over": gettext_lazy("Result handed over"),
    "supplement_asked": gettext_lazy("A supplement was asked for"),
    "supplied": gettext_lazy("The supplement was handed in"),
    "extended": gettext_lazy("The appointment was moved"),
    "apologised": gettext_lazy("The agency apologized for the delay"),
    "paid": gettext_lazy("Payment recorded"),
    "withdrawn": gettext_lazy("The application was withdrawn"),
    "stopped": gettext_lazy("Handling was stopped"),
}
AT_RECEPTION = frozenset({"received", "refused", "handed_over"})
BY_APPLICANT = frozenset({"submitted", "supplied", "withdrawn"})
STATUSES: Mapping[str, str | Promise] = {
    "5": gettext_lazy("Waiting for the applicant"),
    "6": gettext_lazy("Waiting for payment"),
    "7": gettext_lazy("Withdrawn"),
    "9": gettext_lazy("Result ready"),
}


@dataclass(frozen=True, slots=True)
class PublicCase:
    """What the page draws."""

    code: str
    procedure: str
    status: str
    step: str
    status_words: str | Promise
    status_kind: str
    clock: ClockFace
    clock_state: str
    due_at: datetime | None
    points: tuple[Point, ...]


def of_case(found: Tracked, at: datetime) -> PublicCase:
    """The case in words; ``points`` only if its moves may be told."""
    face = faces.status_face(found.status)
    words = STATUSES.get(found.status, face.words)
    clock = _clock(found, at)
    return PublicCase(
        code=found.code,
        procedure=terms.title(terms.said(found.rules.name)),
        status=str(found.status),
        step=",".join(found.state.open),
        status_words=words,
        status_kind=face.kind if found.status not in ("5", "6") else "hold",
        clock=clock,
        clock_state=clock.state,
        due_at=None if found.state.closed or found.finished_at else found.due_at,
        points=_points(found, at) if found.moves else (),
    )


def _clock(found: Tracked, at: datetime) -> ClockFace:
    state = found.state
    if state.closed and not found.finished_at:
        return faces.closed(_("The case is closed"))
    if found.finished_at and found.due_at:
        return faces.returned(due_at=found.due_at, at=found.finished_at)
    if state.waiting:
        return faces.paused(_("waiting for the applicant"))
    due = found.due_at if found.received_at else found.intake_due_at
    return _running(found, due, at)


def _running(found: Tracked, due_at: datetime | None, at: datetime) -> ClockFace:
    return clocks.face(due_at, at=at, desk=found.desk, calendar_id=found.calendar_id)


def _points(found: Tracked, at: datetime) -> tuple[Point, ...]:
    undone = {one.n - 1 for one in found.moves if one.name == "undone"}
    past = [
        _past(found, one) for one in found.moves if one.name in TITLES and one.n not in undone
    ]
    return (*past, *_now(found, at), *_ahead(found))


def _past(found: Tracked, move: Move) -> Point:
    known = found.rules.has_step(move.step)
    step = terms.said(found.rules.step(move.step).name) if known else ""
    place = found.desk_name if move.name in AT_RECEPTION else found.agency_name
    return Point(
        str(TITLES[move.name]) % {"step": step},
        "past",
        text="" if move.name in BY_APPLICANT else place,
        at=move.at,
    )


def _now(found: Tracked, at: datetime) -> tuple[Point, ...]:
    if found.state.closed:
        return ()
    if found.state.waiting:
        paused = faces.paused(_("waiting for the applicant"))
        return (Point(_("Waiting for the applicant"), "now", clock=paused),)
    return tuple(
        Point(
            title_of(step),
            "now",
            text=found.desk_name if step.kind in AT_THE_DESK else found.agency_name,
            clock=_step_clock(found, at),
        )
        for step in map(found.rules.step, found.state.open)
    )


def _step_clock(found: Tracked, at: datetime) -> ClockFace | None:
    if found.status == Status.FINISHED or not found.step_due_at:
        return None
    return _running(found, found.step_due_at, at)


def _ahead(found: Tracked) -> tuple[Point, ...]:
    state, rules = found.state, found.rules
    if state.closed or not state.open:
        return ()
    groups = rules.groups()[rules.position(state.open[0]) + 1 :]
    coming = [
        step
        for group in groups
        for step in group
        if step.kind not in AUTOMATIC and (not step.optional or step.id in state.asked)
    ]
    return tuple(
        Point(
            title_of(step),
            "next",
            note=_("promised") if step.kind == "return" and found.due_at else "",
            at=found.due_at if step.kind == "return" else None,
        )
        for step in coming
    )


def title_of(step: Step) -> str:
    """What a step that is not over is called."""
    if step.kind == "receive":
        return _("Waiting to be received")
    if step.kind == "return":
        return _("The result is handed over")
    return terms.said(step.name)
