"""What time itself does to a case: an unanswered request lapses, silence lets a step go on.

Only where the definition says so. The system acts as itself (role ``he_thong``) through the
one door, so everything is journalled, lettered and told like any other move.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from procedures.engine import SYSTEM, Actor, Command, Refused, Status
from procedures.engine.clock import start
from procedures.loading import definition, work_calendar
from procedures.models import Case
from procedures.operations import casework

MOST = 200  # cases of one run; the rest follow with the next
ITSELF = Actor(id="", role=SYSTEM)
LAPSED = "Đã hết thời hạn bổ sung mà không nhận được bổ sung."


def run_out(*, at: datetime) -> int:
    """Let everything that has run out by ``at`` take its course; return how many cases moved.

    A case that an officer or the applicant moves meanwhile is left alone.
    """
    moved = 0
    for case, command in (*_lapsed(at), *_silent(at)):
        try:
            casework.act(
                case_code=case.code,
                command=command,
                viewer=None,
                expected=case.journal_length,
                at=at,
            )
        except (Refused, casework.Stale):
            continue
        moved += 1
    return moved


def _lapsed(at: datetime) -> Iterator[tuple[Case, Command]]:
    """Cases whose applicant did not answer in time (``rules.supplement.lapse``)."""
    waiting = Case.objects.filter(status=Status.SUPPLEMENT, clock_paused=True)
    for case in waiting.defer("answers").order_by("moved_at")[:MOST]:
        lapse = definition(case.version_id).supplement.lapse
        since = case.state.waiting_since
        if lapse is None or since is None:
            continue
        calendar = work_calendar(case.calendar_id, case.received_by_id)
        until = start(lapse, since, calendar).due_at(calendar)
        if until and at > until:
            yield case, Command("stop", "", ITSELF, {"ground": "lapse", "reason": LAPSED})


def _silent(at: datetime) -> Iterator[tuple[Case, Command]]:
    """Open steps whose answer did not come and that may go on without it."""
    late = Case.objects.filter(Q(step_due_at__lt=at), clock_paused=False)
    for case in late.defer("answers").order_by("step_due_at")[:MOST]:
        rules = definition(case.version_id)
        for step in case.open_steps:
            if rules.step(step).on_timeout in ("go_on", "consent"):
                yield case, Command("time_out", step, ITSELF)
                break
