"""C20: exactly what was asked for, each with the officer's sentence, handed in at once.

Questions and papers stand on one page, so that it works as a plain form; what is there
already stays there when something else is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.guard import needs
from portal.citizen import demands
from portal.citizen.demands import Demand, Demands
from portal.citizen.views.case import opened, shared
from portal.filing import path as drafted
from portal.filing import uploads
from portal.filing.asking import drawn
from portal.filing.papers import asked as drawn_papers
from portal.filing.path import Filled
from portal.filing.reading import section_values
from portal.filing.room import Room, citizen_room
from portal.filing.uploads import Refusal
from portal.ui import refusals
from portal.ui.fields import ErrorLink, Field, error_links
from portal.ui.parts import Paper, PaperFile, Tag
from procedures.access import Viewer
from procedures.engine import Refused
from procedures.engine.answers import clean
from procedures.operations import drafts, submission
from procedures.operations.submission import Incomplete
from procedures.queries.case_page import CasePage


@dataclass(frozen=True, slots=True)
class Answer:
    """One person answering one request, in a draft of its own."""

    request: HttpRequest
    room: Room
    page: CasePage
    asked: Demands
    draft_id: UUID
    at: datetime

    def filled(self) -> Filled:
        return drafted.read(draft_id=self.draft_id, viewer=self.room.viewer, at=self.at)


@needs("citizen")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is asked, keep what is given, hand it in when all is there."""
    at = timezone.now()
    room = citizen_room(Viewer(request.user.person_id))
    found = opened(room.viewer, code, "supplement", at)
    asked = demands.of_case(found)
    if asked is None:
        return HttpResponseRedirect(f"/ho-so/{code}/")
    draft_id = drafts.start_supplement(case_code=code, viewer=room.viewer, at=at)
    answer = Answer(request, room, found, asked, draft_id, at)
    return _take(answer) if request.method == "POST" else _show(answer, {}, 200)


def _take(answer: Answer) -> HttpResponse:
    """Keep answers and files in any case; then hand in, remove, or come back later."""
    errors = _keep_answers(answer) | _keep_files(answer)
    post = answer.request.POST
    here = f"/ho-so/{answer.page.case.code}/bo-sung/"
    if gone := post.get("remove-paper"):
        return _remove(answer, gone) or HttpResponseRedirect(here)
    if post.get("save") == "later" and not errors:
        return HttpResponseRedirect(f"/ho-so/{answer.page.case.code}/")
    if "send" not in post:
        return _show(answer, errors, 422 if errors else 200)
    errors |= _missing(answer)
    if errors:
        return _show(answer, errors, 422)
    try:
        submission.supply(draft_id=answer.draft_id, viewer=answer.room.viewer, at=answer.at)
    except Incomplete as incomplete:
        return _show(answer, _incomplete(answer, incomplete), 422)
    except Refused as refused:
        words = refusals.sentence(refused.reason, refused.facts)
        return _show(answer, {"": words}, 422)
    return HttpResponseRedirect(f"/ho-so/{answer.page.case.code}/")


def _keep_answers(answer: Answer) -> dict[str, str]:
    """Save the asked pages as typed; what is wrong is said beside each question."""
    filled = answer.filled()
    for item in _pages(answer):
        section = filled.rules.section(item.id)
        values = {
            **(filled.draft.answers.get(item.id) or {}),
            **section_values(section, answer.request.POST),
        }
        cleaned = clean(section, values, on=filled.on, facts=filled.facts_before(section))
        drafts.save_section(
            draft_id=answer.draft_id,
            viewer=answer.room.viewer,
            section=item.id,
            values=cleaned.values if cleaned.ok else values,
            done=cleaned.ok,
            at=answer.at,
        )
    return {}


