"""A1: every duty with its age, the feed, incidents, and what waits for a person."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.guard import needs
from portal.console import duties, wording
from portal.console.duties import Standing
from portal.console.frame import drawn, lacks_second_factor
from portal.ui import wording as ui_wording
from portal.ui.parts import Action, Cell, Column, Line, Table, Tag
from procedures.operations import deliveries
from procedures.queries import health
from procedures.queries.health import Health, Stuck

BOARD = (
    Column(gettext_lazy("Duty")),
    Column(gettext_lazy("State"), narrow=True, bare=True),
    Column(gettext_lazy("Due now"), number=True),
    Column(gettext_lazy("Oldest"), number=True),
    Column(gettext_lazy("Last run"), number=True),
)
STUCK = (
    Column(gettext_lazy("Application code"), narrow=True),
    Column(gettext_lazy("What")),
    Column(gettext_lazy("Fault")),
    Column(gettext_lazy("State"), bare=True),
    Column(gettext_lazy("Tries"), number=True),
    Column(gettext_lazy("Since")),
)
RETRY = (Action("retry", gettext_lazy("Send the selected again"), ""),)


@needs("administrator")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The board as of now; it does not refresh by itself."""
    at = timezone.now()
    found = health.board(at=at, day_began=_midnight(at))
    pushes = settings.NATIONAL_ENABLED and bool(settings.NATIONAL_BASE_URL)
    lines = tuple(duties.standings(found, at=at, pushes=pushes))
    return drawn(
        request,
        "console/health.html",
        at=at,
        bad=[one for one in lines if one.face.state == "overdue"],
        slow=[one for one in lines if one.face.state == "due_soon"],
        figures=figures(found, at),
        board=Table(_("All duties"), BOARD, tuple(_line(one, at) for one in lines)),
        incidents=[(duties.word_of(one.duty), one) for one in found.incidents],
        stuck=_stuck(found),
        retry=RETRY,
        lacks_second_factor=lacks_second_factor(request),
    )


@needs("administrator")
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Try the ticked rows again at once; pressing twice does no harm."""
    at = timezone.now()
    ticked = [int(one) for one in request.POST.getlist("tin") if _is_id(one)]
    if not ticked:
        messages.warning(request, _("Nothing was selected. Tick at least one line."))
        return _home()
    done = sum(deliveries.resume(message_id=one, at=at) for one in ticked[: health.MOST])
    said = ngettext("%(n)s line is sent again now.", "%(n)s lines are sent again now.", done)
    messages.success(request, said % {"n": done})
    return _home()


def figures(found: Health, at: datetime) -> tuple[tuple[str, str], ...]:
    """The feed at a glance."""
    feed = found.owed.get(health.PUSH, health.Owed())
    return (
        (_("Sent to the national portal today"), ui_wording.number(found.pushed_today)),
        (_("Due now"), ui_wording.number(feed.due)),
        (_("Oldest due"), wording.ago(feed.oldest, at)),
        (_("Waiting for a person"), ui_wording.number(_parked(found))),
    )


def _parked(found: Health) -> int:
    return sum(one.parked for one in found.owed.values())


def _line(one: Standing, at: datetime) -> Line:
    held = _("%(n)s more can still be taken back") % {"n": one.owed.held}
    return Line(
        cells=(
            Cell(text=one.duty.words, sub=held if one.owed.held else ""),
            Cell(clock=one.face),
            Cell(text=ui_wording.number(one.owed.due) if one.duty.owes else "–"),
            Cell(text=wording.ago(one.owed.oldest, at)),
            Cell(text=wording.ago(one.ran_at, at)),
        ),
        key=one.duty.name,
        clock=one.face.state,
    )


def _stuck(found: Health) -> Table | None:
    if not found.stuck:
        return None
    lines = tuple(_stuck_line(one) for one in found.stuck)
    return Table(_("What did not go through"), STUCK, lines, tick_name="tin")


def _stuck_line(one: Stuck) -> Line:
    again = _("tries again by itself at %(at)s") % {"at": ui_wording.moment(one.next_try)}
    tag = Tag(_("waits for a person"), "bad") if one.parked else Tag(again, "hold")
    return Line(
        cells=(
            Cell(text=one.case or "–", code=bool(one.case)),
            Cell(text=wording.EFFECTS.get(one.name, one.name)),
            Cell(text=one.why),
            Cell(tag=tag),
            Cell(text=ui_wording.number(one.attempts)),
            Cell(at=one.since),
        ),
        key=str(one.id),
    )


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _home() -> HttpResponseRedirect:
    return redirect("console")
