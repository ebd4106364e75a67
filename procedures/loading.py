"""Parsed once per process: definitions and working calendars of immutable rows.

A procedure version and a calendar revision never change once written, so their parsed
values are kept by id without any expiry.
"""

from datetime import time
from functools import lru_cache

from django.conf import settings

from procedures.engine import Definition, WorkCalendar, load
from procedures.models import CalendarRevision, Desk, ProcedureVersion


@lru_cache(maxsize=512)
def definition(version_id: int) -> Definition:
    """The parsed text of one procedure version. Raises ``ProcedureVersion.DoesNotExist``."""
    content = ProcedureVersion.objects.values_list("content", flat=True).get(pk=version_id)
    return load(content)


@lru_cache(maxsize=512)
def work_calendar(calendar_id: int, desk: str, method: str = "") -> WorkCalendar:
    """The working time of one desk under one calendar revision.

    ``method`` is that of a journal entry; without it the installation's own counts
    (``DEADLINE_METHOD``).
    """
    content = CalendarRevision.objects.values_list("content", flat=True).get(pk=calendar_id)
    hours = Desk.objects.values_list("hours", flat=True).get(pk=desk)
    spans = tuple(
        (time.fromisoformat(opens), time.fromisoformat(ends)) for opens, ends in hours
    )
    return WorkCalendar.from_data(
        content,
        method=method or settings.DEADLINE_METHOD,
        **({"hours": spans} if spans else {}),
    )


def current_calendar_id() -> int:
    """The newest calendar revision, which new cases get."""
    return CalendarRevision.objects.order_by("-pk").values_list("pk", flat=True)[0]
