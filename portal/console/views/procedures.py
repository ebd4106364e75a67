"""A2 and A3, read only: published procedures, and the way of a case through one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.guard import needs
from portal.console import wording
from portal.console.drawing import drawing
from portal.console.frame import drawn
from portal.ui import wording as ui_wording
from portal.ui.parts import Cell, Column, Crumb, Fact, Line, Table
from procedures.definitions import roles
from procedures.engine import Definition
from procedures.engine.definition import Step
from procedures.queries import published
from procedures.queries.published import Listed, Published

COLUMNS = (
    Column(gettext_lazy("Code"), narrow=True),
    Column(gettext_lazy("Procedure"), bare=True),
    Column(gettext_lazy("Version"), narrow=True),
    Column(gettext_lazy("In force since"), narrow=True),
    Column(gettext_lazy("Cases running"), number=True),
)
VERSIONS = (
    Column(gettext_lazy("Version")),
    Column(gettext_lazy("In force since")),
    Column(gettext_lazy("Until")),
    Column(gettext_lazy("Cases running"), number=True),
)


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step in words, as the list beside the drawing says it."""

    id: str
    name: str
    optional: bool
    main: tuple[str, ...]  # role, kind, time
    more: tuple[tuple[str, str], ...]


@needs("administrator")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every procedure in force."""
    lines = tuple(_line(one) for one in published.procedures())
    table = Table(_("Published procedures"), COLUMNS, lines)
    return drawn(request, "console/procedures.html", table=table, shown=len(lines))


@needs("administrator")
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: drawing, steps, limits, papers, versions."""
    found = published.procedure(code=code[:40]) if code.isprintable() else None
    if found is None:
        raise Http404
    rules = found.rules
    name = _said(rules.short_name or rules.name)
    return drawn(
        request,
        "console/procedure.html",
        name=name,
        found=found,
        graph=drawing(rules),
        steps=[_card(step, rules) for step in rules.steps],
        limits=_limits(rules),
        papers=_papers(rules),
        versions=_versions(found),
        crumbs=(Crumb(_("Procedures"), "/quan-tri/thu-tuc/"), Crumb(f"{rules.code} {name}")),
    )


def _line(one: Listed) -> Line:
    origin = _("shipped") if one.shipped else _("published here")
    return Line(
        cells=(
            Cell(text=one.code, url=f"/quan-tri/thu-tuc/{one.code}/quy-trinh/", code=True),
            Cell(text=one.name, sub=one.sector),
            Cell(text=str(one.version), sub=origin),
            Cell(text=ui_wording.day(one.since)),
            Cell(text=ui_wording.number(one.running)),
        ),
        key=one.code,
    )


def _card(step: Step, rules: Definition) -> StepCard:
    main = (
        roles().get(step.role, step.role),
        str(wording.KINDS.get(step.kind, step.kind)),
        wording.time_of(step, rules.intake),
    )
    more = []
    if step.paused:
        more.append((_("Clock"), _("stands still meanwhile")))
    if step.legal_deadline:
        more.append((_("Legal limit"), _legal(step)))
    if step.can:
        can = ", ".join(str(wording.CAN.get(one, one)) for one in step.can)
        more.append((_("Can also"), can))
    return StepCard(step.id, _said(step.name), step.optional, main, tuple(more))


def _legal(step: Step) -> str:
    words = wording.limit(step.legal_deadline.limit)
    then = wording.TIMEOUTS.get(step.on_timeout, "")
    return f"{words}, {then}" if then else words


def _limits(rules: Definition) -> tuple[Fact, ...]:
    facts = [Fact(_("Receipt"), wording.limit(rules.intake))]
    for one in rules.limits:
        label = _said(one.label) or _("From receipt to the result")
        facts.append(Fact(label, wording.limit(one.limit)))
    rule = rules.supplement
    if rule.max_times is not None:
        facts.append(Fact(_("Supplements may be asked for"), _times(rule.max_times)))
    if rule.lapse:
        facts.append(Fact(_("The applicant has for them"), wording.limit(rule.lapse)))
    return tuple(facts)


def _times(n: int) -> str:
    return {1: _("once"), 2: _("twice")}.get(n, _("%(n)s times") % {"n": n})


def _papers(rules: Definition) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_said(one.name), "" if one.required else _("only if it applies"))
        for one in rules.papers
    )


def _versions(found: Published) -> Table:
    lines = tuple(
        Line(
            cells=(
                Cell(text=str(one.number)),
                Cell(text=ui_wording.day(one.since)),
                Cell(text=ui_wording.day(one.until) if one.until else _("in force")),
                Cell(text=ui_wording.number(one.running)),
            ),
        )
        for one in found.versions
    )
    return Table(_("Versions"), VERSIONS, lines, caption_hidden=True)


def _said(label: object) -> str:
    speak = getattr(label, "in_language", None)
    return speak(get_language() or "vi") if speak else str(label)
