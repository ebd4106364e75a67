"""Beginning an application (page C7): the desk to receive it, or a draft begun before."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.filing import lists, path, prefill
from portal.filing.room import Room
from portal.ui import wording
from portal.ui.fields import ErrorLink, Field, Option, error_links, with_error
from portal.ui.parts import Task
from portal.ui.refusals import sentence
from procedures.engine import Definition, Refused
from procedures.loading import definition
from procedures.operations import drafts
from procedures.queries import drafts as reading
from procedures.queries import people, places

DESK = "desk"


def show(request: HttpRequest, room: Room, procedure: str, *, at: datetime) -> HttpResponse:
    """What to have ready, the desk, and drafts begun before. 404 if not applied for here."""
    return _page(request, room, procedure, at=at)


def begin(request: HttpRequest, room: Room, procedure: str, *, at: datetime) -> HttpResponse:
    """Make the draft with everything that is known already, and open its first page."""
    rules = _rules(procedure, at)
    desk = request.POST.get(DESK, "")
    if desk not in {one.code for one in places.desks()}:
        return _page(request, room, procedure, at=at, missing=True)
    known = people.known(person=room.viewer.person)
    answers = prefill.first_answers(rules, known)
    try:
        draft = drafts.start(
            procedure=procedure, viewer=room.viewer, at=at, desk=desk, answers=answers
        )
    except Refused as refused:
        words = sentence(refused.reason, refused.facts)
        return _page(request, room, procedure, at=at, errors=(ErrorLink("", words),))
    return HttpResponseRedirect(room.address(draft))


def _page(
    request: HttpRequest,
    room: Room,
    procedure: str,
    *,
    at: datetime,
    missing: bool = False,
    errors: tuple[ErrorLink, ...] = (),
) -> HttpResponse:
    rules = _rules(procedure, at)
    desk = _desk_field(request, room)
    if missing:
        desk = with_error(desk, _("Choose the One-Stop Unit that shall receive it"))
    errors = (*errors, *error_links((desk,)))
    language = get_language() or "vi"
    context = {
        "base": room.base,
        "procedure": (rules.short_name or rules.name).in_language(language),
        "back": f"/thu-tuc/{procedure}/",
        "desk": desk,
        "papers": [
            one.name.in_language(language)
            for one in rules.papers
            if path.must_be_handed_in(one)
        ],
        "open_drafts": _open_drafts(room, procedure),
        "errors": errors,
    }
    return render(request, "filing/start.html", context, status=422 if errors else 200)


def _rules(procedure: str, at: datetime) -> Definition:
    version = reading.version_in_force(procedure=procedure, at=at)
    if version is None:
        raise Http404
    return definition(version)


def _desk_field(request: HttpRequest, room: Room) -> Field:
    """Every desk; that of the person's own commune is chosen beforehand."""
    chosen = request.POST.get(DESK)
    if chosen is None:
        address = people.known(person=room.viewer.person).address or {}
        chosen = places.desk_for(address.get("commune") or "")
    return Field(
        name=DESK,
        label=_("One-Stop Unit that shall receive it"),
        hint=_("Any unit of the city takes it. The nearest is easiest if you have to come."),
        kind="select",
        width="full",
        options=tuple(
            Option(one.value, one.label, chosen=one.value == chosen)
            for one in lists.options("one_stop_office")
        ),
    )


def _open_drafts(room: Room, procedure: str) -> tuple[Task, ...]:
    found = reading.open_drafts(viewer=room.viewer, procedure=procedure)
    return tuple(
        Task(
            _("Draft saved at %(at)s") % {"at": wording.moment(one.saved_at)},
            room.address(one.id),
        )
        for one in found
        if not one.supplements
    )
