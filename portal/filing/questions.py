"""One question page of a draft: drawn, saved while typing, answered (pages C8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from portal.filing import frame, path
from portal.filing.asking import drawn, given, newly_asked
from portal.filing.lists import unlisted
from portal.filing.path import Filled
from portal.filing.reading import section_values
from portal.filing.room import Room
from portal.ui.fields import ErrorLink, error_links
from portal.ui.fields import Field as Drawn
from portal.ui.refusals import sentence
from procedures.engine import Refused
from procedures.engine.answers import Problem, clean
from procedures.engine.form import Field, Section
from procedures.operations import drafts
from procedures.operations.drafts import EditedElsewhere, Saved

ROWS = ("add", "remove", "communes")
"""Buttons that change what the page shows and stay on it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody at one page of his draft."""

    request: HttpRequest
    room: Room
    filled: Filled
    section: Section
    at: datetime

    @property
    def open(self) -> bool:
        """Whether the pages before are done."""
        return self.filled.reachable(self.section.id)

    def goes_to(self, page: str) -> HttpResponseRedirect:
        """Lead to another page of the draft."""
        return HttpResponseRedirect(self.room.address(self.filled.draft.id, page))

    @property
    def locked(self) -> dict[str, Any]:
        """What a register says about this page."""
        return path.locked(self.filled, self.section)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, over what was there, under what a register says."""
        kept = self.filled.draft.answers.get(self.section.id) or {}
        return {**kept, **section_values(self.section, self.request.POST), **self.locked}

    def save(self, values: Mapping[str, Any], *, done: bool | None = None) -> Saved:
        """Keep these answers; raises as `drafts.save_section`."""
        return drafts.save_section(
            draft_id=self.filled.draft.id,
            viewer=self.room.viewer,
            section=self.section.id,
            values=values,
            done=done,
            expected=frame.expected(self.request),
            at=self.at,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page has to say besides its questions."""

    problems: Sequence[Problem] = ()
    new: Sequence[Field] = ()  # questions the answers have brought
    other: tuple[ErrorLink, ...] = ()
    saved: Saved | None = None
    conflict: EditedElsewhere | None = None

    def status(self, errors: Sequence[ErrorLink]) -> int:
        """The status code that tells programs the same."""
        return 409 if self.conflict else 422 if errors else 200


NOTHING = Outcome()


def show(
    request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime
) -> HttpResponse:
    """Draw the page with what is saved; one whose turn has not come leads to the one that is
    open. Raises `Draft.DoesNotExist`, `Http404`."""
    turn = _turn(request, room, draft_id, key, at=at)
    if not turn.open:
        return turn.goes_to(turn.filled.first_open())
    return _page(turn, turn.filled.draft.answers.get(key) or {}, NOTHING)


def answer(
    request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime
) -> HttpResponse:
    """Take what was typed: keep it in any case, then go on, or say what to mend (422)."""
    turn = _turn(request, room, draft_id, key, at=at)
    if not turn.open:
        return turn.goes_to(turn.filled.first_open())
    try:
        if any(button in request.POST for button in ROWS):
            return _other_rows(turn)
        if request.POST.get("save") == "later":
            turn.save(turn.values)
            return HttpResponseRedirect(room.away)
        return _go_on(turn)
    except EditedElsewhere as conflict:
        # The typed text again, with the new revision: sent once more, this version is kept.
        return _page(turn, turn.values, Outcome(conflict=conflict))
    except Refused as refused:
        error = ErrorLink("", sentence(refused.reason, refused.facts))
        return _page(turn, turn.values, Outcome(other=(error,)))


def autosave(
    request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime
) -> JsonResponse:
    """Keep what stands on the page, right or wrong: ``{saved_at, version}``; 409 if the draft
    was saved elsewhere since the page was drawn."""
    turn = _turn(request, room, draft_id, key, at=at)
    if not turn.open:
        raise Http404
    try:
        saved = turn.save(turn.values)
    except EditedElsewhere as conflict:
        body = {"saved_at": conflict.saved_at.isoformat(), "version": conflict.revision}
        return JsonResponse(body, status=409)
    except Refused as refused:
        return JsonResponse({"error": sentence(refused.reason, refused.facts)}, status=422)
    return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": saved.revision})


def _go_on(turn: Turn) -> HttpResponse:
    section, filled, values = turn.section, turn.filled, turn.values
    before = filled.facts_before(section)
    cleaned = clean(section, values, on=filled.on, facts=before)
    problems = (*cleaned.errors, *unlisted(section, cleaned.values))
    new = _new_questions(turn, values, before)
    if new or problems:
        saved = turn.save(values, done=False)
        shown = [one for one in problems if one.question not in new]
        return _page(turn, values, Outcome(shown, new, saved=saved))
    turn.save(cleaned.values, done=True)
    if turn.request.GET.get("ve") == path.CHECK:
        return turn.goes_to(path.CHECK)
    fresh = path.read(draft_id=filled.draft.id, viewer=turn.room.viewer, at=turn.at)
    return turn.goes_to(fresh.after(section.id))


def _new_questions(
    turn: Turn, values: Mapping[str, Any], before: Mapping[str, Any]
) -> list[Field]:
    """Questions that apply now and that the page, by its own list, did not show."""
    said = turn.request.POST.get("asked")
    if said is None:
        return []
    return newly_asked(turn.section, values, before, {*said.split(), *turn.locked})


def _other_rows(turn: Turn) -> HttpResponse:
    """Add or remove a row, or fetch the communes of a province, and show the page again."""
    post, values = turn.request.POST, turn.values
    for field in turn.section.fields:
        name = f"{turn.section.id}-{field.name}"
        rows = list(values.get(field.name) or [{}]) if field.type == "table" else []
        if rows and post.get("add") == name and len(rows) < field.max_rows:
            values[field.name] = [*rows, {}]
        removed = post.get("remove", "").removeprefix(f"{name}-")
        if rows and removed.isdecimal() and 0 < int(removed) <= len(rows):
            values[field.name] = [row for n, row in enumerate(rows, 1) if n != int(removed)]
    turn.save(values)
    return HttpResponseRedirect(f"{turn.request.get_full_path()}#noi-dung")


def _turn(request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime) -> Turn:
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    section = filled.section(key)
    if section is None:
        raise Http404
    return Turn(request, room, filled, section, at)


def _page(turn: Turn, values: Mapping[str, Any], outcome: Outcome) -> HttpResponse:
    section = turn.section
    fields = drawn(
        section,
        values,
        outcome.problems,
        facts=turn.filled.facts_before(section),
        locked=turn.locked,
        communes_url=reverse("communes"),
    )
    errors = (*outcome.other, *error_links(fields))
    context = frame.of_page(turn.room, turn.filled, section.id, at=turn.at)
    context |= _words(turn, fields, errors) | {"new": outcome.new}
    if outcome.saved:
        revision, saved_at = outcome.saved.revision, outcome.saved.saved_at
        context |= {"expected": revision, "saved_at": saved_at}
    if outcome.conflict:
        context |= {"expected": outcome.conflict.revision, "conflict": outcome.conflict}
    status = outcome.status(errors)
    return render(turn.request, "filing/question.html", context, status=status)


def _words(turn: Turn, fields: Sequence[Drawn], errors: Sequence[ErrorLink]) -> dict[str, Any]:
    section, language = turn.section, get_language() or "vi"
    return {
        "title": section.title.in_language(language),
        "intro": section.intro.in_language(language),
        "given": given(section, turn.locked),
        "fields": fields,
        "asked": " ".join(one.name.removeprefix(f"{section.id}-") for one in _flat(fields)),
        "errors": errors,
        "autosave_url": turn.room.address(turn.filled.draft.id, section.id, "luu"),
    }


def _flat(fields: Sequence[Drawn]) -> list[Drawn]:
    """Every field of a page, those below answers included."""
    found = []
    for field in fields:
        found.append(field)
        for option in field.options:
            found += _flat(option.fields)
    return found
