"""The form of each action: what it asks, what of it is wrong, what becomes of it.

An action without a line in ``ASKED`` asks nothing but "are you sure". Names of controls are
``<action>-<name>``; what an officer typed is kept whatever happens to the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.office.judging import asked_items, read_items
from portal.office.wording import draft_fields, read_draft
from portal.ui.fields import ErrorLink, Field, Option
from procedures.engine.text import BadValue, clean
from procedures.queries.case_page import CasePage, Offer

Words = str | Promise
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing an action asks. ``key`` is the word of the command's data."""

    key: str
    label: Words
    hint: Words = ""
    missing: Words = ""  # said when it is empty; none = it may be
    kind: str = "textarea"
    choices: Callable[[CasePage, Offer], Sequence[tuple[str, Words]]] | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as sent: ``data`` for the command, ``errors`` by name of control."""

    data: dict[str, Any]
    errors: Mapping[str, Words] = field(default_factory=dict)

    @property
    def links(self) -> tuple[ErrorLink, ...]:
        return tuple(ErrorLink(f"id_{name}", words) for name, words in self.errors.items())


def limits(page: CasePage, offer: Offer) -> list[tuple[str, Words]]:
    """The time limits of the procedure, when there is a choice."""
    rows = [row for row in page.rules.limits if not row.extension]
    return [(row.id, str(row.label) or row.id) for row in rows] if len(rows) > 1 else []


def verdicts(page: CasePage, offer: Offer) -> list[tuple[str, Words]]:
    """How the step may end."""
    return [(one.value, str(one.label)) for one in page.rules.step(offer.step).verdicts]


def optional_steps(page: CasePage, offer: Offer) -> list[tuple[str, Words]]:
    """Steps further on that are only opened on request."""
    here = page.rules.position(offer.step)
    later = [step for group in page.rules.groups()[here + 1 :] for step in group]
    return [(step.id, str(step.name)) for step in later if step.optional]


GROUNDS: tuple[tuple[str, Words], ...] = (
    ("not_competent", _("The matter does not belong to this agency")),
    ("not_eligible", _("The law does not allow the request")),
    ("incomplete", _("The papers cannot be completed")),
    ("duplicate", _("The same request is being handled already")),
)
STOPS: tuple[tuple[str, Words], ...] = (
    ("death", _("The applicant has died")),
    ("lapse", _("The time for the supplement has passed")),
    ("court", _("A court or authority has ordered it")),
    ("duplicate", _("The same request is being handled already")),
)
WAYS: tuple[tuple[str, Words], ...] = (
    ("electronic", _("Electronic copy on the portal")),
    ("counter", _("At the desk")),
    ("post", _("By post")),
)
REMARK = Ask("remark", _("Remark for the next officer"), _("The applicant does not see it."))

ASKED: Mapping[str, tuple[Ask, ...]] = {
    "receive": (
        Ask("limit", _("Time limit of this case"), kind="radios", choices=limits),
        REMARK,
    ),
    "forward": (
        Ask(
            "verdict",
            _("Conclusion"),
            missing=_("Choose a conclusion"),
            kind="radios",
            choices=verdicts,
        ),
        Ask("include", _("Also open"), kind="checkboxes", choices=optional_steps),
        REMARK,
    ),
    "send_back": (
        Ask(
            "remark",
            _("What must be changed"),
            _("The officer who gets the case back reads it."),
            _("Write what must be changed"),
        ),
    ),
    "refuse": (
        Ask(
            "ground",
            _("Legal ground"),
            missing=_("Choose the legal ground"),
            kind="radios",
            choices=lambda page, offer: GROUNDS,
        ),
        Ask(
            "reason",
            _("Reason, as the applicant will read it"),
            _("Say what is missing or not allowed, and what the applicant can do instead."),
            _("Write the reason"),
        ),
    ),
    "propose_reject": (
        Ask(
            "reason",
            _("Reason and law"),
            _("It becomes the text of the letter that the leader signs."),
            _("Write the reason"),
        ),
    ),
    "extend": (
        Ask(
            "days",
            _("How many more working days"),
            _("Once only. The first appointment stays on record."),
            _("Enter the number of days"),
            kind="number",
        ),
        Ask(
            "reason",
            _("Reason, as the applicant will read it"),
            missing=_("Write the reason"),
        ),
    ),
    "apologise": (
        Ask(
            "until",
            _("Promised date and time"),
            _("For example 17:30 04/12/2026"),
            _("Enter the promised date and time"),
            kind="moment",
        ),
        Ask(
            "reason",
            _("Reason, as the applicant will read it"),
            missing=_("Write the reason"),
        ),
    ),
    "stop": (
        Ask(
            "ground",
            _("Why it is stopped"),
            missing=_("Choose why it is stopped"),
            kind="radios",
            choices=lambda page, offer: STOPS,
        ),
        Ask(
            "reason",
            _("Reason, as the applicant will read it"),
            missing=_("Write the reason"),
        ),
    ),
    "consult": (Ask("question", _("Question"), missing=_("Write the question")),),
    "opine": (Ask("opinion", _("Opinion"), missing=_("Write your opinion")),),
    "skip": (REMARK,),
    "sign": (REMARK,),
    "issue": (REMARK,),
    "pay": (
        Ask("amount", _("Amount in đồng"), missing=_("Enter the amount"), kind="number"),
        Ask("receipt", _("Number of the receipt"), kind="text"),
    ),
    "hand_over": (
        Ask(
            "how",
            _("How the result is handed over"),
            missing=_("Choose how the result is handed over"),
            kind="radios",
            choices=lambda page, offer: WAYS,
        ),
        Ask("receiver", _("Who took it"), _("If not the applicant."), kind="text"),
        Ask("note", _("Note")),
    ),
}


def fields(
    page: CasePage, offer: Offer, post: Mapping[str, Any] | None, filled: Filled | None
) -> tuple[Field, ...]:
    """The controls of the action's page, with what was typed and what is wrong."""
    errors = filled.errors if filled else {}
    if offer.action == "draft":
        return draft_fields(page, post, errors)
    return tuple(
        one
        for ask in ASKED.get(offer.action, ())
        if (one := _control(ask, page, offer, post, errors))
    )


