"""Turn a finished draft into a case, or into the answer to a request for more.

One intention is one case: the draft's row is locked and remembers what it became, and its
``submit_key`` is unique over all cases, so pressing twice, in two tabs or after a cut
connection gives the same code.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from procedures.access import Viewer
from procedures.engine import APPLICANT, HANOI, Actor, Command, Definition
from procedures.engine import submit as open_case
from procedures.engine.answers import (
    Problem,
    choose_limit,
    clean_all,
    facts_of,
    wanted_papers,
)
from procedures.loading import current_calendar_id, definition, work_calendar
from procedures.models import Case, Desk, Draft, File, JournalEntry, OutboxMessage, Paper
from procedures.operations import casework, moves
from procedures.operations.applicant import applicant_of, deciding_agency, receiving_desk
from procedures.operations.journal import Place, entry_and_payload
from procedures.operations.numbering import next_case_code

ONLINE = "online"


class Incomplete(Exception):
    """The draft cannot be submitted yet.

    ``problems`` are wrong or missing answers, ``papers`` ids of required papers that are not
    there, ``infected`` ids of papers with a file that must be replaced.
    """

    def __init__(
        self, problems: tuple[Problem, ...], papers: tuple[str, ...], infected: tuple[str, ...]
    ) -> None:
        super().__init__("the draft is not complete")
        self.problems = problems
        self.papers = papers
        self.infected = infected


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft's content, ready to become a case."""

    draft: Draft
    rules: Definition
    answers: dict[str, dict[str, Any]]
    facts: Mapping[str, Any]
    papers: tuple[Paper, ...]

    @property
    def sha256(self) -> str:
        """Hash of the answers and the bytes of the papers, as handed in."""
        content = {
            "answers": self.answers,
            "papers": sorted((one.paper_id, one.view_id or "") for one in self.papers),
        }
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def submit(*, draft_id: UUID, viewer: Viewer, at: datetime) -> str:
    """Make the draft a case and return its code; a second time returns the same code.

    Raises ``Draft.DoesNotExist`` (a stranger's or unknown draft), ``Incomplete``.
    """
    draft = _hold(draft_id, viewer)
    if draft.submitted_as_id:
        return _code_of(draft)
    checked = _check(draft, at)
    desk = receiving_desk(checked.rules, checked.facts, draft.received_by_id)
    case = Case(
        version_id=draft.version_id,
        procedure_code=checked.rules.code,
        submitter_id=viewer.person,
        applicant=applicant_of(checked.answers, draft.owner, at),
        organisation_id=draft.organisation_id,
        received_by=desk,
        decided_by=deciding_agency(checked.rules, checked.facts, desk),
        channel=ONLINE,
        submit_key=draft.submit_key,
        content_sha256=checked.sha256,
        answers=checked.answers,
        submitted_at=at,
        moved_at=at,
        calendar_id=current_calendar_id(),
    )
    case.code = next_case_code(desk=desk.code, at=at)
    _open(case, checked, viewer, at)
    Paper.objects.filter(draft=draft, replaced_at=None).update(case=case)
    draft.submitted_as = case
    draft.save(update_fields=["submitted_as"])
    return case.code


@transaction.atomic
def supply(*, draft_id: UUID, viewer: Viewer, at: datetime) -> str:
    """Hand in what was asked for; the case goes on. Returns its code.

    What the applicant changed is kept beside the journal as it was before. Raises
    ``Draft.DoesNotExist``, ``Incomplete``, ``Refused`` (nothing is asked for any more).
    """
    draft = _hold(draft_id, viewer, supplement=True)
    if draft.submitted_as_id:
        return _code_of(draft)
    checked = _check(draft, at, supplement=True)
    case = Case.objects.select_for_update().get(pk=draft.supplements_id)
    before = {
        section: values
        for section, values in case.answers.items()
        if checked.answers.get(section) != values
    }
    replaced = {one.paper_id for one in checked.papers}
    by = Actor(id=str(viewer.person), role=APPLICANT)
    casework.act(
        case_code=case.code,
        command=Command("supplied", "", by, {"papers": sorted(replaced)}),
        viewer=viewer,
        expected=None,
        at=at,
        private={"answers_before": before} if before else None,
    )
    Paper.objects.filter(case=case, paper_id__in=replaced, replaced_at=None).update(
        replaced_at=at
    )
    Paper.objects.filter(draft=draft, replaced_at=None).update(
        case=case, round=case.state.supplements
    )
    if before:
        case = Case.objects.get(pk=case.pk)
        case.answers = checked.answers
        case.save(update_fields=["answers"])
    draft.submitted_as = case
    draft.save(update_fields=["submitted_as"])
    return case.code


