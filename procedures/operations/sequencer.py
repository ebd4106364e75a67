"""Give the events of cases their numbers, after they are committed.

A number drawn while a transaction is still open can appear after a higher one, and a reader
that has gone on past it never sees it. So events are numbered here, one caller at a time,
from what is already visible: the numbers have no gap, never change, and rise within a case
in the order of its moves.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

# An event that may still be undone is no event yet. Once an attempt was made to tell it,
# the time for undoing is over, whatever ``not_before`` says by now.
SETTLED = "(m.attempts > 0 OR m.done_at IS NOT NULL OR m.not_before <= %(at)s)"
OWED = "m.name = 'push_status' AND m.seq IS NULL AND m.cancelled_at IS NULL"
NUMBER = f"""
WITH held AS (
    SELECT m.id FROM procedures_outboxmessage m
    WHERE {OWED} AND {SETTLED} AND NOT EXISTS (
        SELECT FROM procedures_outboxmessage e
        WHERE e.case_id = m.case_id AND e.id < m.id AND {OWED.replace("m.", "e.")}
        AND NOT {SETTLED.replace("m.", "e.")}
    )
    ORDER BY m.id LIMIT %(limit)s
    FOR UPDATE OF m  -- an undo that is just being committed takes its rows out again
), ready AS (
    SELECT id, row_number() OVER (ORDER BY id) AS place FROM held
), last AS (
    SELECT coalesce(max(seq), 0) AS seq FROM procedures_outboxmessage
)
UPDATE procedures_outboxmessage m SET seq = last.seq + ready.place
FROM ready, last WHERE m.id = ready.id
"""  # noqa: S608 -- our own words


@transaction.atomic
def number_events(*, at: datetime, limit: int = 1000) -> int:
    """Number what has become visible and certain; return how many events."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('procedures.sequencer'))")
        cursor.execute(NUMBER, {"at": at, "limit": limit})
        return cursor.rowcount
