"""The officers' list: what waits for this person, the most urgent first.

Two queries whatever the number of rows: the page, and the counts of the tabs. Pages are by
key, never by offset (the third query of a later page reads the key).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from procedures.access import Viewer, visible_to
from procedures.engine import CLOSED, Status
from procedures.engine.codes import personal_id, phone
from procedures.engine.text import BadValue, fold
from procedures.models import Case, JournalEntry, OutboxMessage
from procedures.sealing import blind_index_candidates

PAGE = 50
TABS = ("receive", "handle", "supplement", "sign", "issue", "return", "all")
ROLE_OF_TAB = {
    "receive": "tiep_nhan",
    "sign": "lanh_dao_don_vi",
    "issue": "van_thu",
    "return": "tra_ket_qua",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list, with all a line shows."""

    code: str
    applicant: str
    version_id: int
    procedure: str
    procedure_code: str
    status: str
    steps: tuple[str, ...]
    intake_due_at: datetime | None
    step_due_at: datetime | None
    due_at: datetime | None
    paused: bool
    submitted_at: datetime
    received_at: datetime | None
    handler: str
    supplemented: bool
    sync_failed: bool
    desk: str
    calendar_id: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address line asks for; empty means everything."""

    tab: str = "handle"
    procedure: str = ""
    clock: str = ""  # overdue, due_soon, paused
    text: str = ""  # code, name, personal number or telephone
    after: str = ""  # code of the last row of the page before


@dataclass(frozen=True, slots=True)
class Worklist:
    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    more: bool  # another page follows


def mine(viewer: Viewer, filters: Filters, *, at: datetime, soon: datetime) -> Worklist:
    """The page of ``viewer`` for ``filters``; due before ``soon`` counts as due soon."""
    cases = tab_cases(viewer, filters.tab)
    cases = narrowed(cases, filters, at=at, soon=soon)
    found = list(_rows(_after(ordered(cases), filters.after)[: PAGE + 1]))
    return Worklist(tuple(found[:PAGE]), counts(viewer), more=len(found) > PAGE)


def tab_cases(viewer: Viewer, tab: str) -> QuerySet[Case]:
    """The cases of one tab. Unknown tabs have none."""
    visible = visible_to(viewer)
    if tab == "all":
        return visible.exclude(status__in=CLOSED)
    if tab == "supplement":
        return visible.filter(status=Status.SUPPLEMENT)
    if tab in ROLE_OF_TAB:
        return visible.filter(waits_for__overlap=_tokens(viewer, {ROLE_OF_TAB[tab]}))
    if tab == "handle":
        return visible.filter(waits_for__overlap=_handling(viewer))
    return visible.none()


def counts(viewer: Viewer) -> dict[str, int]:
    """How many cases each tab has, in one query."""
    nothing = Q(pk__in=[])
    by_tab = {
        tab: Q(waits_for__overlap=tokens) if tokens else nothing
        for tab, role in ROLE_OF_TAB.items()
        for tokens in [_tokens(viewer, {role})]
    }
    handling = _handling(viewer)
    by_tab["handle"] = Q(waits_for__overlap=handling) if handling else nothing
    by_tab["supplement"] = Q(status=Status.SUPPLEMENT)
    by_tab["all"] = Q()
    tallies = {tab: Count("pk", filter=which) for tab, which in by_tab.items()}
    return visible_to(viewer).exclude(status__in=CLOSED).aggregate(**tallies)


def neighbours(
    viewer: Viewer, filters: Filters, code: str, *, at: datetime, soon: datetime
) -> tuple[str, str]:
    """The codes before and after ``code`` in the filtered list ("" at its ends)."""
    cases = ordered(narrowed(tab_cases(viewer, filters.tab), filters, at=at, soon=soon))
    codes = list(cases.values_list("code", flat=True)[:500])
    if code not in codes:
        return "", codes[0] if codes else ""
    place = codes.index(code)
    before = codes[place - 1] if place else ""
    return before, codes[place + 1] if place + 1 < len(codes) else ""


def narrowed(
    cases: QuerySet[Case], filters: Filters, *, at: datetime, soon: datetime
) -> QuerySet[Case]:
    """Apply the filters of the address line."""
    if filters.procedure:
        cases = cases.filter(procedure_code=filters.procedure)
    promised = Q(due_at__lt=at, finished_at=None)  # a finished case keeps its due date
    urgent = Q(step_due_at__lt=at) | Q(intake_due_at__lt=at) | promised
    if filters.clock == "overdue":
        cases = cases.filter(urgent, clock_paused=False)
    elif filters.clock == "due_soon":
        near = Q(step_due_at__range=(at, soon)) | Q(intake_due_at__range=(at, soon))
        cases = cases.filter(near, clock_paused=False)
    elif filters.clock == "paused":
        cases = cases.filter(clock_paused=True)
    return cases.filter(_says(filters.text)) if filters.text.strip() else cases


def ordered(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Least time left first; what waits for the applicant last."""
    return _timed(cases).order_by("clock_paused", F("urgent_at").asc(nulls_last=True), "code")


