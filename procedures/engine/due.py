"""When is something due? One calculation, for the command, the public calculator and tests.

>>> from .calendar import HANOI, OFFICE
>>> received = datetime(2026, 11, 20, 15, 1, tzinfo=HANOI)
>>> due(Limit(1, "working_day", same_day=True), received, OFFICE).isoformat()
'2026-11-23T17:30:00+07:00'
"""

from collections.abc import Iterable
from datetime import datetime

from .calendar import WorkCalendar
from .clock import Limit, start

Pause = tuple[datetime, datetime]


class BadPauses(ValueError):
    """Pauses overlap, run backwards or begin before the time limit does."""


def due(
    limit: Limit, received_at: datetime, calendar: WorkCalendar, pauses: Iterable[Pause] = ()
) -> datetime:
    """Return when ``limit``, begun at ``received_at``, is used up, without the pauses.

    Raises ``BadPauses``, and ``OverflowError`` past the ten years a search may take.
    """
    clock = start(limit, received_at, calendar)
    before = received_at
    for paused_at, resumed_at in sorted(pauses):
        if not before <= paused_at <= resumed_at:
            raise BadPauses(f"{paused_at.isoformat()}/{resumed_at.isoformat()}")
        clock = clock.pause(paused_at, calendar).run(resumed_at)
        before = resumed_at
    moment = clock.due_at(calendar)
    if moment is None:
        raise BadPauses("the clock does not run")
    return moment
