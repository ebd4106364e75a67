"""The citizen's pages of a draft: one line each, everything else is in the rooms beside."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.guard import needs
from portal.filing import check, lists, papers, questions, start, tasks
from portal.filing.room import Room, citizen_room
from portal.filing.serving import stored_pdf
from procedures.access import Viewer
from procedures.queries import drafts

page = require_http_methods(["GET", "HEAD", "POST"])


def _room(request: HttpRequest) -> Room:
    return citizen_room(Viewer(request.user.person_id))


def _now() -> datetime:
    return timezone.now()  # noqa: TID251  these are views


@needs("citizen")
@page
def begin(request: HttpRequest, procedure: str) -> HttpResponse:
    """C7: start an application."""
    if settings.PUBLIC_SUBMISSION == "national":  # the procedure's page leads to their portal
        return HttpResponseRedirect(f"/thu-tuc/{procedure}/")
    act = start.begin if request.method == "POST" else start.show
    return act(request, _room(request), procedure, at=_now())


@needs("citizen")
@require_safe
def task_list(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """C9: the parts of the application."""
    return _open(request, draft_id, tasks.show)


@needs("citizen")
@page
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    return _open(request, draft_id, tasks.discard)


@needs("citizen")
@page
def question(request: HttpRequest, draft_id: UUID, section: str) -> HttpResponse:
    """C8: one question page."""
    act = questions.answer if request.method == "POST" else questions.show
    return _open(request, draft_id, act, section)


@needs("citizen")
@require_POST
def autosave(request: HttpRequest, draft_id: UUID, section: str) -> HttpResponse:
    """C8: keep what is being typed."""
    return _open(request, draft_id, questions.autosave, section)


@needs("citizen")
@page
def paper_list(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """C10: the papers."""
    act = papers.answer if request.method == "POST" else papers.show
    return _open(request, draft_id, act)


@needs("citizen")
@require_POST
def upload(request: HttpRequest, draft_id: UUID, paper: str) -> HttpResponse:
    """C10: one file on its own."""
    return _open(request, draft_id, papers.upload, paper)


@needs("citizen")
@require_safe
def paper_view(request: HttpRequest, draft_id: UUID, paper: UUID) -> HttpResponse:
    """C10: the merged PDF of one paper."""
    try:
        sha256 = drafts.paper_view(paper=paper, viewer=_room(request).viewer)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return stored_pdf(sha256, "giay-to.pdf")


@needs("citizen")
@page
def check_page(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """C13: check and submit."""
    return _open(request, draft_id, check.submit if request.method == "POST" else check.show)


@require_safe
def communes(request: HttpRequest) -> JsonResponse:
    """The communes and wards of a province, for the second list of an address."""
    found = lists.options("commune", request.GET.get("province", ""))
    items = [{"value": one.value, "label": str(one.label)} for one in found]
    response = JsonResponse({"items": items})
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _open(
    request: HttpRequest, draft_id: UUID, act: Callable[..., HttpResponse], *more: str
) -> HttpResponse:
    """Act on the viewer's draft; one that was submitted leads to its confirmation (F28)."""
    room = _room(request)
    try:
        return act(request, room, draft_id, *more, at=_now())
    except ObjectDoesNotExist as error:
        if code := drafts.submitted_as(draft_id=draft_id, viewer=room.viewer):
            return HttpResponseRedirect(room.submitted(code))
        raise Http404 from error
