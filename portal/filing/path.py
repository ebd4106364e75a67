"""The way through a draft: which pages it has, what is done, where to go next.

Pages come in the order of the definition, then the papers, then the check. A page opens when
those before it are done, because their answers may decide what it asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import takewhile
from typing import Any, Literal

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.filing import prefill
from procedures.access import Viewer
from procedures.engine import Definition
from procedures.engine.answers import (
    Problem,
    clean_all,
    facts_of,
    facts_of_section,
    visible_sections,
    wanted_papers,
)
from procedures.engine.form import RequiredPaper, Section
from procedures.loading import definition
from procedures.queries import drafts, people
from procedures.queries.drafts import OpenDraft
from procedures.queries.people import Known

PAPERS, CHECK = "giay-to", "kiem-tra"
ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a draft. `key` is its part of the address."""

    key: str
    title: str
    kind: Literal["questions", "papers", "check"]
    done: bool


class Filled:
    """A draft read through its definition: what was answered, what follows from it."""

    def __init__(
        self, draft: OpenDraft, rules: Definition, known: Known, at: datetime
    ) -> None:
        self.draft = draft
        self.rules = rules
        self.known = known
        self.on = localdate(at)
        given: dict[str, Any] = {"channel": ONLINE, "subject": "ca_nhan"}
        self.answers, self.problems, self.dropped = clean_all(
            rules, draft.answers, on=self.on, facts=given
        )
        self.facts: Mapping[str, Any] = facts_of(rules, self.answers, **given)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The question pages to ask, the closing declaration apart."""
        asked = visible_sections(self.rules, self.facts)
        return tuple(one for one in asked if not is_declaration(one))

    @cached_property
    def declarations(self) -> tuple[Section, ...]:
        """Pages that only ask to vouch for the rest; they are drawn where it is checked."""
        asked = visible_sections(self.rules, self.facts)
        return tuple(one for one in asked if is_declaration(one))

    @cached_property
    def papers(self) -> tuple[RequiredPaper, ...]:
        """The papers of this case, those that need not be handed in included."""
        return tuple(wanted_papers(self.rules, self.facts))

    @cached_property
    def missing_papers(self) -> tuple[RequiredPaper, ...]:
        """Required papers that are neither there nor promised."""
        there = {one.paper_id for one in self.draft.papers}
        return tuple(
            one
            for one in self.papers
            if must_be_handed_in(one)
            and not any(has == one.id or has.startswith(f"{one.id}-") for has in there)
        )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page in order."""
        language = get_language() or "vi"
        wrong = {problem.path.partition(".")[0] for problem in self.problems}
        done = set(self.draft.done_sections) - wrong
        questions = tuple(
            Page(one.id, one.title.in_language(language), "questions", one.id in done)
            for one in self.sections
        )
        papers_done = PAPERS in self.draft.done_sections and not self.missing_papers
        papers = Page(PAPERS, _("Papers"), "papers", papers_done)
        check = Page(CHECK, _("Check and submit"), "check", False)
        return (*questions, papers, check)

    def section(self, key: str) -> Section | None:
        """The question page of that name, if it is asked."""
        return next((one for one in self.sections if one.id == key), None)

    def facts_before(self, section: Section) -> Mapping[str, Any]:
        """What is known when a page is drawn: the pages before it, not its own answers."""
        earlier = takewhile(lambda one: one.id != section.id, self.rules.sections)
        facts = {key: self.facts[key] for key in ("channel", "subject")}
        for one in earlier:
            facts |= facts_of_section(one, self.answers.get(one.id) or {})
        return facts

    def first_open(self) -> str:
        """The page to go on with."""
        return next(page.key for page in self.pages if not page.done)

    def reachable(self, key: str) -> bool:
        """Whether every page before this one is done."""
        keys = [page.key for page in self.pages]
        return key in keys and keys.index(key) <= keys.index(self.first_open())

    def after(self, key: str) -> str:
        """The page that follows."""
        keys = [page.key for page in self.pages]
        return keys[min(keys.index(key) + 1, len(keys) - 1)]

    def before(self, key: str) -> str:
        """The page before, "" for the first."""
        keys = [page.key for page in self.pages]
        here = keys.index(key)
        return keys[here - 1] if here else ""

    def problems_of(self, section: str) -> tuple[Problem, ...]:
        """What is wrong on one page."""
        return tuple(one for one in self.problems if one.path.startswith(f"{section}."))


def read(*, draft_id: Any, viewer: Viewer, at: datetime) -> Filled:
    """The viewer's open draft. Raises `Draft.DoesNotExist`. Four queries."""
    draft = drafts.draft(draft_id=draft_id, viewer=viewer)
    return Filled(draft, definition(draft.version_id), people.known(person=draft.owner), at)


def locked(filled: Filled, section: Section) -> dict[str, Any]:
    """The answers of a page that a register vouches for."""
    return prefill.locked(section, filled.known)


def is_declaration(section: Section) -> bool:
    """Whether a page asks nothing but to tick what must be ticked."""
    return bool(section.fields) and all(
        field.type == "bool" and any(check.rule == "must_be_true" for check in field.checks)
        for field in section.fields
    )


def must_be_handed_in(paper: RequiredPaper) -> bool:
    """Whether the application cannot be submitted without it."""
    return paper.required and paper.uploadable and not paper.replaced_by
