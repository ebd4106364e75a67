"""O1: my work, the most urgent first; O2, the signature queue and the like are its tabs."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from portal.accounts.guard import needs
from portal.office.frame import framed, viewer_of
from portal.ui import clocks
from portal.ui.frame import NavItem
from portal.ui.parts import Cell, Column, Line, Table, Tag
from procedures.access import DESK_ROLES, Viewer
from procedures.loading import definition
from procedures.queries import worklist
from procedures.queries.worklist import Filters, Row, Worklist

TABS: tuple[tuple[str, str, str | Promise], ...] = (
    ("receive", "/can-bo/tiep-nhan/", _("To be received")),
    ("handle", "/can-bo/", _("To be handled")),
    ("supplement", "/can-bo/cho-bo-sung/", _("Waiting for the applicant")),
    ("sign", "/can-bo/ky/", _("For signature")),
    ("issue", "/can-bo/ban-hanh/", _("To be issued")),
    ("return", "/can-bo/tra-ket-qua/", _("To be handed over")),
    ("all", "/can-bo/tat-ca/", _("All")),
)
CLOCKS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Any")),
    ("overdue", _("Overdue")),
    ("due_soon", _("Due soon")),
    ("paused", _("Paused")),
)
COLUMNS = (
    Column(_("Application code"), narrow=True),
    Column(_("Applicant, procedure"), bare=True),
    Column(_("Step")),
    Column(_("Clock of the step"), narrow=True, bare=True),
    Column(_("Result promised"), narrow=True),
    Column(_("Handled by")),
)
LONGEST_SEARCH = 200


@needs("officer")
@require_GET
def page(request: HttpRequest, tab: str = "") -> HttpResponse:
    """One tab of the list; filters and page stand in the address."""
    at = timezone.now()
    viewer = viewer_of(request, at)
    filters = filters_of(request, tab or first_tab(viewer))
    found = worklist.mine(viewer, filters, at=at, soon=clocks.soon(viewer, at))
    return render(
        request,
        "office/worklist.html",
        framed(
            request,
            viewer,
            at,
            title=title_of(filters.tab),
            tabs=tabs(found, filters.tab),
            filters=filters,
            narrowed=bool(filters.text or filters.clock or filters.procedure),
            clock_options=CLOCKS,
            table=table(found, filters, at),
            shown=len(found.rows),
            more=following(request, found),
        ),
    )


def first_tab(viewer: Viewer) -> str:
    """Where this officer's own work is: handling if he handles, else his special role."""
    special = {role: tab for tab, role in worklist.ROLE_OF_TAB.items()}
    roles = [seat.role for seat in viewer.seats]
    handling = [role for role in roles if role not in special and role not in DESK_ROLES]
    roles = [role for role in roles if role in special]
    if handling or not roles:
        return "handle"
    # Reception comes before handing over for those who do both.
    order = [tab for tab, *_rest in TABS]
    return min((special[role] for role in roles), key=order.index)


def filters_of(request: HttpRequest, tab: str) -> Filters:
    """What the address asks for; words it does not know mean nothing."""
    clock = request.GET.get("dong-ho", "")
    return Filters(
        tab=tab,
        procedure=request.GET.get("thu-tuc", "")[:40],
        clock=clock if clock in dict(CLOCKS) else "",
        text=request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH],
        after=request.GET.get("sau", "")[:64],
    )


def title_of(tab: str) -> str | Promise:
    return next(label for key, _url, label in TABS if key == tab)


def tabs(found: Worklist, current: str) -> tuple[NavItem, ...]:
    """The tabs that have something in them, and the one that is open."""
    return tuple(
        NavItem(url if key != "handle" else "/can-bo/xu-ly/", label, key == current, n)
        for key, url, label in TABS
        for n in [found.counts[key]]
        if n or key in (current, "all")
    )


def table(found: Worklist, filters: Filters, at: datetime) -> Table:
    """The lines of the page."""
    lines = tuple(line(row, filters, at) for row in found.rows)
    return Table(caption=title_of(filters.tab), columns=COLUMNS, lines=lines)


def line(row: Row, filters: Filters, at: datetime) -> Line:
    """One case: where it is, how much time is left, and whether something needs a look."""
    rules = definition(row.version_id)
    steps = ", ".join(str(rules.step(step).name) for step in row.steps)
    clock = clocks.of_row(row, row.step_due_at or row.intake_due_at or row.due_at, at)
    tag = None
    if row.sync_failed:
        tag = Tag(_("Not accepted by the national portal"), "bad")
    elif row.supplemented and not row.paused:
        tag = Tag(_("Supplemented"), "ok")
    return Line(
        cells=(
            Cell(text=row.code, url=case_address(row.code, filters), code=True),
            Cell(text=row.applicant, sub=str(rules.short_name or rules.name)),
            Cell(text=steps, tag=tag),
            Cell(clock=clock),
            Cell(clock=clocks.of_row(row, row.due_at, at)),
            Cell(text=row.handler or str(_("Not assigned"))),
        ),
        key=row.code,
        case=row.code,
        status=row.status,
        step=",".join(row.steps),
        clock=clock.state,
        unread=row.supplemented and not row.paused,
    )


def case_address(code: str, filters: Filters) -> str:
    """The case's page, which remembers the list it was opened from."""
    kept = {
        "tu": filters.tab,
        "dong-ho": filters.clock,
        "thu-tuc": filters.procedure,
        "q": filters.text,
    }
    query = urlencode({key: value for key, value in kept.items() if value})
    return f"/can-bo/ho-so/{code}/?{query}"


def following(request: HttpRequest, found: Worklist) -> str:
    """The address of the next page, or nothing."""
    if not found.more:
        return ""
    query = request.GET.copy()
    query["sau"] = found.rows[-1].code
    return f"?{query.urlencode()}"
