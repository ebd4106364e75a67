"""What the page of a procedure draws, section by section, from the definition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from portal.citizen import terms
from portal.ui import wording
from portal.ui.fields import Field as Control
from portal.ui.fields import Option
from portal.ui.parts import Cell, Column, Fact, Line, Point, Table
from procedures.engine.answers import wanted_papers
from procedures.engine.conditions import comparisons
from procedures.engine.definition import AUTOMATIC, Definition, Step, TimeLimit
from procedures.engine.form import Field, RequiredPaper
from procedures.queries.catalogue import Published, fee_lines
from procedures.queries.shelf import Hit

MOST_QUESTIONS = 4
DRAFT_DAYS = 30


def key_facts(rules: Definition, today: date) -> tuple[tuple[str, str, str], ...]:
    """Time, cost, result and effort in the first glance: (label, value, small print)."""
    row = _ordinary(rules)
    others = [one for one in rules.limits if one is not row and not one.extension]
    other = ""
    if others:
        facts = {
            "time": terms.limit(others[0].limit),
            "case": terms.said(others[0].label).lower(),
        }
        other = _("%(time)s: %(case)s") % facts
    result = rules.results[0] if rules.results else None
    facts = [
        (_("Time limit"), terms.limit(row.limit), other),
        (_("Fees and charges"), _fee_of(rules, "", today), _exemption(rules)),
    ]
    if result:
        small = _("electronic, digitally signed") if result.digital else _("on paper")
        facts.append((_("Result"), terms.said(result.name), small))
    if "online" in rules.channels and rules.sections:
        minutes = wording.minutes(terms.filling_minutes(rules))
        kept = _("a draft is kept for %(days)s") % {"days": wording.days(DRAFT_DAYS)}
        facts.append((_("Filling in takes about"), minutes, kept))
    return tuple(facts)


def _exemption(rules: Definition) -> str:
    return _("some people pay nothing") if any(one.exempt for one in rules.fees) else ""


def _ordinary(rules: Definition) -> TimeLimit:
    return next((one for one in rules.limits if one.id == "default"), rules.limits[0])


def steps(rules: Definition) -> tuple[Point, ...]:
    """The official way: handing in, every step of the authority, the result."""
    told = [
        Point(_("You hand in the application"), "past", text=_channels(rules)),
        *(_step(one) for one in rules.steps if one.kind not in AUTOMATIC),
    ]
    return tuple(told)


def _channels(rules: Definition) -> str:
    words = [str(terms.CHANNELS[one]) for one in rules.channels if one in terms.CHANNELS]
    joined = ", ".join([words[0], *(one[:1].lower() + one[1:] for one in words[1:])])
    return f"{joined}." if joined else ""


def _step(step: Step) -> Point:
    text = ""
    if step.kind == "receive":
        text = _("You get a receipt with the day the result is promised for.")
    elif step.legal_deadline:
        limit = terms.limit(step.legal_deadline.limit)
        text = _("At most %(time)s.") % {"time": limit}
    name = terms.said(step.name)
    if step.optional:
        name = _("%(step)s (only if needed)") % {"step": name}
    return Point(name, "past", text=text)


def ways(rules: Definition, found: Published, today: date) -> Table:
    """How it can be handed in: way, time limit, fee."""
    columns = (
        Column(_("Way")),
        Column(_("Time limit")),
        Column(_("Fees and charges")),
    )
    limit = terms.limit(_ordinary(rules).limit)
    lines = tuple(
        Line(
            (
                Cell(str(terms.CHANNELS[channel])),
                Cell(limit, sub=_("not counting the post") if channel == "post" else ""),
                Cell(_fee_of(rules, channel, today)),
            )
        )
        for channel in rules.channels
        if channel in terms.CHANNELS
    )
    return Table(_("How to apply"), columns, lines)


def _fee_of(rules: Definition, channel: str, today: date) -> str:
    """The fee in a few words; ``channel`` "" means whichever way it is handed in."""
    rows = fee_lines(rules, {}, on=today)
    rows = [one for one in rows if not channel or one.channel in ("", channel)]
    plain = [one for one in rows if not one.when] or rows
    if not plain:
        return _("Free of charge")
    if len(plain) > 1:
        return _("Depends on the case")
    known = plain[0].amount is not None or plain[0].tiers
    return terms.fee_line(plain[0]) if known else _("Told by the desk")


def limits(rules: Definition) -> tuple[Fact, ...]:
    """Every legal time limit, if there is more than one."""
    if len(rules.limits) < 2:
        return ()
    return tuple(
        Fact(
            terms.said(one.label) or _("Ordinary case"),
            terms.limit(one.limit),
            source=_("may be added once") if one.extension else "",
        )
        for one in rules.limits
    )


def fees(rules: Definition, picked: Mapping[str, str], today: date) -> tuple[Fact, ...]:
    """The fee table in force today."""
    return tuple(
        Fact(
            terms.said(line.name) or str(terms.FEE_KINDS[line.kind]),
            terms.fee_line(line),
            source=" · ".join(filter(None, (terms.when(line.when, rules), line.basis))),
        )
        for line in fee_lines(rules, picked, on=today)
    )


def exempt(rules: Definition, today: date) -> str:
    """Who pays nothing, in one sentence's worth of words."""
    people = [
        terms.said(one) for line in fee_lines(rules, {}, on=today) for one in line.exempt
    ]
    told = list(dict.fromkeys(people))
    return ", ".join([*told[:1], *(one[:1].lower() + one[1:] for one in told[1:])])


