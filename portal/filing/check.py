"""Everything once more before it is sent, and sending it (page C13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.filing import frame, lists, path
from portal.filing.asking import drawn, visible_now
from portal.filing.faults import sentence
from portal.filing.path import CHECK, PAPERS, Filled, must_be_handed_in
from portal.filing.reading import section_values
from portal.filing.room import Room
from portal.ui import wording
from portal.ui.fields import Field, error_links
from portal.ui.parts import Fact
from procedures.engine.answers import Problem, clean
from procedures.engine.clock import start
from procedures.engine.fees import charges
from procedures.engine.fields import field_type
from procedures.engine.form import Section
from procedures.loading import current_calendar_id, work_calendar
from procedures.operations import drafts, submission
from procedures.operations.submission import Incomplete
from procedures.queries.drafts import HeldPaper


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to finish on another page before the application can be sent."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the summary."""

    title: str
    facts: tuple[Fact, ...]


def show(
    request: HttpRequest,
    room: Room,
    draft_id: UUID,
    *,
    at: datetime,
    problems: tuple[Problem, ...] = (),
    todo: tuple[Todo, ...] = (),
) -> HttpResponse:
    """The summary with a way to change each answer; unfinished parts are named as links."""
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    declared = _declarations(filled, problems)
    errors = error_links(declared)
    context = frame.of_page(room, filled, CHECK, at=at) | {
        "groups": (
            *(_answers(room, filled, section) for section in filled.sections),
            _papers(room, filled),
        ),
        "todo": todo or tuple(_open_parts(room, filled)),
        "refused": bool(todo),
        "fields": declared,
        "errors": errors,
        "desk": filled.draft.desk_name,
        "received_by": _received_by(filled, at),
    }
    return render(request, "filing/check.html", context, status=422 if errors or todo else 200)


def submit(request: HttpRequest, room: Room, draft_id: UUID, *, at: datetime) -> HttpResponse:
    """Send the application: the confirmation, or the same page with what is missing (422).

    Pressed twice, in two tabs, or after a cut connection, it leads to the same confirmation:
    the draft remembers what it became.
    """
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    if request.POST.get("save") == "later":
        return HttpResponseRedirect(room.away)
    if open_parts := tuple(_open_parts(room, filled)):
        return show(request, room, draft_id, at=at, todo=open_parts)
    if problems := _declare(request, room, filled, at=at):
        return show(request, room, draft_id, at=at, problems=problems)
    try:
        code = submission.submit(draft_id=draft_id, viewer=room.viewer, at=at)
    except Incomplete as incomplete:
        found = tuple(_incomplete(room, filled, incomplete))
        return show(request, room, draft_id, at=at, todo=found)
    return HttpResponseRedirect(room.submitted(code))


def _received_by(filled: Filled, at: datetime) -> datetime | None:
    """When the desk must have received it or said what is missing, if it is sent now."""
    if not filled.draft.desk:
        return None
    calendar = work_calendar(current_calendar_id(), filled.draft.desk)
    return start(filled.rules.intake, at, calendar).due_at(calendar)


def _declare(
    request: HttpRequest, room: Room, filled: Filled, *, at: datetime
) -> tuple[Problem, ...]:
    """Keep what was vouched for; what is wrong with it."""
    problems: list[Problem] = []
    for section in filled.declarations:
        values = section_values(section, request.POST)
        cleaned = clean(section, values, on=filled.on, facts=filled.facts)
        problems += cleaned.errors
        if cleaned.ok:
            drafts.save_section(
                draft_id=filled.draft.id,
                viewer=room.viewer,
                section=section.id,
                values=cleaned.values,
                done=True,
                at=at,
            )
    return tuple(problems)


def _declarations(filled: Filled, problems: tuple[Problem, ...]) -> tuple[Field, ...]:
    fields: list[Field] = []
    for section in filled.declarations:
        values = filled.draft.answers.get(section.id) or {}
        fields += drawn(
            section, values, problems, facts=filled.facts, locked={}, communes_url=""
        )
    return tuple(fields)


def _answers(room: Room, filled: Filled, section: Section) -> Group:
    """Every question that applies, with its answer, its source and the way to change it."""
    values = filled.answers.get(section.id) or {}
    given = path.locked(filled, section)
    change = f"{room.address(filled.draft.id, section.id)}?ve={CHECK}"
    language = get_language() or "vi"
    facts = []
    for field in visible_now(section, values, filled.facts_before(section)):
        value = values.get(field.name)
        shown = "" if value is None else field_type(field.type).show(field, value, lists.name)
        facts.append(
            Fact(
                term=field.label.in_language(language),
                value=shown,
                source=_("National population database") if field.name in given else "",
                change_url="" if field.name in given else change,
            )
        )
    return Group(section.title.in_language(language), tuple(facts))


def _papers(room: Room, filled: Filled) -> Group:
    change = room.address(filled.draft.id, PAPERS)
    names = {one.id: one.name.in_language(get_language() or "vi") for one in filled.papers}
    facts = [
        Fact(names.get(one.paper_id, _("Other papers")), _held(one), change_url=change)
        for one in filled.draft.papers
    ]
    facts += [
        Fact(names[one.id], change_url=change)
        for one in filled.papers
        if must_be_handed_in(one) and not filled.draft.paper(one.id)
    ]
    return Group(_("Papers and fees"), (*facts, *_fees(filled)))


def _held(paper: HeldPaper) -> str:
    if paper.source == "counter":
        return _("You bring the paper itself to the counter")
    pages = ngettext("%(n)d page", "%(n)d pages", paper.pages) % {"n": paper.pages}
    return f"{pages}, {wording.size(paper.view_size)}" if paper.view else pages


def _fees(filled: Filled) -> Iterator[Fact]:
    due = charges(filled.rules, filled.facts, channel=path.ONLINE, on=filled.on)
    if not due:
        yield Fact(_("Fee"), _("No fee"))
    for one in due:
        name = one.line.name.in_language(get_language() or "vi") or _("Fee")
        unknown = _("An officer will tell you the fee")
        yield Fact(name, unknown if one.amount is None else wording.money(one.amount))


def _open_parts(room: Room, filled: Filled) -> Iterator[Todo]:
    """The parts still to be done."""
    for page in filled.pages:
        if page.kind != "check" and not page.done:
            words = _("“%(part)s” is not finished yet") % {"part": page.title}
            yield Todo(words, room.address(filled.draft.id, page.key))


def _incomplete(room: Room, filled: Filled, found: Incomplete) -> Iterator[Todo]:
    """What the last check found: answers first, then papers."""
    for problem in found.problems:
        if problem.question:
            page = problem.path.partition(".")[0]
            yield Todo(
                sentence(problem, problem.question), room.address(filled.draft.id, page)
            )
    if found.papers or found.infected:
        words = _("Some papers are missing or must be replaced")
        yield Todo(words, room.address(filled.draft.id, PAPERS))
