"""What the board says about each duty: its word, how old it may be, and how it stands.

A test holds ``DUTIES`` to the list of duties in ``portal.tasks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.console import wording
from portal.ui.faces import ClockFace
from procedures.queries.health import Health, Owed

AMBER, RED = timedelta(minutes=5), timedelta(hours=1)
"""From when on what is owed counts as slow, and as an incident (docs/operations.md)."""

MISSED = 3
"""So many turns a duty may miss before the board speaks of it."""

GRACE = timedelta(minutes=2)  # of a worker that is just starting again
SWEEP = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the board. ``owes``: the keys of ``Health.owed`` that belong to it."""

    name: str
    words: str | Promise
    every: timedelta
    owes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty as it stands: how much is due, since when, when it last ran."""

    duty: Duty
    owed: Owed
    ran_at: datetime | None
    face: ClockFace


MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WORKER = Duty("worker", gettext_lazy("Worker and its clock"), SWEEP)
DUTIES = (
    Duty("national", gettext_lazy("Progress to the national portal"), SWEEP, ("push_status",)),
    Duty("sequencer", gettext_lazy("Numbers of events for other systems"), SWEEP,
         ("sequencer",)),
    Duty("letters", gettext_lazy("Letters made, signed and sealed"), SWEEP,
         ("render_letter", "seal_letter")),
    Duty("messages", gettext_lazy("Messages to applicants"), SWEEP, ("notify",)),
    Duty("scans", gettext_lazy("Uploads checked for malicious code"), SWEEP, ("scans",)),
    Duty("views", gettext_lazy("Papers made readable"), timedelta(seconds=30)),
    Duty("timers", gettext_lazy("Time limits that ran out"), 5 * MINUTE),
    Duty("neglected_letters", gettext_lazy("Letters nobody ordered"), MINUTE,
         ("letters_ordered", "letters_sealing")),
    Duty("neglected_notices", gettext_lazy("Messages nobody ordered"), MINUTE, ("notices",)),
    Duty("incidents", gettext_lazy("Incidents that are over"), MINUTE),
    Duty("checkpoint", gettext_lazy("Checkpoint of all histories"), HOUR),
    Duty("old_drafts", gettext_lazy("Drafts nobody saved for long"), HOUR),
    Duty("unnamed_files", gettext_lazy("Files nothing points to"), 6 * HOUR),
)  # fmt: skip


def standings(health: Health, *, at: datetime, pushes: bool) -> Iterator[Standing]:
    """Every duty, the worker first. ``pushes``: whether anything is to go to the national
    portal at all."""
    for duty in (WORKER, *DUTIES):
        owed = _together([health.owed[one] for one in duty.owes if one in health.owed])
        beat = health.beats.get(duty.name)
        ran_at = beat.at if beat else None
        if duty.name == "national" and not pushes:
            face = ClockFace("paused", _("switched off"))
        else:
            face = _face(duty, owed, ran_at, health, at)
        yield Standing(duty, owed, ran_at, face)


def _face(
    duty: Duty, owed: Owed, ran_at: datetime | None, health: Health, at: datetime
) -> ClockFace:
    if ran_at is None or at - ran_at > MISSED * duty.every + GRACE:
        return ClockFace("overdue", _("does not run"))
    if owed.oldest and at - owed.oldest > RED:
        return ClockFace("overdue", _("over an hour late"))
    if duty.name in health.shut:
        return ClockFace("due_soon", _("no answer, tries again"))
    if owed.oldest and at - owed.oldest > AMBER:
        return ClockFace("due_soon", _("slow"))
    if owed.parked:
        return ClockFace("due_soon", _("waits for a person"))
    return ClockFace("on_time", _("runs"))


def _together(parts: list[Owed]) -> Owed:
    ages = [one.oldest for one in parts if one.oldest]
    return Owed(
        due=sum(one.due for one in parts),
        oldest=min(ages, default=None),
        held=sum(one.held for one in parts),
        parked=sum(one.parked for one in parts),
    )


def word_of(duty: str) -> str:
    """The word for the duty an incident is about: a duty's or an effect's name."""
    known = {one.name: one.words for one in (WORKER, *DUTIES)} | dict(wording.EFFECTS)
    return str(known.get(duty, duty))
