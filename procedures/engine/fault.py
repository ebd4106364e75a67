"""One thing that is wrong with a definition, and where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """``path`` is like ``workflow[2].role``; ``message`` goes on from it in English."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def twice(path: str, ids: Iterable[str]) -> Iterator[Fault]:
    """A fault for each id that occurs more than once."""
    for one, times in Counter(ids).items():
        if times > 1:
            yield Fault(path, f"{one!r} occurs {times} times")
