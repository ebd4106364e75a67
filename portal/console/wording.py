"""Words of the administrators' room: duties, kinds of steps, limits, side exits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.ui import wording
from procedures.engine import Limit
from procedures.engine.definition import Step

Words = str | Promise

EFFECTS: Mapping[str, Words] = {
    "push_status": gettext_lazy("Progress to the national portal"),
    "render_letter": gettext_lazy("Letter to be made and signed"),
    "seal_letter": gettext_lazy("Letter to be sealed and released"),
    "notify": gettext_lazy("Message to the applicant"),
}
CAN: Mapping[str, Words] = {
    "supplement": gettext_lazy("ask for a supplement"),
    "refuse": gettext_lazy("refuse receipt"),
    "draft": gettext_lazy("draft the result"),
    "propose_reject": gettext_lazy("propose to reject"),
    "send_back": gettext_lazy("send back"),
    "extend": gettext_lazy("extend the appointment"),
    "apologise": gettext_lazy("apologize for the delay"),
    "consult": gettext_lazy("ask for an opinion"),
    "stop": gettext_lazy("stop handling"),
    "transfer": gettext_lazy("pass to another agency"),
}
KINDS: Mapping[str, Words] = {
    "receive": gettext_lazy("receipt"),
    "assign": gettext_lazy("assignment"),
    "task": gettext_lazy("handling"),
    "review": gettext_lazy("review"),
    "sign": gettext_lazy("signature"),
    "issue": gettext_lazy("issue"),
    "payment": gettext_lazy("payment"),
    "return": gettext_lazy("handing over"),
    "schedule": gettext_lazy("appointment"),
    "subcase": gettext_lazy("part of a joint procedure"),
    "inspect": gettext_lazy("inspection on site"),
    "council": gettext_lazy("council"),
    "consult": gettext_lazy("opinion"),
    "publish": gettext_lazy("public notice"),
    "integration": gettext_lazy("other system"),
    "payment_wait": gettext_lazy("waits for payment"),
    "external_wait": gettext_lazy("waits for another agency"),
    "applicant_wait": gettext_lazy("waits for the applicant"),
    "applicant_confirm": gettext_lazy("applicant confirms"),
    "presence": gettext_lazy("applicant comes in person"),
    "fork": gettext_lazy("parts run side by side"),
    "join": gettext_lazy("all parts are done"),
}
TIMEOUTS: Mapping[str, Words] = {
    "remind": gettext_lazy("then a reminder goes out"),
    "escalate": gettext_lazy("then the superior is told"),
    "go_on": gettext_lazy("then the case goes on without it"),
    "consent": gettext_lazy("then silence counts as consent"),
}


def limit(one: Limit) -> str:
    """ "3 working days"."""
    n = int(one.amount) if one.amount == int(one.amount) else 0
    amount = n or wording.decimal(float(one.amount))
    match one.unit:
        case "working_day":
            words = wording.working_days(n) if n else _("%(n)s working days")
        case "working_hour":
            words = wording.working_hours(n) if n else _("%(n)s working hours")
        case "calendar_day":
            words = wording.days(n) if n else _("%(n)s days")
        case "hour":
            words = wording.hours(n) if n else _("%(n)s hours")
        case "half_day":
            words = ngettext("%(n)s half day", "%(n)s half days", n)
        case _unit:
            words = ngettext("%(n)s month", "%(n)s months", n)
    return words % {"n": amount} if "%(n)s" in words else words


def time_of(step: Step, intake: Limit) -> str:
    """How long a step may take, in a few words."""
    if step.kind == "receive":
        return limit(intake)
    if step.kind == "return":
        return _("outside the time limit")
    if step.hours:
        return limit(Limit(step.hours, "working_hour"))
    if step.legal_deadline:
        return limit(step.legal_deadline.limit)
    return _("no limit of its own")


def ago(then: datetime | None, at: datetime) -> str:
    """How long ago something was: "4 minutes", "under a minute"; "–" for never."""
    if then is None:
        return "–"
    left = at - then
    if left.total_seconds() < 60:
        return _("under a minute")
    return wording.calendar_time(left)
