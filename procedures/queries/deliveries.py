"""What we owe the national portal about one case, read from the tables.

The shapes of the answers are in ``queries.national``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from procedures.access import DESK_ROLES
from procedures.engine import Definition
from procedures.loading import definition
from procedures.models import (
    Case,
    File,
    JournalEntry,
    Letter,
    NationalDelivery,
    OutboxMessage,
    Paper,
    Person,
    Position,
)
from procedures.queries.letters import names_of
from procedures.queries.national import (
    Fetchable,
    FileRef,
    HandedIn,
    Owed,
    Owner,
    Progress,
    ResultPaper,
    Snapshot,
    SupplementRequest,
)
from procedures.reference.agencies import sectors

ENDS_WITHOUT_RESULT = frozenset({"3", "8"})
WITH_RESULT = frozenset({"9", "10"})
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)


def owed(*, message_id: int) -> Owed | None:
    """What the row owes, as it was after its move; None when nothing is.

    Later moves do not show in it, since they may still be undone. Nothing is owed for
    cases another system owns, nor for parts of a joint case: they would be counted twice.
    """
    row = OutboxMessage.objects.select_related(
        "case__submitter", "case__applicant", "case__organisation", "case__decided_by"
    ).get(pk=message_id)
    case = row.case
    if case.owner_system != Case.Owner.OWN or case.parent_id is not None:
        return None
    rules = definition(case.version_id)
    as_of, status = datetime.fromisoformat(row.args["at"]), row.args["status"]
    held = NationalDelivery.objects.filter(case=case).first()
    results = Letter.objects.filter(case=case, name="result", revoked_at=None)
    return Owed(
        snapshot=_snapshot(case, rules, status, as_of, results.exclude(released_at=None)),
        progress=_progress(row, rules, status),
        known=bool(held and held.known),
        held_sha256=held.snapshot_sha256 if held else "",
        awaits_result=results.exclude(state=Letter.State.DRAFT)
        .filter(released_at=None)
        .exists(),
    )


def fetchable(ref: FileRef) -> Fetchable | None:
    """The file behind an address; None once it is replaced, revoked or was never open."""
    if ref.kind == "letter":
        letter = Letter.objects.filter(pk=ref.id, revoked_at=None).exclude(released_at=None)
        found = letter.values_list("case_id", "file_id", "name").first()
    else:
        paper = Paper.objects.filter(pk=ref.id, replaced_at=None, view__scan=File.Scan.CLEAN)
        found = paper.exclude(case=None).values_list("case_id", "view_id", "paper_id").first()
    return Fetchable(*found) if found else None


def _snapshot(
    case: Case,
    rules: Definition,
    status: str,
    as_of: datetime,
    results: QuerySet[Letter],
) -> Snapshot:
    received = _by_then(case.received_at, as_of)
    ended = as_of if status in ENDS_WITHOUT_RESULT else None
    return Snapshot(
        code=case.code,
        procedure_code=rules.code,
        procedure_name=str(rules.name),
        sector_code=sector_code(rules.sector, rules.results[0].code if rules.results else ""),
        sector_name=rules.sector,
        owner=_owner(case),
        subject=str(rules.short_name) or str(rules.name),
        agency_name=case.decided_by.name,
        status=status,
        channel=case.channel,
        submitted_at=case.submitted_at,
        received_at=received,
        due_at=case.due_at if received else None,
        finished_at=_by_then(case.finished_at, as_of) or ended,
        returned_at=_by_then(case.returned_at, as_of),
        delivery=_delivery(case.answers),
        verified_account=case.submitter.verified and case.channel == Case.Channel.ONLINE,
        papers=_papers(case, rules, as_of),
        supplements=_supplements(case, rules, as_of) if received else (),
        results=_results(case, rules, results) if status in WITH_RESULT else (),
    )


def _owner(case: Case) -> Owner:
    person, body = case.applicant, case.organisation
    return Owner(
        name=body.name if body else person.full_name,
        personal_id=person.personal_id,
        tax_code=body.tax_code if body else "",
        phone=person.phone,
        email=person.email,
        is_organisation=body is not None,
    )


def _papers(case: Case, rules: Definition, as_of: datetime) -> tuple[HandedIn, ...]:
    names = {one.id: str(one.name) for one in rules.papers}
    papers = Paper.objects.filter(case=case, view__scan=File.Scan.CLEAN, added_at__lte=as_of)
    current = papers.filter(Q(replaced_at=None) | Q(replaced_at__gt=as_of))
    return tuple(
        HandedIn(
            file=FileRef("paper", paper.pk),
            name=f"{names.get(paper.paper_id, paper.paper_id)}.pdf",
            reused=paper.source == "reuse",
        )
        for paper in current.order_by("added_at", "pk")
    )


def _supplements(
    case: Case, rules: Definition, as_of: datetime
) -> tuple[SupplementRequest, ...]:
    """Requests after receipt; one before it has no appointment to move."""
    entries = JournalEntry.objects.filter(
        case=case, name__in=("supplement_asked", "supplied"), at__lte=as_of
    ).order_by("n")
    asked: list[SupplementRequest] = []
    for entry in entries:
        if entry.name == "supplied" and asked:
            asked[-1] = replace(asked[-1], answered_at=entry.at, due_after=case.due_at)
        elif entry.name == "supplement_asked" and entry.at >= case.received_at:
            asked.append(
                SupplementRequest(
                    number=int(entry.data.get("n", len(asked) + 1)),
                    asked_by=_name_of(entry.person),
                    text=_items(rules, entry.data.get("items", ())),
                    asked_at=entry.at,
                    due_before=case.original_due_at,
                )
            )
    return tuple(asked)


def _results(
    case: Case, rules: Definition, letters: QuerySet[Letter]
) -> tuple[ResultPaper, ...]:
    """Released results. A rejection is no result of the kind that was applied for."""
    kind = next((one for one in rules.results if one.letter), None)
    granted = kind is not None and case.state.outcome != "rejected"
    return tuple(
        ResultPaper(
            file=FileRef("letter", letter.pk),
            name=str(kind.name) if granted else _title(letter) or str(rules.name),
            code=kind.code if granted else "",
        )
        for letter in letters.order_by("released_at")
    )


def _title(letter: Letter) -> str:
    return str(letter.facts.get("result", {}).get("title", ""))


def _progress(row: OutboxMessage, rules: Definition, status: str) -> Progress:
    entry = JournalEntry.objects.get(case=row.case_id, n=row.n)
    post = (
        Position.objects.select_related("person", "desk", "agency")
        .filter(pk=entry.position)
        .first()
    )
    opened = [one for one in entry.data.get("open", ()) if rules.has_step(one)]
    return Progress(
        case=row.case.code,
        status=status,
        at=_told_at(row),
        event=entry.name,
        role=entry.role,
        step=str(rules.step(entry.step).name) if rules.has_step(entry.step) else "",
        opened=str(rules.step(opened[0]).name) if opened else "",
        person=post.person.full_name if post else "",
        title=post.title if post else "",
        unit=_unit(post) if post else "",
    )


def _unit(post: Position) -> str:
    at_desk = post.role in DESK_ROLES and post.desk
    return post.desk.name if at_desk else post.agency.name


def _told_at(row: OutboxMessage) -> datetime:
    """The second under which the row is told: after that of the row before it.

    Computed from the rows themselves, so a repetition carries the very same moment and
    the receiver can know it for one.
    """
    earlier = OutboxMessage.objects.filter(
        case=row.case_id, name=row.name, pk__lte=row.pk, cancelled_at=None
    )
    told = BEFORE_ALL
    for args in earlier.order_by("pk").values_list("args", flat=True):
        moment = datetime.fromisoformat(args["at"]).replace(microsecond=0)
        told = max(moment, told + timedelta(seconds=1))
    return told


def _items(rules: Definition, items: Iterable[str]) -> str:
    """What was asked for, by the names the public knows; no typed text leaves the house."""
    names = names_of(rules)
    return "; ".join(names.get(item, item) for item in items)


def _name_of(person: UUID | None) -> str:
    found = Person.objects.filter(pk=person).values_list("full_name", flat=True).first()
    return found or ""


def _delivery(answers: Mapping[str, Any]) -> str:
    """How the applicant wants the result: dien_tu, tai_quay, buu_chinh, or "" unasked."""
    for section in answers.values():
        if isinstance(section, Mapping) and section.get("hinh_thuc_nhan"):
            return str(section["hinh_thuc_nhan"])
    return ""


def _by_then(moment: datetime | None, as_of: datetime) -> datetime | None:
    return moment if moment and moment <= as_of else None


@cache
def sector_code(name: str, result_code: str = "") -> str:
    """The national code of a sector's name; "" when it has none.

    Some names are used by several ministries; the one whose number is in the code of the
    result (KQ.G15.000038) counts, else the first.
    """
    codes = [code for code, known in sectors().items() if known.casefold() == name.casefold()]
    ministry = re.search(r"\bG\d\d\b", result_code)
    own = [code for code in codes if ministry and code.startswith(f"{ministry[0]}-")]
    return next(iter(own or codes), "")
