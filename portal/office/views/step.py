"""O5: one action on one case. The page asks only what this action needs; the server decides
again when it is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.guard import needs
from portal.office import actions, facts, forms, journal, judging, wording
from portal.office.forms import Filled
from portal.office.frame import framed, viewer_of
from portal.office.views.case import around, from_list, head, opened
from portal.ui import clocks, faces, refusals
from portal.ui.messages import compose
from procedures.access import Viewer, seat_at
from procedures.engine import ACTIONS, Actor, Command, Refused
from procedures.operations import casework
from procedures.queries import case_page, preview
from procedures.queries.case_page import CasePage, Offer


@dataclass(frozen=True, slots=True)
class Ask:
    """One request for one action: who asks, about what, in which seat."""

    request: HttpRequest
    viewer: Viewer
    page: CasePage
    offer: Offer
    at: datetime

    @property
    def actor(self) -> Actor:
        """The officer in the seat from which he acts."""
        seat = seat_at(self.viewer, self.offer.role, self.page.case)
        assert seat is not None  # noqa: S101 -- the offer came from one of his seats
        return seat.actor()


@needs("officer")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Show the action's form, or carry it out."""
    at = timezone.now()
    viewer = viewer_of(request, at)
    found = opened(viewer, code, f"step:{action}"[:40], at)
    offer = actions.offer_of(found, action)
    if offer is None:
        return _gone(request, viewer, found, action, at)
    ask = Ask(request, viewer, found, offer, at)
    return _send(ask) if request.method == "POST" else _form(ask, None, 200)


