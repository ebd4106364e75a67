"""Make the cases of the demo's November by the very operations the pages use."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from portal.demo.november import CASES, IN_DA_NANG, Move, Past
from portal.demo.people import OFFICERS
from portal.demo.setup import identify_citizen
from portal.demo.story import PAPER, PROCEDURE, photo
from portal.effects import TABLE
from portal.filing import prefill
from portal.filing.content import inspect, to_pdf
from portal.filing.content.outcome import Accepted
from procedures import storage
from procedures.access import Viewer, seat_of
from procedures.engine import HANOI, Command, WorkCalendar
from procedures.loading import current_calendar_id, definition, work_calendar
from procedures.models import (
    Case,
    Draft,
    Heartbeat,
    OutboxMessage,
    Position,
    ProcedureVersion,
)
from procedures.operations import casework, deliveries, drafts, papers, submission
from procedures.operations.deliveries import Due
from procedures.operations.people import find
from procedures.queries import people

NAME = "demo past"
MINUTE = timedelta(minutes=1)


def make_past(*, at: datetime) -> int:
    """Make the cases that are not there yet; answer how many. Holds no lock between moves."""
    if Heartbeat.objects.filter(name=NAME).exists():
        return 0
    made = 0
    # A code counts the day's applications: made in the order in which they were handed in.
    for past in sorted(CASES, key=lambda one: -one.hours_ago):
        person = find(personal_id=past.who.personal_id) or identify_citizen(past.who, at)
        if not Case.objects.filter(submitter=person).exists():  # else begun before
            _make(past, Viewer(person.pk), at)
            made += 1
    Heartbeat.objects.create(name=NAME, at=at)
    return made


def _make(past: Past, viewer: Viewer, at: datetime) -> None:
    calendar = work_calendar(current_calendar_id(), past.desk)
    odd = int(past.who.personal_id[-2:])  # nobody works by the full hour
    began = hours_before(calendar, at, past.hours_ago + odd / 200)
    draft = _draft(past, viewer, began - 20 * MINUTE, at)
    code = submission.submit(draft_id=draft, viewer=viewer, at=began)
    then = began
    for n, move in enumerate(past.moves, 1):
        later = calendar.add(began, timedelta(hours=move.after, minutes=odd * n % 9 - 4))
        then = max(later, then + 3 * MINUTE)
        if move.role:
            _act(code, move, past.desk, then)
            _make_letters(code, then + MINUTE)
        else:
            _supply(code, viewer, then)


def _draft(past: Past, viewer: Viewer, at: datetime, now: datetime) -> UUID:
    """A complete draft: what is known of the person, and what was answered.

    Begun ``now``, because only now the procedure is in force here; dated back afterwards.
    """
    version = ProcedureVersion.objects.filter(code=PROCEDURE).latest("version")
    known = people.known(person=viewer.person)
    answers = prefill.first_answers(definition(version.pk), known)
    answers["nguoi_nop_ca_nhan"] |= {"dan_toc": "Kinh", "dien_thoai": past.who.phone}
    for section, values in past.answers.items():
        answers[section] = {**answers.get(section, {}), **values}
    answers["cam_doan"] = {"cam_doan": True}
    draft = drafts.start(
        procedure=PROCEDURE, viewer=viewer, at=now, desk=past.desk, answers=answers
    )
    Draft.objects.filter(pk=draft).update(created_at=at, saved_at=at)
    if past.photo:
        _hand_in(draft, viewer, at)
    return draft


def _hand_in(draft: UUID, viewer: Viewer, at: datetime) -> None:
    content = photo(blurred=True).content
    accepted = inspect(content, photo(blurred=True).name)
    assert isinstance(accepted, Accepted)  # noqa: S101 -- drawn by us
    view = to_pdf([content])
    papers.add_file(
        draft_id=draft,
        viewer=viewer,
        paper_id=PAPER,
        upload=papers.Upload(
            storage.put_bytes(content), accepted.kind, 1, accepted.clean_name, scan="clean"
        ),
        view=papers.MadeView(storage.put_bytes(view.pdf), view.pages),
        expected=(),
        at=at,
    )


def _act(code: str, move: Move, desk: str, at: datetime) -> None:
    viewer = _officer(move.role, desk)
    seat = viewer.seat_for(move.role)
    assert seat is not None  # noqa: S101 -- every role of the story is somebody's
    (step,) = Case.objects.get(code=code).open_steps
    casework.act(
        case_code=code,
        command=Command(move.action, step, seat.actor(), dict(move.data)),
        viewer=viewer,
        expected=None,
        at=at,
    )


def _make_letters(code: str, at: datetime) -> None:
    """Make, sign and seal what the move ordered, with the date it would have had."""
    owed = OutboxMessage.objects.filter(
        case__code=code, name__in=("render_letter", "seal_letter"), done_at=None
    )
    for row in owed.order_by("pk"):
        due = Due(row.pk, row.case_id, row.n, row.name, row.args, row.created_at, 1)
        TABLE[row.name].perform(due, at)  # harmless if a worker was quicker
        deliveries.finish(message_id=row.pk, at=at)


def _officer(role: str, agency: str) -> Viewer:
    numbers = [o.personal_id for o in OFFICERS if role in o.roles and o.agency == agency]
    person = find(personal_id=numbers[0])
    assert person is not None  # noqa: S101 -- made before the past
    seats = Position.objects.filter(person=person).select_related("agency", "desk", "person")
    return Viewer(person.pk, tuple(seat_of(one) for one in seats))


def _supply(code: str, viewer: Viewer, at: datetime) -> None:
    """The applicant adds the place she had forgotten."""
    draft = drafts.start_supplement(case_code=code, viewer=viewer, at=at - 10 * MINUTE)
    before = Case.objects.get(code=code).answers["noi_da_cu_tru"]
    drafts.save_section(
        draft_id=draft,
        viewer=viewer,
        section="noi_da_cu_tru",
        values={**before, "qua_trinh_cu_tru": [IN_DA_NANG]},
        at=at - 5 * MINUTE,
        done=True,
    )
    submission.supply(draft_id=draft, viewer=viewer, at=at)


def hours_before(calendar: WorkCalendar, at: datetime, hours: float) -> datetime:
    """The moment from which ``hours`` working hours have passed at ``at``."""
    wanted = timedelta(hours=hours)
    day = at.astimezone(HANOI).date()
    while calendar.between(calendar.opening(day), at) < wanted:
        day -= timedelta(days=1)
    opened = calendar.opening(day)
    return calendar.add(opened, calendar.between(opened, at) - wanted)
