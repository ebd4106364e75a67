"""How the public pages put in words what a procedure costs, how long it takes, who may ask."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from portal.ui import wording
from portal.ui.parts import Tag
from procedures.engine import Limit
from procedures.engine.conditions import All, Any_, Compare, Condition, Not
from procedures.engine.definition import Definition, FeeLine
from procedures.engine.form import Label
from procedures.queries.shelf import Fee, Hit, Span

LEVELS: dict[str, str | Promise] = {
    "toan_trinh": gettext_lazy("Fully online"),
    "mot_phan": gettext_lazy("Partly online"),
    "truc_tiep": gettext_lazy("In person"),
}
DECIDERS: dict[str, str | Promise] = {
    "xa": gettext_lazy("Wards and communes"),
    "tinh": gettext_lazy("Departments of the city"),
    "bo": gettext_lazy("Ministries"),
    "khac": gettext_lazy("Other bodies"),
}
CHANNELS: dict[str, str | Promise] = {
    "online": gettext_lazy("Online"),
    "direct": gettext_lazy("In person at the One-Stop Unit"),
    "post": gettext_lazy("By public postal service"),
}
FEE_KINDS: dict[str, str | Promise] = {
    "phi": pgettext_lazy("fee for a service", "Fee"),
    "le_phi": pgettext_lazy("state charge", "Charge"),
    "nghia_vu_tai_chinh": gettext_lazy("Financial obligation"),
}
UNKNOWN_LEVEL = gettext_lazy("On the national portal")


def said(label: Label) -> str:
    """A text of a definition in the language of the page, Vietnamese if it has no other."""
    return label.in_language(get_language() or "vi")


def title(name: str) -> str:
    """An official name as a heading: without the words "Thủ tục" that all of them begin with.

    >>> title("Thủ tục cấp Giấy xác nhận tình trạng hôn nhân")
    'Cấp Giấy xác nhận tình trạng hôn nhân'
    """
    bare = name.removeprefix("Thủ tục ")
    return bare[:1].upper() + bare[1:]


def level_tag(level: str) -> Tag:
    """How much of it can be done online here."""
    if level not in LEVELS:
        return Tag(UNKNOWN_LEVEL)
    return Tag(LEVELS[level], "" if level == "truc_tiep" else "tim")


def limit(one: Limit | Span) -> str:
    """ "3 working days"; "the same day" where the law says so for what comes before 15:00."""
    if one.same_day and one.amount == 1:
        return _("The same day")
    if one.amount != int(one.amount):
        return _half(one)
    n = int(one.amount)
    match one.unit:
        case "working_day":
            return wording.working_days(n)
        case "calendar_day":
            return wording.days(n)
        case "working_hour":
            return wording.working_hours(n)
        case "month":
            return ngettext("%(n)d month", "%(n)d months", n) % {"n": n}
        case "half_day":
            return ngettext("%(n)d half day", "%(n)d half days", n) % {"n": n}
    return wording.hours(n)


def _half(one: Limit | Span) -> str:
    n = wording.decimal(float(one.amount))
    if one.unit == "working_day":
        return _("%(n)s working days") % {"n": n}
    return _("%(n)s days") % {"n": n}


def fee(one: Fee | None) -> str:
    """What it costs, in the few words that fit a list."""
    if one is None or (one.amount == 0 and not one.varies):
        return _("Free of charge")
    if one.amount is None:
        return _("Told by the desk")
    if one.varies:
        return _("Depends on the case")
    return wording.money(one.amount)


def fee_line(line: FeeLine) -> str:
    """The amount of one line of the fee table: "15.000 đ/bản"."""
    unit = f"/{line.unit}" if line.unit else ""
    if line.tiers:
        return _tiers(line)
    if line.amount is None:
        return _("Told by the agency once it is known")
    if not line.amount:
        return _("Free of charge")
    amount = f"{wording.money(line.amount)}{unit}"
    return _at_most(amount, line.max)


def _tiers(line: FeeLine) -> str:
    unit = f"/{line.unit}" if line.unit else ""
    parts, before = [], 0
    for tier in line.tiers:
        amount = f"{wording.money(tier.amount)}{unit}"
        facts = {"amount": amount, "first": before + 1, "last": tier.upto}
        if tier.upto is None:
            parts.append(_("%(amount)s from the %(first)dth on") % facts if before else amount)
        else:
            parts.append(_("%(amount)s up to the %(last)dth") % facts)
            before = tier.upto
    return _at_most(", ".join(parts), line.max)


def _at_most(amount: str, most: int | None) -> str:
    if most is None:
        return amount
    return _("%(amount)s, at most %(most)s") % {"amount": amount, "most": wording.money(most)}


def hit_facts(hit: Hit) -> tuple[tuple[str, str], ...]:
    """What a list says of a procedure beside its name."""
    facts = []
    if hit.published:
        if hit.limit:
            facts.append((_("Time limit"), limit(hit.limit)))
        facts.append((_("Fees and charges"), fee(hit.fee)))
    if hit.only_in:
        facts.append((_("Only in"), hit.only_in))
    elif hit.levels or hit.agency:
        facts.append(("", deciders(hit.levels) or agencies(hit)))
    return tuple(facts)


def agencies(hit: Hit) -> str:
    """Who decides it by the catalogue, which at times names the same agency twice."""
    return ", ".join(dict.fromkeys(hit.agency.split(", ")))


def deciders(levels: tuple[str, ...]) -> str:
    """Who may decide it, in words."""
    return ", ".join(str(DECIDERS[one]) for one in levels if one in DECIDERS)


def when(condition: Condition | None, rules: Definition) -> str:
    """A condition in words: the question, and the answers for which it holds; "" for none.

    What cannot be said simply is left to the question pages, which ask one by one.
    """
    match condition:
        case None:
            return ""
        case All(parts):
            return " – ".join(filter(None, (when(part, rules) for part in parts)))
        case Any_(parts):
            word = _("or")  # apart: gettext does not look into f-strings
            return f" {word} ".join(filter(None, (when(part, rules) for part in parts)))
        case Not():
            return _("In some cases")
        case Compare():
            return _compared(condition, rules)


def _compared(one: Compare, rules: Definition) -> str:
    question = next((field for field in rules.fields() if field.path == one.field), None)
    if one.field == "channel":
        return str(CHANNELS.get(str(one.value), _("In some cases")))
    if question is None or one.op not in {"eq", "in"}:
        return _("In some cases")
    wanted = one.value if isinstance(one.value, list | tuple) else (one.value,)
    answers = {choice.value: said(choice.label) for choice in question.choices}
    told = ", ".join(answers.get(value, str(value)) for value in wanted)
    return f"{said(question.label).rstrip('?: ')}: {told}"


def filling_minutes(rules: Definition) -> int:
    """How long the declaration takes: a short answer 15 seconds, an address or a table a
    minute, a paper two; questions that are not asked of everybody count half."""
    seconds = 0.0
    for section in rules.sections:
        for field in section.fields:
            share = 0.5 if section.when or field.visible_if else 1.0
            seconds += share * (60 if field.type in {"address", "table", "textarea"} else 15)
    papers = [one for one in rules.papers if one.required and one.uploadable]
    seconds += sum(60 if one.when else 120 for one in papers)
    return max(2, round(seconds / 60))


def law(text: str) -> str:
    """ "NĐ 123/2015/NĐ-CP" with the kind of the document written out, as citizens read it."""
    kinds = {"NĐ": "Nghị định", "TT": "Thông tư", "NQ": "Nghị quyết", "QĐ": "Quyết định"}
    kind, _space, rest = text.partition(" ")
    return f"{kinds[kind]} {rest}" if kind in kinds else text
