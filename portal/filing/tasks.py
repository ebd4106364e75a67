"""The task list of a draft (page C9), and throwing a draft away."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.filing import frame, path
from portal.filing.path import Filled, Page
from portal.filing.room import Room
from portal.ui.parts import Tag, Task
from procedures.operations import drafts


def show(request: HttpRequest, room: Room, draft_id: UUID, *, at: datetime) -> HttpResponse:
    """The parts of the application with their states, and where to go on."""
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    pages = filled.pages
    going_on = next(page for page in pages if page.key == filled.first_open())
    context = frame.of_page(room, filled, going_on.key, at=at) | {
        "tasks": tuple(_task(room, filled, page) for page in pages),
        "done": sum(page.done for page in pages),
        "all": len(pages),
        "going_on": going_on,
        "going_on_url": room.address(draft_id, going_on.key),
        "discard_url": room.address(draft_id, "xoa"),
        "procedure_url": room.procedure(filled.draft),
    }
    return render(request, "filing/tasks.html", context)


def discard(request: HttpRequest, room: Room, draft_id: UUID, *, at: datetime) -> HttpResponse:
    """Ask once, then throw the draft away."""
    filled = path.read(draft_id=draft_id, viewer=room.viewer, at=at)
    if request.method == "POST":
        drafts.discard(draft_id=draft_id, viewer=room.viewer)
        return HttpResponseRedirect(room.away)
    context = {
        "base": room.base,
        "procedure": frame.procedure_name(filled),
        "back": room.address(draft_id),
    }
    return render(request, "filing/discard.html", context)


def _task(room: Room, filled: Filled, page: Page) -> Task:
    """One part: done, begun, to do, or not yet to be opened."""
    open_now = filled.reachable(page.key)
    url = room.address(filled.draft.id, page.key) if open_now else ""
    return Task(page.title, url, tag=_tag(filled, page, open_now))


def _tag(filled: Filled, page: Page, open_now: bool) -> Tag:
    if page.done:
        return Tag(_("Completed"))
    if not open_now:
        return Tag(_("Cannot start yet"), "hold")
    begun = page.key in filled.draft.done_sections or (
        page.kind == "papers" and filled.draft.papers
    )
    return Tag(_("In progress"), "act") if begun else Tag(_("To do"), "tim")
