"""A due date: three working days after a moment, as receipts print it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from procedures.engine.calendar import HANOI, OFFICE
from procedures.engine.clock import Limit
from procedures.engine.due import due

FIRST = datetime(2026, 1, 5, 9, 20, tzinfo=HANOI)
LIMIT = Limit(3, "working_day")


def dates() -> Callable[[int], int]:
    """A hundred of them a round."""

    def hundred(i: int) -> int:
        for k in range(100):
            due(LIMIT, FIRST + timedelta(hours=(i + k) % 5000), OFFICE)
        return 100

    return hundred