@needs("officer")
@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take back the last move, within the time the installation allows."""
    at = timezone.now()
    viewer = viewer_of(request, at)
    found = opened(viewer, code, "step:undo", at)
    last = next((one for one in reversed(found.events) if one.name != "undone"), None)
    seat = seat_at(viewer, last.role, found.case) if last else None
    if seat is None or last is None:
        raise Http404
    command = Command("undo", last.step, seat.actor())
    try:
        casework.act(
            case_code=code, command=command, viewer=viewer, expected=_expected(request), at=at
        )
        messages.success(request, _("The move is taken back."))
    except (Refused, casework.Stale) as fault:
        reason = fault.reason if isinstance(fault, Refused) else "nothing_to_undo"
        facts_ = fault.facts if isinstance(fault, Refused) else {}
        messages.error(request, refusals.sentence(reason, facts_))
    return HttpResponseRedirect(f"/can-bo/ho-so/{code}/")


def _send(ask: Ask) -> HttpResponse:
    filled = forms.read(ask.page, ask.offer, ask.request.POST)
    if filled.errors or "preview" in ask.request.POST:
        return _form(ask, filled, 422 if filled.errors else 200)
    then = _next(ask)  # before the move: afterwards the case has left the list
    try:
        _carry_out(ask, filled)
    except Refused as refused:
        words = refusals.sentence(refused.reason, refused.facts)
        return _form(ask, filled, 422, refused=words)
    except casework.Stale:
        return _conflict(ask)
    messages.success(ask.request, str(actions.FACES[ask.offer.action].done))
    return HttpResponseRedirect(then)


def _carry_out(ask: Ask, filled: Filled) -> None:
    """The move; a draft that is complete may go on to the next step in the same breath."""
    code, expected = ask.page.case.code, _expected(ask.request)
    words = [ask.offer.action]
    if ask.offer.action == "draft" and ask.request.POST.get("then") == "forward":
        words.append("forward")
    for place, word in enumerate(words):
        casework.act(
            case_code=code,
            command=Command(word, ask.offer.step, ask.actor, {} if place else filled.data),
            viewer=ask.viewer,
            expected=expected + place,
            at=ask.at,
        )


def _form(ask: Ask, filled: Filled | None, status: int, refused: str = "") -> HttpResponse:
    request, found, offer = ask.request, ask.page, ask.offer
    post = request.POST if request.method == "POST" else None
    face = actions.FACES[offer.action]
    errors = filled.errors if filled else {}
    content = filled.data.get("content", {}) if filled else found.drafted
    return render(
        request,
        "office/step.html",
        framed(
            request,
            ask.viewer,
            ask.at,
            page=found,
            head=head(found, ask.at),
            clocks=clocks.of_case(found, ask.at),
            title=face.title,
            button=face.label,
            action=offer.action,
            fields=forms.fields(found, offer, post, filled),
            checks=judging.checks(found, post, errors) if forms.asks_items(offer) else (),
            verdicts=judging.VERDICTS,
            errors=filled.links if filled else (),
            refused=refused,
            text=wording.preview(found, content, ask.at) if _shows_text(offer) else (),
            text_title=getattr(wording.letter(found), "title", ""),
            document=facts.document(found, request.GET.get("xem", "result")),
            dangerous=offer.action in ("refuse", "stop"),
            message=_message(ask, filled),
            can_preview=offer.action in PREVIEWED,
            waits=settings.UNDO_SECONDS if ACTIONS[offer.action].undo else 0,
            expected=found.expected,
            back=f"/can-bo/ho-so/{found.case.code}/{from_list(request)}",
            **around(request, ask.viewer, found.case.code, ask.at),
        ),
        status=status,
    )


PREVIEWED = frozenset({"supplement", "refuse", "extend", "apologise", "stop"})


def _message(ask: Ask, filled: Filled | None) -> str:
    """The message the applicant would get, as soon as enough is typed to know it."""
    action = ask.offer.action
    kind = preview.MESSAGES.get(action, "")
    if not kind or (action in PREVIEWED and (filled is None or filled.errors)):
        return ""
    data = filled.data if filled else {}
    after = preview.state_after(ask.page, action, ask.offer.step, ask.actor, data, ask.at)
    facts_ = preview.message_facts(ask.page, action, after, data, ask.at)
    name = ask.page.case.submitter.full_name
    return compose(kind, "email", facts_, name=name)[1]


def _conflict(ask: Ask) -> HttpResponse:
    """409: somebody was faster. Says who and what; keeps what was typed."""
    now = case_page.load(ask.viewer, ask.page.case.code, at=ask.at)
    if now is None:
        raise Http404
    seen = _expected(ask.request)
    news = [one for one in now.events if one.n > seen] or list(now.events[-1:])
    step = ", ".join(str(now.rules.step(one).name) for one in now.state.open)
    return render(
        ask.request,
        "office/conflict.html",
        framed(
            ask.request,
            ask.viewer,
            ask.at,
            title=_("The case was moved by %(name)s") % {"name": news[-1].by},
            entries=tuple(journal.entry(now, one) for one in reversed(news)),
            kept=forms.kept(ask.page, ask.offer, ask.request.POST),
            url=f"/can-bo/ho-so/{now.case.code}/",
            step_label=step,
            face=faces.ClockFace(clocks.state_of(now, ask.at), ""),
            head=head(now, ask.at),
        ),
        status=409,
    )


def _gone(
    request: HttpRequest, viewer: Viewer, found: CasePage, action: str, at: datetime
) -> HttpResponse:
    """The action is not offered any more: a conflict if it was sent, else the case's page."""
    if action not in actions.FACES:
        raise Http404
    if request.method == "POST":
        role = viewer.seats[0].role if viewer.seats else ""
        known = [one.step for one in found.events if found.rules.has_step(one.step)]
        step = known[-1] if known else found.rules.steps[0].id
        ask = Ask(request, viewer, found, Offer(step, action, role), at)
        if _made_already(ask):
            return HttpResponseRedirect(f"/can-bo/ho-so/{found.case.code}/")
        return _conflict(ask)
    messages.info(request, refusals.sentence("not_here", {}))
    return HttpResponseRedirect(f"/can-bo/ho-so/{found.case.code}/")


def _made_already(ask: Ask) -> bool:
    """Whether the same person sent the same form before, with the same words."""
    seen = _expected(ask.request)
    made = next((one for one in ask.page.events if seen and one.n == seen + 1), None)
    mine = ask.page.people.get(str(ask.viewer.person))
    if made is None or made.action != ask.offer.action or made.by != mine:
        return False
    said = {**made.data, **made.text}
    typed = forms.read(ask.page, ask.offer, ask.request.POST).data
    return all(
        said.get(key) in (value, json.dumps(value, ensure_ascii=False))
        for key, value in typed.items()
    )


def _next(ask: Ask) -> str:
    """The next case of the list, if there is one; else the case itself."""
    then = ask.request.POST.get("next", "")
    if then == "next":
        following = around(ask.request, ask.viewer, ask.page.case.code, ask.at)["next_url"]
        if following:
            return str(following)
    return f"/can-bo/ho-so/{ask.page.case.code}/{from_list(ask.request)}"


def _shows_text(offer: Offer) -> bool:
    return offer.action in ("draft", "sign") or offer.role == "lanh_dao_phong"


def _expected(request: HttpRequest) -> int:
    """The journal length the form saw; a form that does not say saw nothing (409)."""
    typed = request.POST.get("expected", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
