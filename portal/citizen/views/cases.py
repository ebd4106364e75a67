"""C18: my cases, by whose turn it is; and the drafts that are not sent yet."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from portal.accounts.guard import needs
from portal.citizen.cards import Card, Group
from portal.ui import clocks, wording
from portal.ui.parts import CaseHead, Tag, Task
from procedures.access import Viewer
from procedures.engine import Status
from procedures.queries import drafts, my_cases
from procedures.queries.drafts import DraftLine
from procedures.queries.my_cases import MyCase

HEADINGS: tuple[tuple[str, str | Promise], ...] = (
    ("to_do", gettext_lazy("Needs you")),
    ("under_way", gettext_lazy("Under way")),
    ("ready", gettext_lazy("Result ready")),
    ("over", gettext_lazy("Finished")),
)


@needs("citizen")
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Everything this person has with us."""
    at = timezone.now()
    viewer = Viewer(request.user.person_id)
    text = request.GET.get("q", "").replace("\x00", "")[:200]
    found = my_cases.mine(viewer, text=text)
    groups = tuple(
        Group(heading, tuple(card(one, at) for one in getattr(found, name)))
        for name, heading in HEADINGS
        if getattr(found, name)
    )
    started = [] if text else [task(one) for one in drafts.open_drafts(viewer=viewer)]
    context = {"groups": groups, "drafts": started, "text": text}
    return render(request, "citizen/cases.html", context)


def card(one: MyCase, at: datetime) -> Card:
    """One case: its state in a word, and the next date that matters."""
    words, moment = sentence(one)
    head = CaseHead(
        code=one.code,
        status=one.status,
        step=one.step,
        clock=clocks.of_row(one, one.due_at or one.intake_due_at, at).state,
        title=one.procedure,
    )
    return Card(head, f"/ho-so/{one.code}/", words, moment, one.place)


def sentence(one: MyCase) -> tuple[str, datetime | None]:
    """What happens next, and when."""
    if one.status == Status.SUBMITTED:
        return _("To be received by"), one.intake_due_at
    if one.status in (Status.SUPPLEMENT, Status.OBLIGATION):
        return _("Open it to see what is asked of you."), None
    if one.status == Status.FINISHED:
        return _("The result is there since"), one.finished_at
    if one.status in (Status.RECEIVED, Status.IN_PROGRESS):
        return _("Result promised for"), one.due_at
    return _("Last change"), one.moved_at


def task(one: DraftLine) -> Task:
    """A draft to go on with."""
    address = f"{one.supplements}/bo-sung" if one.supplements else f"nhap/{one.id}"
    return Task(
        label=one.procedure_name,
        url=f"/ho-so/{address}/",
        hint=_("Saved last: %(at)s") % {"at": wording.moment(one.saved_at)},
        tag=Tag(_("Begun"), "act"),
    )
