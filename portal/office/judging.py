"""Judging papers and answers one by one: a supplement is asked once, and completely.

Every paper handed in and every question page gets a verdict; what is not fine gets a
sentence for the applicant. Only then can the request be sent (ux O6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.office.facts import paper_hint
from portal.ui.fields import Field
from portal.ui.parts import Check
from procedures.engine.answers import facts_of, visible_sections, wanted_papers
from procedures.engine.text import BadValue, clean
from procedures.queries.case_page import CasePage

Words = str | Promise
FINE, MISSING, WRONG = "ok", "missing", "wrong"
VERDICTS = (
    (FINE, gettext_lazy("Fine")),
    (MISSING, gettext_lazy("Missing")),
    (WRONG, gettext_lazy("Wrong")),
)
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be asked for: a paper or a question page."""

    id: str
    label: str
    hint: str = ""
    fine: bool = True  # unless judged otherwise: it is there, or need not be


def items(page: CasePage) -> tuple[Item, ...]:
    """Everything that must be judged, papers after the pages of the declaration."""
    facts = facts_of(page.rules, page.case.answers, channel=str(page.case.channel))
    askable = page.rules.askable
    found = [
        Item(section.id, str(section.title), _("Electronic declaration"))
        for section in visible_sections(page.rules, facts)
        if section.id in askable and page.case.answers.get(section.id)
    ]
    handed = {one.paper_id: one for one in page.papers if not one.replaced}
    for paper in wanted_papers(page.rules, facts):
        if not paper.uploadable or paper.id not in askable:
            continue
        there = handed.get(paper.id)
        hint = paper_hint(there) if there else _("Not handed in")
        fine = there is not None or not paper.required
        found.append(Item(paper.id, str(paper.name), hint, fine))
    return tuple(found)


def checks(
    page: CasePage, post: Mapping[str, Any] | None, errors: Mapping[str, Words]
) -> tuple[Check, ...]:
    """The verdicts as drawn; only a required paper that is missing has none beforehand."""
    return tuple(
        Check(
            id=item.id,
            label=item.label,
            hint=item.hint,
            verdict=post.get(f"check-{item.id}", "") if post else FINE if item.fine else "",
            error=errors.get(f"check-{item.id}", ""),
            note=_note_field(item, post, errors),
        )
        for item in items(page)
    )


def _note_field(
    item: Item, post: Mapping[str, Any] | None, errors: Mapping[str, Words]
) -> Field:
    """What to mend, in words for the applicant."""
    return Field(
        name=f"supplement-{item.id}",
        label=_("What to mend: %(paper)s") % {"paper": item.label},
        kind="textarea",
        hint=_("For the applicant: what is missing, how to do it."),
        value=(post or {}).get(f"supplement-{item.id}", "")[:LONGEST],
        error=errors.get(f"supplement-{item.id}", ""),
    )


def read_items(
    page: CasePage, post: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Words]]:
    """What is asked for, with the sentence to each; all must be judged."""
    asked: list[str] = []
    notes: dict[str, str] = {}
    judged: dict[str, str] = {}
    errors: dict[str, Words] = {}
    for item in items(page):
        verdict = post.get(f"check-{item.id}", "")
        if verdict not in dict(VERDICTS):
            errors[f"check-{item.id}"] = _("Judge this: fine, missing or wrong")
            continue
        judged[item.id] = verdict
        if verdict == FINE:
            continue
        asked.append(item.id)
        note, wrong = _note(post.get(f"supplement-{item.id}", ""), item)
        if wrong:
            errors[f"supplement-{item.id}"] = wrong
        notes[item.id] = note
    if not asked and not errors:
        first = items(page)[0].id if items(page) else ""
        errors[f"check-{first}"] = _("Everything is fine, so there is nothing to ask for")
    return {"items": asked, "notes": notes, "judged": judged}, errors


def asked_items(page: CasePage, post: Mapping[str, Any]) -> list[tuple[str, Words]]:
    """Names and labels of the sentences that were typed."""
    return [
        (f"supplement-{item.id}", item.label)
        for item in items(page)
        if post.get(f"supplement-{item.id}", "").strip()
    ]


def _note(typed: str, item: Item) -> tuple[str, Words]:
    try:
        note = clean(typed[:LONGEST].strip(), lines=True)
    except BadValue:
        return "", _("Remove signs that cannot be read, and write it again")
    if not note:
        return "", _("Write what is to be mended: %(paper)s") % {"paper": item.label}
    return note, ""
