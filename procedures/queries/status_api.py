"""What another system may know of one case: where it stands and how it came there.

Clients are machines without a seat, so they do not pass through ``visible_to``: what they may
read is decided by their scopes before anything here is called, and every read is logged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from procedures.engine import Definition, Status
from procedures.loading import definition
from procedures.models import Case, JournalEntry, Person
from procedures.queries.national import Progress

LONGEST_CODE = 64


@dataclass(frozen=True, slots=True)
class Coded:
    """Something with a code of its own: a procedure, an agency, a desk."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose case it is. Only for clients that may see persons."""

    name: str
    personal_id: str
    organisation: str
    tax_code: str


@dataclass(frozen=True, slots=True)
class Row:
    """One status the case took: by entry ``n`` of the journal, at ``agency`` (its code)."""

    n: int
    agency: str
    told: Progress


@dataclass(frozen=True, slots=True)
class Standing:
    """One case as other systems see it. ``holder`` is None unless persons were asked for."""

    id: UUID
    code: str
    procedure: Coded
    agency: Coded
    received_by: Coded
    status: str
    channel: str
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    progress: tuple[Row, ...]
    holder: Holder | None


def find(*, code: str, persons: bool = False) -> Standing | None:
    """The case with that code, or None. ``persons``: also who is behind it.

    Two queries, three with persons.
    """
    if len(code) > LONGEST_CODE or not code.isprintable():
        return None
    case = (
        Case.objects.select_related("applicant", "organisation", "received_by", "decided_by")
        .filter(code=code)
        .first()
    )
    if case is None:
        return None
    rules = definition(case.version_id)
    entries = list(JournalEntry.objects.filter(case=case).order_by("n"))
    names = _names(entries) if persons else {}
    return Standing(
        id=case.pk,
        code=case.code,
        procedure=Coded(rules.code, str(rules.name)),
        agency=Coded(case.decided_by.code, case.decided_by.name),
        received_by=Coded(case.received_by.code, case.received_by.name),
        status=case.status,
        channel=case.channel,
        submitted_at=case.submitted_at,
        received_at=case.received_at,
        due_at=case.due_at,
        original_due_at=case.original_due_at,
        finished_at=case.finished_at,
        returned_at=case.returned_at,
        progress=tuple(_row(case, rules, *told, names) for told in statuses_told(entries)),
        holder=_holder(case) if persons else None,
    )


def statuses_told(entries: Iterable[JournalEntry]) -> Iterator[tuple[JournalEntry, str]]:
    """Every status a case took, with the entry that brought it; none twice in a row.

    The same rows that are pushed to the national portal: receipt is told before the handling
    it opens, and a move that was taken back never happened.
    """
    kept: list[JournalEntry] = []
    for entry in entries:
        if entry.name == "undone":
            kept.pop()
        else:
            kept.append(entry)
    known = ""
    for entry in kept:
        received = (Status.RECEIVED.value,) if entry.name == "received" else ()
        for status in (*received, entry.status):
            if status != known:
                yield entry, status
            known = status


def _row(
    case: Case,
    rules: Definition,
    entry: JournalEntry,
    status: str,
    names: Mapping[UUID, str],
) -> Row:
    opened = [one for one in entry.data.get("open", ()) if rules.has_step(one)]
    told = Progress(
        case=case.code,
        status=status,
        at=entry.at,
        event=entry.name,
        role=entry.role,
        step=str(rules.step(entry.step).name) if rules.has_step(entry.step) else "",
        opened=str(rules.step(opened[0]).name) if opened else "",
        person=names.get(entry.person, "") if entry.position else "",
    )
    return Row(n=entry.n, agency=entry.agency, told=told)


def _names(entries: Iterable[JournalEntry]) -> dict[UUID, str]:
    """Names of the officers who moved it; applicants are in ``holder``."""
    ids = {entry.person for entry in entries if entry.person and entry.position}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "full_name"))


def _holder(case: Case) -> Holder:
    body = case.organisation
    return Holder(
        name=case.applicant.full_name,
        personal_id=case.applicant.personal_id,
        organisation=body.name if body else "",
        tax_code=body.tax_code if body else "",
    )
