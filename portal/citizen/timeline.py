"""The way of a case as its owner sees it: what happened, where it is, what comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.ui import clocks
from portal.ui.parts import Point
from procedures.engine.definition import AUTOMATIC, Step
from procedures.queries.case_page import CasePage, Event

# What the owner reads about a move. Moves inside the agency that say nothing to him
# (drafting, sending back) are left out: the step they belong to is shown as under way.
TITLES: Mapping[str, str | Promise] = {
    "submitted": gettext_lazy("You submitted the application"),
    "received": gettext_lazy("Received"),
    "refused": gettext_lazy("Receipt refused"),
    "step_done": gettext_lazy("%(step)s: done"),
    "signed": gettext_lazy("Signed"),
    "issued": gettext_lazy("Result issued"),
    "handed_over": gettext_lazy("Result handed over"),
    "supplement_asked": gettext_lazy("A supplement was asked for"),
    "supplied": gettext_lazy("You handed in the supplement"),
    "extended": gettext_lazy("The appointment was moved"),
    "apologised": gettext_lazy("The agency apologized for the delay"),
    "paid": gettext_lazy("Payment recorded"),
    "withdrawn": gettext_lazy("You withdrew the application"),
    "stopped": gettext_lazy("Handling was stopped"),
}


def of_case(page: CasePage, at: datetime) -> tuple[Point, ...]:
    """Past, present and coming steps in order."""
    undone = {one.n - 1 for one in page.events if one.name == "undone"}
    past = tuple(
        _past(page, event)
        for event in page.events
        if event.name in TITLES and event.n not in undone
    )
    return (*past, *_now(page, at), *_next(page))


def _past(page: CasePage, event: Event) -> Point:
    rules = page.rules
    step = str(rules.step(event.step).name) if rules.has_step(event.step) else ""
    who = event.by if event.role != "nguoi_nop" else ""
    return Point(
        title=str(TITLES[event.name]) % {"step": step},
        state="past",
        text=who,
        at=event.at,
        note=_note(page, event),
    )


def _note(page: CasePage, event: Event) -> str:
    if event.name != "submitted":
        return ""
    papers = [one for one in page.papers if one.round == 0]
    pages = sum(one.pages for one in papers)
    facts = {"papers": len(papers), "pages": pages}
    return _("%(papers)d papers, %(pages)d pages") % facts if papers else ""


def _now(page: CasePage, at: datetime) -> tuple[Point, ...]:
    if page.state.closed:
        return ()
    if page.state.waiting:
        return (
            Point(
                title=_("Waiting for you"),
                state="now",
                text=_("The clock stands still and goes on when you have handed in all."),
                clock=clocks.appointment(page, at),
            ),
        )
    return tuple(
        Point(
            title=_title(page, page.rules.step(one)),
            state="now",
            text=_place(page, page.rules.step(one)),
            clock=clocks.of_step(page, at),
        )
        for one in page.state.open
    )


def _next(page: CasePage) -> tuple[Point, ...]:
    if page.state.closed or not page.state.open:
        return ()
    groups = page.rules.groups()
    here = page.rules.position(page.state.open[0])
    coming = [step for group in groups[here + 1 :] for step in group]
    return tuple(
        Point(title=_title(page, step), state="next")
        for step in coming
        if not step.optional and step.kind not in AUTOMATIC
    )


def _title(page: CasePage, step: Step) -> str:
    if step.kind == "receive":
        return _("Waiting to be received")
    if step.kind == "return":
        return _("You get the result")
    return str(step.name)


def _place(page: CasePage, step: Step) -> str:
    case = page.case
    desk = step.kind in ("receive", "return", "payment")
    return case.received_by.name if desk else case.decided_by.name
