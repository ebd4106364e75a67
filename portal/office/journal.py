"""A case's history in sentences, newest first."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.ui.parts import Entry
from procedures.queries.case_page import CasePage, Event

SENTENCES: Mapping[str, str | Promise] = {
    "submitted": gettext_lazy("%(by)s applied online"),
    "received": gettext_lazy("%(by)s received the application; form 01 was ordered"),
    "refused": gettext_lazy("%(by)s refused receipt; form 03 was ordered"),
    "step_done": gettext_lazy("%(by)s finished “%(step)s”"),
    "step_skipped": gettext_lazy("%(by)s left out “%(step)s”"),
    "step_signed": gettext_lazy("%(by)s signed at “%(step)s”"),
    "sent_back": gettext_lazy("%(by)s sent the case back from “%(step)s”"),
    "drafted": gettext_lazy("%(by)s drafted the result"),
    "reject_proposed": gettext_lazy("%(by)s proposed to reject the request"),
    "signed": gettext_lazy("%(by)s signed; number and date were given"),
    "issued": gettext_lazy("%(by)s issued the result"),
    "handed_over": gettext_lazy("%(by)s handed over the result"),
    "supplement_asked": gettext_lazy("%(by)s asked for a supplement; form 02 was ordered"),
    "supplied": gettext_lazy("%(by)s handed in the supplement"),
    "extended": gettext_lazy("%(by)s moved the appointment; form 04 was ordered"),
    "apologised": gettext_lazy("%(by)s apologized for the delay; form 04 was ordered"),
    "consulted": gettext_lazy("%(by)s asked another agency for an opinion"),
    "opinion_given": gettext_lazy("%(by)s gave an opinion"),
    "paid": gettext_lazy("%(by)s recorded the payment"),
    "timed_out": gettext_lazy("The time for an answer passed; the case went on"),
    "consented_by_silence": gettext_lazy("No answer came in time, which counts as consent"),
    "withdrawn": gettext_lazy("%(by)s withdrew the application"),
    "stopped": gettext_lazy("%(by)s stopped the case; form 05 was ordered"),
    "undone": gettext_lazy("%(by)s took back the last move"),
}
QUOTED = ("remark", "reason", "question", "opinion", "note")


def entries(page: CasePage) -> tuple[Entry, ...]:
    """Every move of the case with what was written to it."""
    return tuple(entry(page, event) for event in reversed(page.events))


def entry(page: CasePage, event: Event) -> Entry:
    """One line of the history."""
    words = SENTENCES.get(event.name, gettext_lazy("%(by)s: %(name)s"))
    step = str(page.rules.step(event.step).name) if page.rules.has_step(event.step) else ""
    facts = {"by": event.by or _("The system"), "step": step, "name": event.name}
    quote = next((event.text[key] for key in QUOTED if event.text.get(key)), "")
    return Entry(at=event.at, text=str(words) % facts, quote=quote)