def _hold(draft_id: UUID, viewer: Viewer, *, supplement: bool = False) -> Draft:
    return (
        Draft.objects.select_for_update(of=("self",))
        .select_related("owner")
        .get(pk=draft_id, owner=viewer.person, supplements__isnull=not supplement)
    )


def _code_of(draft: Draft) -> str:
    return Case.objects.values_list("code", flat=True).get(pk=draft.submitted_as_id)


def _check(draft: Draft, at: datetime, *, supplement: bool = False) -> Checked:
    rules = definition(draft.version_id)
    subject = "to_chuc" if draft.organisation_id else "ca_nhan"
    known = {"channel": ONLINE, "subject": subject}
    on = at.astimezone(HANOI).date()
    answers, problems, _ = clean_all(rules, draft.answers, on=on, facts=known)
    facts = facts_of(rules, answers, channel=ONLINE, subject=subject)
    papers = tuple(Paper.objects.filter(draft=draft, replaced_at=None).order_by("paper_id"))
    missing = () if supplement else _missing(rules, facts, papers)
    infected = tuple(
        Paper.objects.filter(draft=draft, files__file__scan=File.Scan.INFECTED)
        .values_list("paper_id", flat=True)
        .distinct()
    )
    if problems or missing or infected:
        raise Incomplete(problems, missing, infected)
    return Checked(draft, rules, answers, facts, papers)


def _missing(
    rules: Definition, facts: Mapping[str, Any], papers: tuple[Paper, ...]
) -> tuple[str, ...]:
    """Required papers nobody handed in or promised to bring."""
    given = {one.paper_id for one in papers}
    return tuple(
        one.id
        for one in wanted_papers(rules, facts)
        if one.required
        and one.uploadable
        and not one.replaced_by
        and not any(has == one.id or has.startswith(f"{one.id}-") for has in given)
    )


def _open(case: Case, checked: Checked, viewer: Viewer, at: datetime) -> None:
    """Let the engine open the case and write it with its first journal entry."""
    desk: Desk = case.received_by
    calendar = work_calendar(case.calendar_id, desk.code)
    represented = str(case.applicant_id) if case.applicant_id != viewer.person else ""
    command = Command(
        "submit",
        "",
        Actor(id=str(viewer.person), role=APPLICANT, on_behalf_of=represented),
        {"limit": choose_limit(checked.rules, checked.facts), "sha256": checked.sha256},
    )
    outcome = open_case(checked.rules, command, at=at, calendar=calendar)
    flat = moves.columns(
        outcome.state, checked.rules, calendar, desk=desk.code, agency=case.decided_by_id
    )
    for name, value in flat.items():
        setattr(case, name, value)
    case.state_data = outcome.state.to_data()
    place = Place(case.pk, 1, "", case.calendar_id, calendar.method)
    event = outcome.events[-1]
    entry, _ = entry_and_payload(place, command, event, outcome.state.status, {})
    case.journal_length, case.journal_head = 1, entry.hash
    case.save(force_insert=True)
    JournalEntry.objects.create(**asdict(entry))
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            case=case,
            n=1,
            name=effect.name,
            args=dict(effect.args),
            created_at=at,
            not_before=at,
        )
        for effect in outcome.effects
    )
