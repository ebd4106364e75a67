"""What an effect may raise instead of being done. Any other exception is kept and retried."""

from __future__ import annotations

from datetime import datetime, timedelta


class Retry(Exception):
    """It did not work; try again later, for ever.

    ``why`` is a word or a short sentence without personal data. ``shared``: the receiver
    did not work for anybody (counts towards its breaker). ``after`` is when it asked to be
    tried again. ``halt`` opens the breaker at once for that long: it refuses *us*. After
    ``tries`` attempts the row is parked after all (0 = never).
    """

    def __init__(
        self,
        why: str,
        *,
        shared: bool = False,
        after: timedelta | None = None,
        halt: timedelta | None = None,
        tries: int = 0,
    ) -> None:
        super().__init__(why)
        self.why = why
        self.shared = shared or halt is not None
        self.after = after
        self.halt = halt
        self.tries = tries


class Park(Exception):
    """The facts themselves were refused: this row waits for a person, and only this case."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Wait(Exception):
    """Too early, nothing wrong: look again at ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until
