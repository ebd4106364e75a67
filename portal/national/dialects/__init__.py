"""The protocols of the national portal, one module each, listed in ``DIALECTS``.

A dialect has four functions: ``login(username, password)``, ``case(snapshot, updating=,
link=)`` and ``progress(rows)`` make the body of a call, ``decode(answer)`` says what an
answer proves. A call's body still lacks session and agency; ``in_session`` adds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from portal.connect.http import Answer
from portal.national.dialects import ext24, v14
from portal.national.dialects.reply import Reply
from procedures.queries.national import FileRef, Progress, Snapshot

__all__ = ["DIALECTS", "Dialect", "dialect"]


class Dialect(Protocol):
    """What a module in this package offers."""

    def login(self, username: str, password: str) -> Mapping[str, Any]:
        """Return the body that opens a session."""

    def case(
        self, snapshot: Snapshot, *, updating: bool, link: Callable[[FileRef], str]
    ) -> Mapping[str, Any]:
        """Return the call that creates or replaces the national copy of a case."""

    def progress(self, rows: Sequence[Progress]) -> Mapping[str, Any]:
        """Return the call that appends rows to the log of one case."""

    def in_session(
        self, call: Mapping[str, Any], *, session: str, agency: str
    ) -> Mapping[str, Any]:
        """Return the body as it goes out."""

    def decode(self, answer: Answer, *, case: str = "") -> Reply:
        """Return what the answer proves. Success is only what it proves."""


DIALECTS: Mapping[str, Dialect] = {"ext24": ext24, "v14": v14}
"""``rest2026`` is not here: no public text says how a case is told to it."""


def dialect(name: str) -> Dialect:
    """Return the dialect of that name. Raises ``KeyError`` for one we do not speak."""
    return DIALECTS[name]