def _keep_files(answer: Answer) -> dict[str, str]:
    """Take every file of the form; sentences of those that were not taken, by paper."""
    wanted = {f"paper-{one.id}": one.id for one in answer.asked.items if one.is_paper}
    errors: dict[str, str] = {}
    for name, paper_id in wanted.items():
        for given in answer.request.FILES.getlist(name):
            outcome = uploads.take(
                draft_id=answer.draft_id,
                viewer=answer.room.viewer,
                paper_id=paper_id,
                upload=given,
                at=answer.at,
            )
            if isinstance(outcome, Refusal):
                errors[paper_id] = outcome.sentence
    return errors


def _remove(answer: Answer, typed: str) -> HttpResponse | None:
    try:
        uploads.drop(
            draft_id=answer.draft_id,
            viewer=answer.room.viewer,
            file_id=UUID(typed),
            at=answer.at,
        )
    except ValueError as strange:
        raise Http404 from strange
    return None


def _missing(answer: Answer) -> dict[str, str]:
    """Papers that were asked for and are not there yet."""
    held = {one.paper_id for one in answer.filled().draft.papers}
    return {
        one.id: _("Add the paper: %(paper)s") % {"paper": one.name}
        for one in answer.asked.items
        if one.is_paper and one.id not in held
    }


def _incomplete(answer: Answer, incomplete: Incomplete) -> dict[str, str]:
    """What still stands in the way, by paper; wrong answers are said beside the questions."""
    names = {one.id: one.name for one in answer.asked.items}
    return {
        one: _("Replace the isolated file: %(paper)s") % {"paper": names.get(one, one)}
        for one in incomplete.infected
    }


def _show(answer: Answer, errors: dict[str, str], status: int) -> HttpResponse:
    filled = answer.filled()
    groups = [(item, _fields(filled, item, answer)) for item in _pages(answer)]
    papers = _papers(answer, filled, errors)
    links = [link for _item, fields in groups for link in error_links(fields)]
    links += [
        ErrorLink(f"id_paper-{key}" if key else "", said) for key, said in errors.items()
    ]
    if links and status == 200 and answer.request.method == "POST":
        status = 422
    given = sum(1 for one in papers if one.files)
    context = shared(answer.page, answer.at) | {
        "asked": answer.asked,
        "groups": groups,
        "papers": papers,
        "errors": tuple(links) if answer.request.method == "POST" else (),
        "given": given,
        "wanted": len(answer.asked.items),
        "submit_key": filled.draft.submit_key,
    }
    return render(answer.request, "citizen/supplement.html", context, status=status)


def _pages(answer: Answer) -> list[Demand]:
    return [one for one in answer.asked.items if not one.is_paper]


def _fields(filled: Filled, item: Demand, answer: Answer) -> tuple[Field, ...]:
    section = filled.rules.section(item.id)
    problems: Any = ()
    if answer.request.method == "POST":
        problems = filled.problems_of(item.id)
    return drawn(
        section,
        filled.draft.answers.get(item.id) or {},
        problems,
        facts=filled.facts_before(section),
        locked=drafted.locked(filled, section),
        communes_url="/dia-ban/",
    )


def _papers(answer: Answer, filled: Filled, errors: dict[str, str]) -> list[Paper]:
    """The asked papers as drawn, with the remark and what was handed in before."""
    wanted = {one.id: one for one in answer.asked.items if one.is_paper}
    code = answer.page.case.code
    there = {one.paper_id for one in answer.page.papers if not one.replaced}
    again = Tag(_("To be sent again"), "act")
    return [
        Paper(
            id=one.id,
            label=one.label,
            tag=again if one.id in there and not one.files else one.tag,
            hint=one.hint,
            error=errors.get(one.id, ""),
            remark=wanted[one.id].note,
            files=one.files,
            before=tuple(
                PaperFile(held.name, f"/ho-so/{code}/giay-to/{held.id}/", held.pages)
                for held in answer.page.papers
                if held.paper_id == one.id and not held.replaced
            ),
            upload_url=one.upload_url,
        )
        for one in drawn_papers(answer.room, filled, errors)
        if one.id in wanted
    ]
