"""A citizen's own cases, grouped by whose turn it is. Two queries whatever their number."""

from dataclasses import dataclass
from datetime import datetime

from procedures.access import Viewer, visible_to
from procedures.engine import CLOSED, Status
from procedures.engine.text import fold
from procedures.loading import definition
from procedures.models import Case

MOST = 200


@dataclass(frozen=True, slots=True)
class MyCase:
    """One case on the list."""

    code: str
    procedure: str
    procedure_code: str
    status: str
    step: str
    step_name: str
    applicant: str
    place: str
    intake_due_at: datetime | None
    due_at: datetime | None
    paused: bool
    finished_at: datetime | None
    moved_at: datetime
    desk: str
    calendar_id: int


@dataclass(frozen=True, slots=True)
class MyCases:
    """What the citizen must do, what others are doing, what is ready, what is over."""

    to_do: tuple[MyCase, ...]
    under_way: tuple[MyCase, ...]
    ready: tuple[MyCase, ...]
    over: tuple[MyCase, ...]


def mine(viewer: Viewer, *, text: str = "") -> MyCases:
    """The viewer's cases, newest move first; ``text`` narrows by code, procedure, name."""
    rows = (
        visible_to(viewer)
        .select_related("version", "applicant", "received_by", "decided_by")
        .defer("answers", "version__content")
        .order_by("-moved_at")[:MOST]
    )
    cases = [_case(row) for row in rows]
    wanted = fold(text.strip()[:200])
    found = [one for one in cases if wanted in _words(one)] if wanted else cases
    asked = (Status.SUPPLEMENT, Status.OBLIGATION)
    return MyCases(
        to_do=tuple(one for one in found if one.status in asked),
        under_way=tuple(
            one for one in found if one.status not in (*asked, *CLOSED, Status.FINISHED)
        ),
        ready=tuple(one for one in found if one.status == Status.FINISHED),
        over=tuple(one for one in found if one.status in CLOSED),
    )


def _case(row: Case) -> MyCase:
    rules = definition(row.version_id)
    step = row.open_steps[0] if row.open_steps else ""
    received = row.received_at is not None
    return MyCase(
        code=row.code,
        procedure=str(rules.short_name or rules.name),
        procedure_code=rules.code,
        status=row.status,
        step=",".join(row.open_steps),
        step_name=str(rules.step(step).name) if step else "",
        applicant=row.applicant.full_name,
        place=row.decided_by.name if received else row.received_by.name,
        intake_due_at=row.intake_due_at,
        due_at=row.due_at,
        paused=row.clock_paused,
        finished_at=row.finished_at,
        moved_at=row.moved_at,
        desk=row.received_by_id,
        calendar_id=row.calendar_id,
    )


def _words(one: MyCase) -> str:
    return fold(f"{one.code} {one.procedure} {one.procedure_code} {one.applicant}")
