"""O4: one case, with the document beside the form; and the files it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.accounts.guard import needs
from portal.filing.pictures import page_picture
from portal.filing.serving import stored_pdf
from portal.office import actions, facts, journal
from portal.office.frame import framed, viewer_of
from portal.office.views.worklist import case_address, filters_of, first_tab, title_of
from portal.ui import clocks
from portal.ui.parts import CaseHead
from procedures.access import Viewer
from procedures.operations import audit
from procedures.queries import case_page, worklist
from procedures.queries.case_page import CasePage

PAGES_APART = timedelta(hours=1)  # all pages of a paper seen within it are one look
SLUGS = {
    "receive": "tiep-nhan",
    "handle": "xu-ly",
    "supplement": "cho-bo-sung",
    "sign": "ky",
    "issue": "ban-hanh",
    "return": "tra-ket-qua",
    "all": "tat-ca",
}


@needs("officer")
@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The case. That it was opened is on record before it is shown."""
    at = timezone.now()
    viewer = viewer_of(request, at)
    found = opened(viewer, code, "case", at)
    return render(
        request,
        "office/case.html",
        framed(
            request,
            viewer,
            at,
            page=found,
            head=head(found, at),
            clocks=clocks.of_case(found, at),
            actions=actions.bar(found, from_list(request)),
            parties=facts.parties(found),
            declaration=facts.declaration(found),
            document=facts.document(found, request.GET.get("xem", "")),
            papers=[(one, facts.paper_hint(one)) for one in found.papers if not one.replaced],
            entries=journal.entries(found),
            undo_seconds=settings.UNDO_SECONDS,
            undo_url=actions.address(code, "undo") if found.may_undo else "",
            **around(request, viewer, code, at),
        ),
    )


@needs("officer")
@require_GET
def paper(request: HttpRequest, code: str, paper_id: UUID) -> HttpResponse:
    """One paper as a file."""
    sha256 = _paper(request, code, paper_id, "paper")
    return stored_pdf(sha256, f"{code}.pdf")


@needs("officer")
@require_GET
def paper_picture(request: HttpRequest, code: str, paper_id: UUID, n: int) -> HttpResponse:
    """One page of a paper as a picture."""
    return page_picture(_paper(request, code, paper_id, "picture"), n)


@needs("officer")
@require_GET
def letter(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One letter as a file, also while it is being prepared."""
    return stored_pdf(_letter(request, code, name, "letter"), f"{code}-{name}.pdf")


@needs("officer")
@require_GET
def letter_picture(request: HttpRequest, code: str, name: str, n: int) -> HttpResponse:
    """One page of a letter as a picture."""
    return page_picture(_letter(request, code, name, "picture"), n)


def opened(viewer: Viewer, code: str, what: str, at: datetime) -> CasePage:
    """The case for this officer, after the view is on record; 404 for everybody else."""
    found = case_page.load(viewer, code, at=at)
    if found is None:
        raise Http404
    audit.record_view(case_id=found.case.pk, viewer=viewer, what=what, at=at)
    return found


def head(found: CasePage, at: datetime) -> CaseHead:
    """What the page says first, and what programs read off it."""
    case, rules = found.case, found.rules
    name = str(rules.short_name or rules.name)
    sync = found.sync
    words = _("sent") if sync.known and not sync.waiting else _("waiting")
    return CaseHead(
        code=case.code,
        status=case.status,
        step=",".join(case.open_steps),
        clock=clocks.state_of(found, at),
        title=f"{case.applicant.full_name} · {name}",
        version=_("%(code)s, version %(n)s") % {"code": rules.code, "n": case.version.version},
        handler=case.assigned_to.person.full_name if case.assigned_to else "",
        synced=_("refused, see the feed") if sync.parked else words,
        synced_at=sync.acknowledged_at,
    )


def around(request: HttpRequest, viewer: Viewer, code: str, at: datetime) -> dict[str, Any]:
    """The list this case was opened from, and its neighbors there."""
    tab = request.GET.get("tu", "")
    filters = filters_of(request, tab if tab in worklist.TABS else first_tab(viewer))
    before, after = worklist.neighbours(
        viewer, filters, code, at=at, soon=clocks.soon(viewer, at)
    )
    return {
        "list_title": title_of(filters.tab),
        "list_url": f"/can-bo/{SLUGS[filters.tab]}/",
        "previous_url": case_address(before, filters) if before else "",
        "next_url": case_address(after, filters) if after else "",
    }


def from_list(request: HttpRequest) -> str:
    """The part of the address that names the list, "?tu=…"; "" if there is none."""
    kept = request.GET.copy()
    kept.pop("xem", None)  # the document in the viewer
    return f"?{kept.urlencode()}" if kept else ""


def _paper(request: HttpRequest, code: str, paper_id: UUID, what: str) -> str:
    at = timezone.now()
    viewer = viewer_of(request, at)
    found = case_page.find_paper(viewer, code, paper_id)
    if found is None:
        raise Http404
    case_id, sha256 = found
    once = PAGES_APART if what == "picture" else None
    audit.record_view(case_id=case_id, viewer=viewer, what=what, at=at, once_within=once)
    return sha256


def _letter(request: HttpRequest, code: str, name: str, what: str) -> str:
    at = timezone.now()
    viewer = viewer_of(request, at)
    found = case_page.find_letter(viewer, code, name, at=at)
    if found is None:
        raise Http404
    case_id, _letter_id, sha256 = found
    once = PAGES_APART if what == "picture" else None
    audit.record_view(case_id=case_id, viewer=viewer, what=what, at=at, once_within=once)
    return sha256
