"""What an officer can do, by the engine's words: a label, and how it is drawn.

To add an action: write it in the engine, then its label here and its form in ``forms``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.ui.parts import Action, ButtonKind
from procedures.queries.case_page import CasePage, Offer

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Face:
    """How an action is spoken of: on its button, on its page, when it is done."""

    label: Words
    title: Words
    done: Words
    kind: ButtonKind = "second"


# In the order of the bar: the likely verb first, what ends a case last.
FACES: Mapping[str, Face] = {
    "receive": Face(_("Receive"), _("Receive the application"), _("Received."), ""),
    "draft": Face(
        _("Draft the result"), _("Draft of the result"), _("The draft is kept."), ""
    ),
    "forward": Face(_("Forward"), _("Forward the case"), _("Forwarded."), ""),
    "sign": Face(_("Sign"), _("Sign the result"), _("Signed; the letter is being made."), ""),
    "issue": Face(_("Issue"), _("Issue the result"), _("Issued; it is being sealed."), ""),
    "hand_over": Face(_("Hand over"), _("Hand over the result"), _("Handed over."), ""),
    "opine": Face(_("Give an opinion"), _("Opinion"), _("The opinion is sent."), ""),
    "pay": Face(_("Record the payment"), _("Payment"), _("The payment is recorded."), ""),
    "supplement": Face(
        _("Ask for a supplement"), _("Ask for a supplement"), _("The request is sent.")
    ),
    "send_back": Face(_("Send back"), _("Send the case back"), _("Sent back.")),
    "consult": Face(_("Ask for an opinion"), _("Ask for an opinion"), _("Asked.")),
    "skip": Face(_("Leave out this step"), _("Leave out this step"), _("Left out.")),
    "propose_reject": Face(_("Propose a rejection"), _("Propose a rejection"), _("Proposed.")),
    "extend": Face(_("Extend"), _("Extend the appointment"), _("Extended."), "quiet"),
    "apologise": Face(_("Apologize"), _("Apologize for the delay"), _("Sent."), "quiet"),
    "refuse": Face(_("Refuse receipt"), _("Refuse receipt"), _("Refused."), "quiet"),
    "stop": Face(_("Stop handling"), _("Stop handling the case"), _("Stopped."), "quiet"),
}


def address(code: str, action: str) -> str:
    """The page of one action on one case."""
    return f"/can-bo/ho-so/{code}/buoc/{action}/"


def bar(page: CasePage, query: str = "") -> tuple[Action, ...]:
    """The verbs offered to this officer, each once; only one stands out.

    ``query`` names the list the case was opened from; their pages remember it.
    """
    offered = {one.action for one in page.offers}
    words = [word for word in FACES if word in offered]
    if page.state.drafted_by and "forward" in words:
        words.sort(key=lambda word: word != "forward")
    return tuple(
        Action(
            word,
            FACES[word].label,
            address(page.case.code, word) + query,
            kind=_kind(FACES[word], first=place == 0),
        )
        for place, word in enumerate(words)
    )


def offer_of(page: CasePage, action: str) -> Offer | None:
    """The offer behind an action's page, or None if it is not offered (any more)."""
    return next((one for one in page.offers if one.action == action), None)


def _kind(face: Face, *, first: bool) -> ButtonKind:
    return face.kind if first or face.kind else "second"