def _timed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With ``urgent_at``: a case not yet received runs on its intake clock."""
    return cases.annotate(urgent_at=Coalesce("step_due_at", "intake_due_at"))


def _says(text: str) -> Q:
    """Match a code, a name without marks, a personal number or a telephone."""
    typed = text.strip()[:200]
    found = Q(code__istartswith=typed) | Q(applicant__name_folded__contains=fold(typed))
    for read, column in (
        (personal_id, "applicant__personal_id_index"),
        (phone, "applicant__phone_index"),
    ):
        try:
            number = read(typed)
        except BadValue:
            continue
        field = column.removeprefix("applicant__").removesuffix("_index")
        found |= Q(**{f"{column}__in": blind_index_candidates(number, field=field)})
    return found


def _after(cases: QuerySet[Case], code: str) -> QuerySet[Case]:
    """What follows the case ``code`` in the list's order."""
    if not code:
        return cases
    last = cases.filter(code=code).values("clock_paused", "urgent_at")
    if not last:
        return cases
    key: dict[str, Any] = last[0]
    later = Q(clock_paused__gt=key["clock_paused"])
    same = Q(clock_paused=key["clock_paused"])
    due = key["urgent_at"]
    if due is None:
        follows = Q(urgent_at=None, code__gt=code)
    else:
        follows = Q(urgent_at__gt=due) | Q(urgent_at=None)
        follows |= Q(urgent_at=due, code__gt=code)
    return cases.filter(later | (same & follows))


def _rows(cases: QuerySet[Case]) -> list[Row]:
    shown = cases.select_related("applicant", "version", "assigned_to__person").defer(
        "answers", "state_data", "version__content"
    )
    parked = OutboxMessage.objects.filter(
        case=OuterRef("pk"), parked_at__isnull=False, done_at=None
    )
    supplements = JournalEntry.objects.filter(case=OuterRef("pk"), action="supplied")
    shown = shown.annotate(stuck=Exists(parked), answered=Exists(supplements))
    return [_row(case) for case in shown]


def _row(case: Case) -> Row:
    handler = case.assigned_to.person.full_name if case.assigned_to else ""
    return Row(
        code=case.code,
        applicant=case.applicant.full_name,
        version_id=case.version_id,
        procedure=case.version.name,
        procedure_code=case.procedure_code,
        status=case.status,
        steps=tuple(case.open_steps),
        intake_due_at=case.intake_due_at,
        step_due_at=case.step_due_at,
        due_at=case.due_at,
        paused=case.clock_paused,
        submitted_at=case.submitted_at,
        received_at=case.received_at,
        handler=handler,
        supplemented=case.answered,
        sync_failed=case.stuck,
        desk=case.received_by_id,
        calendar_id=case.calendar_id,
    )


def _tokens(viewer: Viewer, roles: set[str]) -> list[str]:
    return [seat.token for seat in viewer.seats if seat.role in roles]


def _handling(viewer: Viewer) -> list[str]:
    """Every seat that is not one of receiving, signing, issuing, handing over."""
    special = set(ROLE_OF_TAB.values())
    return [seat.token for seat in viewer.seats if seat.role not in special]
