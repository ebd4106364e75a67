"""What time itself does to a case: an unanswered request lapses, silence lets a step go on.

Only where the definition says so. The system acts as itself (role ``he_thong``) through the
one door, so everything is journalled, lettered and told like any other move.
"""

from collections.abc import Iterator
from datetime import datetime

from procedures.engine import SYSTEM, Actor, Command, Refused, Status
from procedures.engine.clock import start
from procedures.loading import definition, work_calendar
from procedures.models import Case, ProcedureVersion
from procedures.operations import casework

MOST = 200  # cases fetched at a time
GOES_ON = ("go_on", "consent")
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
    for case in waiting.defer("answers").order_by("moved_at").iterator(chunk_size=MOST):
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
    versions = [pk for pk in ProcedureVersion.objects.values_list("pk", flat=True) if _may(pk)]
    late = Case.objects.filter(step_due_at__lt=at, clock_paused=False, version__in=versions)
    for case in late.defer("answers").order_by("step_due_at").iterator(chunk_size=MOST):
        rules = definition(case.version_id)
        for step in case.open_steps:
            if rules.step(step).on_timeout in GOES_ON:
                yield case, Command("time_out", step, ITSELF)
                break


def _may(version_id: int) -> bool:
    """Whether any step of this procedure goes on by itself."""
    return any(step.on_timeout in GOES_ON for step in definition(version_id).steps)
