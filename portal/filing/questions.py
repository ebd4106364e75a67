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
from portal.ui.refusals import sentence
from procedures.engine import Refused
from procedures.engine.answers import Problem, clean
from procedures.engine.form import Field, Section
from procedures.operations import drafts
from procedures.operations.drafts import EditedElsewhere, Saved

ROWS = ("add", "remove", "communes")
"""Buttons that change what the page shows and stay on it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One post of a page: what was typed, over what was there, with what a register says."""

    filled: Filled
    section: Section
    values: dict[str, Any]
    expected: int | None
    asked: frozenset[str] | None  # names of the questions on the page; None = not said


def show(
    request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime
) -> HttpResponse:
    """Draw the page with what is saved; one whose turn has not come leads to the one that is
    open. Raises `Draft.DoesNotExist`, `Http404`."""
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    section = _section(filled, key)
    if not filled.reachable(key):
        return HttpResponseRedirect(room.address(draft_id, filled.first_open()))
    return _page(request, room, filled, section, filled.draft.answers.get(key) or {}, at=at)


def answer(
    request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime
) -> HttpResponse:
    """Take what was typed: keep it in any case, then go on, or say what to mend (422)."""
    given = _read(request, room, draft_id, key, at=at)
    if not given.filled.reachable(key):
        return HttpResponseRedirect(room.address(draft_id, given.filled.first_open()))
    try:
        if any(button in request.POST for button in ROWS):
            return _other_rows(request, room, given, at=at)
        if request.POST.get("save") == "later":
            _save(room, given, given.values, at=at)
            return HttpResponseRedirect(room.away)
        return _go_on(request, room, given, at=at)
    except EditedElsewhere as conflict:
        return _conflict(request, room, given, conflict, at=at)
    except Refused as refused:
        error = ErrorLink("", sentence(refused.reason, refused.facts))
        return _page(
            request, room, given.filled, given.section, given.values, extra=(error,), at=at
        )


def autosave(
    request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime
) -> JsonResponse:
    """Keep what stands on the page, right or wrong: ``{saved_at, version}``; 409 if the draft
    was saved elsewhere since the page was drawn."""
    given = _read(request, room, draft_id, key, at=at)
    if not given.filled.reachable(key):
        raise Http404
    try:
        saved = _save(room, given, given.values, at=at)
    except EditedElsewhere as conflict:
        body = {"saved_at": conflict.saved_at.isoformat(), "version": conflict.revision}
        return JsonResponse(body, status=409)
    except Refused as refused:
        return JsonResponse({"error": sentence(refused.reason, refused.facts)}, status=422)
    return JsonResponse({"saved_at": saved.saved_at.isoformat(), "version": saved.revision})


def _go_on(request: HttpRequest, room: Room, given: Answered, *, at: datetime) -> HttpResponse:
    section, filled = given.section, given.filled
    before = filled.facts_before(section)
    cleaned = clean(section, given.values, on=filled.on, facts=before)
    problems = (*cleaned.errors, *unlisted(section, cleaned.values))
    new = newly_asked(section, given.values, before, given.asked) if given.asked else []
    if new or problems:
        saved = _save(room, given, given.values, at=at, done=False)
        shown = [one for one in problems if one.question not in new]
        return _page(
            request, room, filled, section, given.values, shown, new=new, saved=saved, at=at
        )
    _save(room, given, cleaned.values, at=at, done=True)
    if request.GET.get("ve") == path.CHECK:
        return HttpResponseRedirect(room.address(filled.draft.id, path.CHECK))
    fresh = path.read(draft_id=filled.draft.id, viewer=room.viewer, at=at)
    return HttpResponseRedirect(room.address(filled.draft.id, fresh.after(section.id)))


def _other_rows(
    request: HttpRequest, room: Room, given: Answered, *, at: datetime
) -> HttpResponse:
    """Add or remove a row, or fetch the communes of a province, and show the page again."""
    values = dict(given.values)
    for field in given.section.fields:
        name = f"{given.section.id}-{field.name}"
        rows = list(values.get(field.name) or [{}]) if field.type == "table" else []
        if rows and request.POST.get("add") == name and len(rows) < field.max_rows:
            values[field.name] = [*rows, {}]
        removed = request.POST.get("remove", "").removeprefix(f"{name}-")
        if rows and removed.isdecimal() and 0 < int(removed) <= len(rows):
            values[field.name] = [row for n, row in enumerate(rows, 1) if n != int(removed)]
    _save(room, given, values, at=at)
    return HttpResponseRedirect(f"{request.get_full_path()}#noi-dung")


def _conflict(
    request: HttpRequest,
    room: Room,
    given: Answered,
    conflict: EditedElsewhere,
    *,
    at: datetime,
) -> HttpResponse:
    """The typed text again, with the new revision: sending it once more keeps this version."""
    return _page(
        request, room, given.filled, given.section, given.values, conflict=conflict, at=at
    )


def _read(
    request: HttpRequest, room: Room, draft_id: UUID, key: str, *, at: datetime
) -> Answered:
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    section = _section(filled, key)
    kept = filled.draft.answers.get(key) or {}
    locked = path.locked(filled, section)
    values = {**kept, **section_values(section, request.POST), **locked}
    said = request.POST.get("asked")
    asked = None if said is None else frozenset(said.split()) | set(locked)
    return Answered(filled, section, values, frame.expected(request), asked)


def _save(
    room: Room,
    given: Answered,
    values: Mapping[str, Any],
    *,
    at: datetime,
    done: bool | None = None,
) -> Saved:
    return drafts.save_section(
        draft_id=given.filled.draft.id,
        viewer=room.viewer,
        section=given.section.id,
        values=values,
        done=done,
        expected=given.expected,
        at=at,
    )


def _section(filled: Filled, key: str) -> Section:
    section = filled.section(key)
    if section is None:
        raise Http404
    return section


def _page(
    request: HttpRequest,
    room: Room,
    filled: Filled,
    section: Section,
    values: Mapping[str, Any],
    problems: Sequence[Problem] = (),
    *,
    at: datetime,
    new: Sequence[Field] = (),
    extra: tuple[ErrorLink, ...] = (),
    saved: Saved | None = None,
    conflict: EditedElsewhere | None = None,
) -> HttpResponse:
    locked = path.locked(filled, section)
    fields = drawn(
        section,
        values,
        problems,
        facts=filled.facts_before(section),
        locked=locked,
        communes_url=reverse("communes"),
    )
    errors = (*extra, *error_links(fields))
    language = get_language() or "vi"
    context = frame.of_page(room, filled, section.id, at=at) | {
        "title": section.title.in_language(language),
        "intro": section.intro.in_language(language),
        "given": given(section, locked),
        "fields": fields,
        "asked": " ".join(one.name.removeprefix(f"{section.id}-") for one in flat(fields)),
        "errors": errors,
        "new": [f"id_{section.id}-{one.name}" for one in new],
        "conflict": conflict,
        "autosave_url": room.address(filled.draft.id, section.id, "luu"),
    }
    if saved:
        context |= {"expected": saved.revision, "saved_at": saved.saved_at}
    if conflict:
        context["expected"] = conflict.revision
    status = 409 if conflict else 422 if errors else 200
    return render(request, "filing/question.html", context, status=status)


def flat(fields: Sequence[Any]) -> list[Any]:
    """Every field of a page, those below answers included."""
    found = []
    for field in fields:
        found.append(field)
        for option in field.options:
            found += flat(option.fields)
    return found
