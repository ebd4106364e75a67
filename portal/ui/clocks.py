"""The three clocks of a case as drawn: intake, step, appointment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from portal.ui import faces
from portal.ui.faces import ClockFace
from portal.ui.parts import LabelledClock
from procedures.access import Viewer
from procedures.engine import Status
from procedures.loading import current_calendar_id, work_calendar
from procedures.queries.case_page import CasePage
from procedures.queries.worklist import Row

SOON = timedelta(hours=4)  # of working time: half a day


def soon(viewer: Viewer, at: datetime) -> datetime:
    """Until when something counts as due soon, by the working time of the viewer's desk."""
    seat = next((one for one in viewer.seats if one.desk), None)
    if seat is None:
        return at + SOON
    return work_calendar(current_calendar_id(), seat.desk).add(at, SOON)


def face(due_at: datetime | None, *, at: datetime, desk: str, calendar_id: int) -> ClockFace:
    """A running clock by its due moment, in working time of the desk."""
    if due_at is None:
        return faces.closed(_("No time limit"))
    calendar = work_calendar(calendar_id, desk)
    left = calendar.between(at, due_at) if due_at > at else -calendar.between(due_at, at)
    return faces.running(left=left, due_at=due_at, soon=left <= SOON, working_day=calendar.day)


def of_case(page: CasePage, at: datetime) -> tuple[LabelledClock, ...]:
    """Intake, the open step once the case is received, and the appointment."""
    reception = LabelledClock(_("Reception"), _intake(page, at))
    promised = LabelledClock(_("Result promised"), appointment(page, at))
    if page.case.received_at is None:
        return (reception, promised)
    return (reception, LabelledClock(_step_label(page), of_step(page, at)), promised)


def appointment(page: CasePage, at: datetime) -> ClockFace:
    """The overall clock: running, paused, or how the promise was kept."""
    case = page.case
    if page.state.waiting:
        return faces.paused(_("waiting for the applicant"))
    if case.finished_at and case.due_at:
        return faces.returned(due_at=case.due_at, at=case.finished_at)
    if case.received_at is None or case.due_at is None:
        return faces.closed(_("Starts on receipt"))
    return _running(page, case.due_at, at)


def state_of(page: CasePage, at: datetime) -> str:
    """The word of ``data-clock`` for the case: its most urgent clock."""
    if page.state.closed or page.case.finished_at:
        return "closed"
    if page.state.waiting:
        return "paused"
    due = page.case.step_due_at or page.case.intake_due_at or page.case.due_at
    return _running(page, due, at).state if due else "on_time"


def of_row(row: Row, due_at: datetime | None, at: datetime) -> ClockFace:
    """A clock of one line of the list."""
    if row.paused:
        return faces.paused(_("waiting for the applicant"))
    if row.status in (Status.FINISHED, Status.RETURNED):
        return faces.closed(_("Result ready"))
    if due_at is None and row.status == Status.SUBMITTED:
        return faces.closed(_("Starts on receipt"))
    return face(due_at, at=at, desk=row.desk, calendar_id=row.calendar_id)


def _intake(page: CasePage, at: datetime) -> ClockFace:
    case = page.case
    if case.received_at:
        return faces.closed(_("Received"), case.received_at)
    if page.state.waiting:
        return faces.paused(_("waiting for the applicant"))
    return _running(page, case.intake_due_at, at) if case.intake_due_at else faces.closed("–")


def of_step(page: CasePage, at: datetime) -> ClockFace:
    if page.state.closed:
        return faces.closed(_("The case is closed"))
    if page.case.received_at is None:
        return _intake(page, at)
    if page.state.waiting:
        return faces.paused(_("waiting for the applicant"))
    due = page.case.step_due_at
    return _running(page, due, at) if due else faces.closed(_("No time limit"))


def _step_label(page: CasePage) -> str:
    names = [str(page.rules.step(one).name) for one in page.state.open]
    return _("Step: %(step)s") % {"step": ", ".join(names)} if names else _("Step")


def _running(page: CasePage, due_at: datetime, at: datetime) -> ClockFace:
    case = page.case
    return face(due_at, at=at, desk=case.received_by_id, calendar_id=case.calendar_id)
