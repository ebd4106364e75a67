"""The declaration as an officer reads it, and the papers beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.ui.parts import Document, Fact
from procedures.engine.answers import doubts, shown
from procedures.queries.case_page import CasePage, LetterView, PaperView
from procedures.reference.naming import name_of

# A number that does not fit its owner is checked, not refused: registers hold such numbers.
DOUBTS: Mapping[str, Promise | str] = {
    "personal_id_province": gettext_lazy("Check: no province has these first three digits."),
    "personal_id_century": gettext_lazy("Check: the number says another century of birth."),
    "personal_id_year": gettext_lazy("Check: the number says another year of birth."),
    "personal_id_gender": gettext_lazy("Check: the number says the other sex."),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One question page with its answers."""

    title: str
    facts: tuple[Fact, ...]


def declaration(page: CasePage) -> tuple[Group, ...]:
    """All answers, page by page; what a supplement changed shows the former answer too."""
    groups = []
    for section in page.rules.sections:
        values = page.case.answers.get(section.id) or {}
        flagged = doubts(section, values)
        kept = page.answers_before.get(section.id)
        before = None if kept is None else _texts(section, kept)
        facts = tuple(
            Fact(
                term=question.label.in_language(get_language() or "vi"),
                value=text,
                was=_was(before, question.name, text),
                source=" ".join(str(DOUBTS[one]) for one in flagged.get(question.name, ())),
            )
            for question, text in shown(section, values, name_of)
        )
        if facts:
            groups.append(Group(section.title.in_language(get_language() or "vi"), facts))
    return tuple(groups)


def parties(page: CasePage) -> tuple[Fact, ...]:
    """Who applies for whom, received and decided where."""
    case = page.case
    facts = [Fact(_("Applicant"), case.applicant.full_name)]
    if case.submitter_id != case.applicant_id:
        facts.append(Fact(_("Submitted by"), case.submitter.full_name))
    if case.organisation:
        facts.append(Fact(_("Organization"), case.organisation.name))
    facts += [
        Fact(_("Received at"), case.received_by.name),
        Fact(_("Decided by"), case.decided_by.name),
        Fact(_("Submitted"), at=case.submitted_at),
    ]
    return tuple(facts)


def document(page: CasePage, chosen: str) -> Document | None:
    """The paper or letter in the viewer: the chosen one, else the result, else the first."""
    papers = [one for one in page.papers if one.view and not one.replaced]
    letters = [one for one in page.letters if one.sha256 and not one.revoked]
    choices = [(str(one.id), one.name) for one in papers]
    choices += [(one.name, letter_name(one)) for one in letters]
    if not choices:
        return None
    keys = [key for key, _label in choices]
    key = next((one for one in (chosen, "result") if one in keys), keys[0])
    options = tuple((value, label, value == key) for value, label in choices)
    paper = next((one for one in papers if str(one.id) == key), None)
    root = f"/can-bo/ho-so/{page.case.code}"
    if paper is None:
        letter = next(one for one in letters if one.name == key)
        return _document(letter_name(letter), f"{root}/van-ban/{key}/", letter.pages, options)
    if not paper.clean:
        return Document(label=_("%(name)s: still being checked") % {"name": paper.name})
    return _document(paper.name, f"{root}/giay-to/{paper.id}/", paper.pages, options)


def letter_name(letter: LetterView) -> str:
    """ "Form 01", "Form 02" …, or the result."""
    if letter.form:
        return _("Form %(number)s") % {"number": letter.form}
    return _("Result")


def paper_hint(paper: PaperView) -> str:
    """What the machine found: pages, and whether it may be opened."""
    if paper.source == "counter":
        return _("The applicant brings the paper itself to the desk")
    pages = _("%(n)s pages") % {"n": paper.pages}
    state = _("opens, no malicious code") if paper.clean else _("still being checked")
    return f"{pages} · {state}"


def _document(label: str, root: str, pages: int, options: Any) -> Document:
    pictures = tuple(f"{root}trang/{n}/" for n in range(1, min(pages, 40) + 1))
    return Document(
        label=label,
        pictures=pictures,
        open_url=root,
        download_url=root,
        choices=options,
        choice_name="xem",
    )


def _texts(section: Any, values: Any) -> dict[str, str]:
    return {question.name: text for question, text in shown(section, values, name_of)}


def _was(before: Mapping[str, str] | None, name: str, text: str) -> str:
    """The answer a supplement changed; nothing if it changed none."""
    former = text if before is None else before.get(name, "")
    return "" if former == text else former or _("Not provided")
