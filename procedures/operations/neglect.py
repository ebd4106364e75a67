"""What should be owed but is not: find it and owe it again.

Every duty is written in the transaction of its move, so there is normally nothing to find.
This is for what nobody thought of: a restored table, a row removed by hand, a fault of ours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from procedures.models import Incident, Letter, Notice, OutboxMessage
from procedures.operations.letters import render_duty, seal_duty

DUTIES = {Letter.State.ORDERED: render_duty, Letter.State.SEALING: seal_duty}
LATE = "late"
LATE_AFTER = timedelta(hours=1)


@transaction.atomic
def order_letters(*, at: datetime, limit: int = 100) -> int:
    """Order again the rendering or sealing of letters that nobody is going to do."""
    found = 0
    for state, duty in DUTIES.items():
        letters = Letter.objects.filter(state=state, revoked_at=None)
        for letter in letters.order_by("ordered_at")[:limit]:
            wanted = duty(case_id=letter.case_id, letter_id=letter.pk, n=letter.n, at=at)
            owed = OutboxMessage.objects.filter(
                name=wanted.name,
                case=letter.case_id,
                args=wanted.args,
                done_at=None,
                cancelled_at=None,
            )
            if not owed.exists():
                wanted.save(force_insert=True)
                found += 1
    return found


@transaction.atomic
def order_notices(*, at: datetime, limit: int = 100) -> int:
    """Order again messages that were begun and are owed to somebody, but not in the outbox."""
    owed = OutboxMessage.objects.filter(
        name="notify", case=OuterRef("case"), n=OuterRef("n"), done_at=None, cancelled_at=None
    )
    begun = Notice.objects.filter(~Exists(owed), sent_at=None).order_by("pk")
    moves = {
        (case, n, kind) for case, n, kind in begun.values_list("case_id", "n", "kind")[:limit]
    }
    for case, n, kind in moves:
        OutboxMessage.objects.create(
            case_id=case,
            n=n,
            name="notify",
            args={"text": kind},
            created_at=at,
            not_before=at,
        )
    return len(moves)


def close_incidents(*, at: datetime) -> int:
    """Close incidents about a whole duty once nothing of it is late any more."""
    late = OutboxMessage.objects.filter(
        name=OuterRef("duty"),
        done_at=None,
        cancelled_at=None,
        parked_at=None,
        attempts__gt=0,
        created_at__lt=at - LATE_AFTER,
    )
    over = Incident.objects.filter(~Exists(late), key=LATE, closed_at=None)
    return over.filter(opened_at__lt=at - timedelta(minutes=5)).update(closed_at=at)
