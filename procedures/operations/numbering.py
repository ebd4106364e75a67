"""Take the next number of a counter, inside the transaction that uses it.

The counter row stays locked until commit, so numbers have no gap and no twin; a rolled
back move gives its number back.
"""

from datetime import date, datetime

from django.db import connection

from procedures.engine import HANOI
from procedures.engine.codes import case_code


def next_case_code(*, desk: str, at: datetime) -> str:
    """The code of a case received by ``desk`` at ``at``: desk, local day, number of both."""
    day = at.astimezone(HANOI).date()
    return case_code(desk, day, _next_of_desk(desk, day))


def next_letter_number(*, agency: str, kind: str, year: int) -> int:
    """The next number in the book of ``agency`` for ``kind`` (NĐ 30/2020 art. 15)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_numberbook (agency_id, kind, year, last)"
            " VALUES (%s, %s, %s, 1) ON CONFLICT (agency_id, kind, year)"
            " DO UPDATE SET last = procedures_numberbook.last + 1 RETURNING last",
            [agency, kind, year],
        )
        return int(cursor.fetchone()[0])


def _next_of_desk(desk: str, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_casenumber (desk, day, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (desk, day)"
            " DO UPDATE SET last = procedures_casenumber.last + 1 RETURNING last",
            [desk, day],
        )
        return int(cursor.fetchone()[0])
