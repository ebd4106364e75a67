"""What happens outside after a move is committed: one file per effect, all listed here.

To add an effect: write ``perform(due, at)`` in a new file and add one line to ``TABLE``. It
must do no harm when it runs twice. It returns when the effect is proved to be done, or
raises one of ``outcomes``; anything else it raises is kept and tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.effects import notify, push_status, render_letter, seal_letter
from procedures.operations.deliveries import Due

__all__ = ["GROUPS", "TABLE", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """An effect, whose receiver it shares, and whether a case's rows go one by one."""

    perform: Callable[[Due, datetime], None]
    group: str
    in_order: bool = False


TABLE: Mapping[str, Kind] = {
    "push_status": Kind(push_status.perform, "national", in_order=True),
    "render_letter": Kind(render_letter.perform, "letters"),
    "seal_letter": Kind(seal_letter.perform, "letters"),
    "notify": Kind(notify.perform, "messages"),
}
GROUPS = ("national", "letters", "messages")
"""Receivers that fail together, so each has its own lanes, breaker and queue."""