def questions(rules: Definition) -> tuple[Field, ...]:
    """The few choices on which papers depend, in the order of the form."""
    asked = {one.field for paper in rules.papers for one in comparisons(paper.when)}
    found = [
        field
        for field in rules.fields()
        if field.path in asked and field.choices and not field.visible_if
    ]
    return tuple(found[:MOST_QUESTIONS])


def picked(rules: Definition, given: Mapping[str, str]) -> dict[str, str]:
    """The choices made on this page; anything else in the address is ignored."""
    facts = {}
    for field in questions(rules):
        value = given.get(control_name(field), "")
        if value in {choice.value for choice in field.choices}:
            facts[field.path] = value
    return facts


def picker(rules: Definition, facts: Mapping[str, str]) -> tuple[Control, ...]:
    """The choices as a form that changes the list of papers."""
    return tuple(
        Control(
            name=control_name(field),
            label=terms.said(field.label),
            kind="select",
            width="w20",
            options=(
                Option("", _("Any case"), chosen=field.path not in facts),
                *(
                    Option(
                        one.value,
                        terms.said(one.label),
                        chosen=facts.get(field.path) == one.value,
                    )
                    for one in field.choices
                ),
            ),
        )
        for field in questions(rules)
    )


def control_name(field: Field) -> str:
    """The name a control has on every page."""
    return field.path.replace(".", "-")


def papers(rules: Definition, facts: Mapping[str, str]) -> Table:
    """What is handed in; for a chosen case only what belongs to it."""
    shown = wanted_papers(rules, dict(facts)) if facts else list(rules.papers)
    lines = [_paper(one, rules) for one in shown if not one.online]  # that is the declaration
    if rules.sections:
        note = _("Filled in here on the portal. Nothing to print, sign or photograph.")
        declaration = terms.said(rules.forms[0].name)
        everybody = Line((Cell(declaration), Cell(note), Cell(_("Everybody"))))
        lines.insert(0, everybody)
    columns = (Column(_("Paper")), Column(_("Note")), Column(_("Who needs it")))
    return Table(_("Papers to hand in"), columns, tuple(lines))


def _paper(one: RequiredPaper, rules: Definition) -> Line:
    own = terms.said(one.hint)
    notes = [_stands_for(one), own] if one.uploadable and not one.replaced_by else []
    notes = notes or [own or _stands_for(one)]
    if one.alternatives:
        others = "; ".join(terms.said(other) for other in one.alternatives)
        notes.append(_("Or: %(papers)s") % {"papers": others})
    if one.deliver_at == "return":
        notes.append(_("Handed in when the result is fetched"))
    who = terms.when(one.when, rules)
    if not who:
        who = _("Everybody") if one.required else _("Not required")
    sentences = ". ".join(note.rstrip(". ") for note in notes if note)
    return Line(
        (Cell(terms.said(one.name)), Cell(f"{sentences}." if sentences else ""), Cell(who))
    )


def _stands_for(one: RequiredPaper) -> str:
    if one.present_only:
        return _("Only shown, not handed in")
    if one.replaced_by and not one.required:
        return _("The agency looks it up itself")
    told = []
    if one.original:
        told.append(_("Original: %(n)d") % {"n": one.original})
    if one.copy:
        told.append(_("Copies: %(n)d") % {"n": one.copy})
    return ", ".join(told)


def whom(rules: Definition) -> tuple[Fact, ...]:
    """Who may apply, who receives and decides, what comes out."""
    facts = [
        (_("Who can apply"), _joined(rules.subjects)),
        (_("Decided by"), terms.said(rules.resolving_agency)),
        (_("Handed in at"), terms.said(rules.receiving)),
        (_("Helping agencies"), _joined(rules.coordinating)),
        (_("Run in"), rules.system_of_record),
        (_("Sector"), rules.sector),
    ]
    shown = [Fact(term, value) for term, value in facts if value]
    for one in rules.results:
        validity = _("valid for %(time)s") % {"time": one.validity} if one.validity else ""
        shown.append(Fact(_("Result"), terms.said(one.name), source=validity))
    return tuple(shown)


def _joined(labels: tuple[object, ...]) -> str:
    return "; ".join(terms.said(one) for one in labels)


def known_facts(hit: Hit) -> tuple[Fact, ...]:
    """All the catalogue tells of a procedure that is not handled here."""
    facts = [
        (_("Procedure code"), hit.code),
        (_("Sector"), hit.sector),
        (_("Level that decides"), terms.deciders(hit.levels)),
        (_("Decided by"), terms.agencies(hit)),
        (_("Only in"), hit.only_in),
    ]
    return tuple(Fact(term, value) for term, value in facts if value)
