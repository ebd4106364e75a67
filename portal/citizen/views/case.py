"""C16, C19, C22: the confirmation, one case as its owner sees it, its result and letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.accounts.guard import needs
from portal.citizen import demands, timeline
from portal.filing.serving import stored_pdf
from portal.ui import clocks, qr
from portal.ui.parts import CaseHead, PaperFile
from procedures.access import Viewer
from procedures.operations import audit, letters
from procedures.queries import case_page
from procedures.queries.case_page import CasePage, LetterView

FORMS = {
    "01": "receipt",
    "02": "supplement_request",
    "03": "refusal",
    "04": "apology",
    "05": "stop_notice",
}


@needs("citizen")
@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The case: what to do now, how far it is, who holds it, what was sent and received."""
    at = timezone.now()
    viewer = Viewer(request.user.person_id)
    found = opened(viewer, code, "case", at)
    context = shared(found, at) | {
        "points": timeline.of_case(found, at),
        "asked": demands.of_case(found),
        "papers": papers(found),
        "result": ready(found, at),
        "number": number_of(ready(found, at)),
        "sync": found.sync,
    }
    template = "citizen/result.html" if context["result"] else "citizen/case.html"
    return render(request, template, context)


@needs("citizen")
@require_GET
def submitted(request: HttpRequest, code: str) -> HttpResponse:
    """The confirmation: the code, what happens next and when, what was received."""
    at = timezone.now()
    found = opened(Viewer(request.user.person_id), code, "case", at)
    context = shared(found, at) | {
        "points": timeline.of_case(found, at),
        "papers": papers(found),
        "track": qr.svg(f"/tra-cuu/?ma={code}", _("QR code that opens the tracking page")),
    }
    return render(request, "citizen/submitted.html", context)


@needs("citizen")
@require_GET
def letter(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A form the agency has issued (01 to 05), as a file."""
    if form not in FORMS:
        raise Http404
    return _letter_file(request, code, FORMS[form])


@needs("citizen")
@require_GET
def result_file(request: HttpRequest, code: str) -> HttpResponse:
    """The signed result. The first download is noted as its receipt."""
    return _letter_file(request, code, "result")


@needs("citizen")
@require_GET
def paper(request: HttpRequest, code: str, paper_id: UUID) -> HttpResponse:
    """One of the papers handed in, as the officers see it."""
    at = timezone.now()
    viewer = Viewer(request.user.person_id)
    found = case_page.find_paper(viewer, code, paper_id)
    if found is None:
        raise Http404
    case_id, sha256 = found
    audit.record_view(case_id=case_id, viewer=viewer, what="paper", at=at)
    return stored_pdf(sha256, f"{code}.pdf")


def opened(viewer: Viewer, code: str, what: str, at: datetime) -> CasePage:
    """The viewer's case, after the view is on record; 404 for everybody else."""
    found = case_page.load(viewer, code, at=at)
    if found is None:
        raise Http404
    audit.record_view(case_id=found.case.pk, viewer=viewer, what=what, at=at)
    return found


def shared(found: CasePage, at: datetime) -> dict[str, Any]:
    """What every page about one's own case says."""
    case, rules = found.case, found.rules
    return {
        "page": found,
        "head": CaseHead(
            code=case.code,
            status=case.status,
            step=",".join(case.open_steps),
            clock=clocks.state_of(found, at),
            title=str(rules.short_name or rules.name),
        ),
        "holder": holder(found),
        "case_url": f"/ho-so/{case.code}/",
        "appointment": clocks.appointment(found, at),
        "letters": [(one, form_title(one)) for one in issued(found, at) if one.form],
    }


def holder(found: CasePage) -> tuple[str, str]:
    """Who has the case now: name and telephone."""
    case = found.case
    if case.received_at is None or case.finished_at:
        return case.received_by.name, case.received_by.phone
    return case.decided_by.name, case.decided_by.phone or case.received_by.phone


def issued(found: CasePage, at: datetime) -> list[LetterView]:
    """Letters the owner may open."""
    return [
        one
        for one in found.letters
        if one.released_at and one.released_at <= at and not one.revoked
    ]


def ready(found: CasePage, at: datetime) -> LetterView | None:
    """The result, once it is released."""
    return next((one for one in issued(found, at) if one.name == "result"), None)


def number_of(one: LetterView | None) -> str:
    """ "14/UBND-XNTTHN", as it is printed."""
    return f"{one.number:02}/{one.symbol}" if one and one.number else ""


def form_title(one: LetterView) -> str:
    """What people call a form."""
    return {
        "receipt": _("Receipt and appointment slip"),
        "supplement_request": _("Request for a supplement"),
        "refusal": _("Refusal of receipt"),
        "apology": _("Apology and new appointment"),
        "stop_notice": _("Notice of stopping"),
    }[one.name]


def papers(found: CasePage) -> tuple[PaperFile, ...]:
    """What was handed in and is still in force."""
    return tuple(
        PaperFile(
            label=one.name,
            url=f"/ho-so/{found.case.code}/giay-to/{one.id}/" if one.clean else "",
            pages=one.pages or None,
            state=_("Received") if one.source != "counter" else _("To be brought to the desk"),
        )
        for one in found.papers
        if not one.replaced
    )


def _letter_file(request: HttpRequest, code: str, name: str) -> HttpResponse:
    at = timezone.now()
    viewer = Viewer(request.user.person_id)
    found = case_page.find_letter(viewer, code, name, at=at)
    if found is None:
        raise Http404
    case_id, letter_id, sha256 = found
    audit.record_view(case_id=case_id, viewer=viewer, what=f"letter:{name}"[:40], at=at)
    letters.note_opened(letter_id=letter_id, at=at)
    return stored_pdf(sha256, f"{code}-{name}.pdf")