def read(page: CasePage, offer: Offer, post: Any) -> Filled:
    """The command's data out of a sent form, and everything that is wrong with it."""
    if offer.action == "draft":
        data, errors = read_draft(page, post)
        return Filled(data, errors)
    data, errors = ({}, {})
    if asks_items(offer):
        data, errors = read_items(page, post)
    for ask in ASKED.get(offer.action, ()):
        name = f"{offer.action}-{ask.key}"
        options = (
            [value for value, _label in ask.choices(page, offer)] if ask.choices else None
        )
        if options == []:
            continue
        value, wrong = _value(ask, name, options, post)
        if wrong:
            errors[name] = wrong
        elif value not in ("", []):
            data[ask.key] = value
    return Filled(data, errors)


def asks_items(offer: Offer) -> bool:
    """Whether every paper and page has to be judged on this action's page."""
    return offer.action == "supplement"


def kept(page: CasePage, offer: Offer, post: Any) -> list[tuple[str, Words, str]]:
    """Everything typed, by label: for the page that says the case has moved meanwhile."""
    drawn = fields(page, offer, post, None)
    texts = [(one.name, one.label, one.value) for one in drawn if one.value]
    return texts + [(name, label, post[name]) for name, label in asked_items(page, post)]


def _value(ask: Ask, name: str, options: list[str] | None, post: Any) -> tuple[Any, Words]:
    if ask.kind == "checkboxes":
        return [one for one in post.getlist(name) if one in (options or [])], ""
    try:
        value = clean(post.get(name, "")[:LONGEST].strip(), lines=ask.kind == "textarea")
    except BadValue:
        return "", _("Remove signs that cannot be read, and write it again")
    if options is not None and value not in options:
        value = ""
    if not value:
        return "", ask.missing
    if ask.kind == "number":
        return _whole(value)
    return _moment(value) if ask.kind == "moment" else (value, "")


def _whole(text: str) -> tuple[Any, Words]:
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:12]) < 10**12):
        return "", _("Enter a whole number, 1 or more")
    return int(digits[:12]), ""


def _moment(text: str) -> tuple[str, Words]:
    """The moment of "17:30 04/12/2026" as the engine takes it, in office time."""
    try:
        typed = datetime.strptime(f"{' '.join(text.split())} +0700", "%H:%M %d/%m/%Y %z")
    except ValueError:
        return "", _("Enter a date and a time, for example 17:30 04/12/2026.")
    return typed.isoformat(), ""


def _control(
    ask: Ask, page: CasePage, offer: Offer, post: Any, errors: Mapping[str, Words]
) -> Field | None:
    name = f"{offer.action}-{ask.key}"
    options: tuple[Option, ...] = ()
    if ask.choices:
        choices = ask.choices(page, offer)
        if not choices:
            return None
        chosen = set(post.getlist(name)) if post else _standard(ask, page)
        options = tuple(Option(v, label, chosen=v in chosen) for v, label in choices)
    return Field(
        name=name,
        label=ask.label,
        kind="text" if ask.kind == "moment" else ask.kind,
        hint=ask.hint,
        value=post.get(name, "")[:LONGEST] if post else "",
        error=errors.get(name, ""),
        optional=not ask.missing and ask.key != "limit",
        options=options,
        width="w8" if ask.kind == "number" else "",
    )


def _standard(ask: Ask, page: CasePage) -> set[str]:
    """What is chosen before the officer has chosen anything."""
    if ask.key == "limit":
        return {page.state.limit or page.rules.limits[0].id}
    if ask.key == "how":
        return {"electronic"}
    return set()
