"""What a clock and a status look like to people: word, shape and color together.

`data-clock` and `data-status` are read by other programs (docs/api); the words are for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.ui import wording

CLOCK_STATES = ("on_time", "due_soon", "overdue", "paused", "closed")


@dataclass(frozen=True, slots=True)
class ClockFace:
    """One clock as drawn by `ui/clock.html`: never color alone, never only "3 hours left"."""

    state: str  # one of CLOCK_STATES
    words: str
    due_at: datetime | None = None


def running(
    *,
    left: timedelta,
    due_at: datetime | None = None,
    soon: bool = False,
    working: bool = True,
    working_day: timedelta = wording.WORKING_DAY,
) -> ClockFace:
    """The face of a clock that runs. `left` is time still owed, negative when late.

    `working` tells office time from calendar time; `working_day` is the length of one.
    """
    amount = abs(left)
    text = (
        wording.working_time(amount, working_day=working_day)
        if working
        else wording.calendar_time(amount)
    )
    if left < timedelta(0):
        return ClockFace("overdue", _("%(time)s overdue") % {"time": text}, due_at)
    return ClockFace(
        "due_soon" if soon else "on_time", _("%(time)s left") % {"time": text}, due_at
    )


def paused(reason: str | Promise) -> ClockFace:
    """The face of a clock that stands still, with what it waits for ("chờ bổ sung")."""
    return ClockFace("paused", _("Paused: %(reason)s") % {"reason": reason})


def closed(words: str | Promise, at: datetime | None = None) -> ClockFace:
    """The face of a clock that is done ("Trả đúng hạn")."""
    return ClockFace("closed", str(words), at)


def returned(*, due_at: datetime, at: datetime) -> ClockFace:
    """How a finished case kept its appointment: early (by a day or more), on time, late."""
    if at > due_at:
        return closed(_("Returned late"), at)
    if localdate(at) < localdate(due_at):
        return closed(_("Returned early"), at)
    return closed(_("Returned on time"), at)


@dataclass(frozen=True, slots=True)
class StatusFace:
    """The word for a status and the kind of tag it is drawn with."""

    words: str | Promise
    kind: str  # of ui/tag.html


CITIZEN_STATUSES = {
    "1": StatusFace(gettext_lazy("Sent, waiting to be received"), "tim"),
    "2": StatusFace(gettext_lazy("Received"), "tim"),
    "3": StatusFace(gettext_lazy("Not received"), "bad"),
    "4": StatusFace(gettext_lazy("Being handled"), "tim"),
    "5": StatusFace(gettext_lazy("Needs something from you"), "act"),
    "6": StatusFace(gettext_lazy("Needs a payment from you"), "act"),
    "7": StatusFace(gettext_lazy("You withdrew the application"), "hold"),
    "8": StatusFace(gettext_lazy("Handling stopped"), "bad"),
    "9": StatusFace(gettext_lazy("Result ready for you"), "ok"),
    "10": StatusFace(gettext_lazy("Result handed over"), "ok"),
}
OFFICER_STATUSES = CITIZEN_STATUSES | {
    "1": StatusFace(gettext_lazy("Waiting to be received"), "tim"),
    "5": StatusFace(gettext_lazy("Waiting for the applicant"), "hold"),
    "6": StatusFace(gettext_lazy("Waiting for payment"), "hold"),
    "7": StatusFace(gettext_lazy("Withdrawn"), "hold"),
    "9": StatusFace(gettext_lazy("Result ready"), "ok"),
}


def status_face(code: str | int, *, officer: bool = False) -> StatusFace:
    """The face of one of the ten national statuses ("1" to "10")."""
    return (OFFICER_STATUSES if officer else CITIZEN_STATUSES)[str(code)]
