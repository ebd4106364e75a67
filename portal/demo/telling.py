"""What the demo did, step by step: printed while it happens, and kept for the record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Step:
    """One thing somebody did; ``status`` is the case's national status afterwards."""

    what: str
    by: str
    seconds: float = 0.0
    status: str = ""


@dataclass
class Told:
    """The story so far. ``say`` prints one line."""

    say: Callable[[str], None]
    steps: list[Step] = field(default_factory=list)
    code: str = ""
    letters: list[dict[str, Any]] = field(default_factory=list)
    national: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, what: str, by: str) -> Iterator[Step]:
        """One step: timed, kept and told also when it fails."""
        step = Step(what, by)
        began = time.monotonic()
        self.steps.append(step)
        mark = "✗"
        try:
            yield step
            mark = "✓"
        finally:
            step.seconds = round(time.monotonic() - began, 2)
            status = f"[{step.status}]" if step.status else ""
            self.say(f"{mark} {step.seconds:6.2f} s  {status:5}{by}: {what}")

    def check(self, what: str, holds: bool, otherwise: str = "") -> None:
        """One thing that must be so."""
        if not holds:
            self.wrong.append(f"{what}: {otherwise}" if otherwise else what)
        self.say(f"{'✓' if holds else '✗'} {what}{'' if holds else f' – {otherwise}'}")

    @property
    def ok(self) -> bool:
        return not self.wrong

    def record(self) -> dict[str, Any]:
        """The pinned shape of ``make demo JSON=path``."""
        return {
            "ok": self.ok,
            "steps": [asdict(one) for one in self.steps],
            "code": self.code,
            "letters": self.letters,
            "national": self.national,
        }
