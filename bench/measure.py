"""Rates in turn, and what was measured on what."""

import itertools
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from django.db import connection

from portal.places import BASE_DIR

Work = Callable[[int], int]
WARM_UP = 30
SLICE = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Figure:
    """Units a second over the rounds."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Ours beside the floor. ``ratio`` is how many times as long ours takes; of each round,
    because the machine is not the same machine a minute later."""

    name: str
    floor: Figure
    ours: Figure
    ratio: Figure
    must: float
    aim: float

    @property
    def holds(self) -> bool:
        return self.ratio.median <= self.must


def in_turn(
    name: str, *, floor: Work, ours: Work, seconds: float, rounds: int, must: float, aim: float
) -> Compared:
    """Measure floor and ours slice by slice, after a warm-up of each.

    Slices are short, so that what else the machine does hits both alike.
    """
    turns = itertools.count()
    for _ in range(WARM_UP):
        floor(next(turns))
        ours(next(turns))
    rates = [_round(floor, ours, seconds, turns) for _ in range(rounds)]
    return Compared(
        name,
        _figure([one for one, _ in rates]),
        _figure([one for _, one in rates]),
        _figure([floor / ours for floor, ours in rates]),
        must,
        aim,
    )


def _round(
    floor: Work, ours: Work, seconds: float, turns: Iterator[int]
) -> tuple[float, float]:
    """Units a second of both; each has ``seconds``, in slices that take turns."""
    done, took = {floor: 0, ours: 0}, {floor: 0.0, ours: 0.0}
    while min(took.values()) < seconds:
        for work in (floor, ours):
            began = time.perf_counter()
            while time.perf_counter() - began < SLICE:
                done[work] += work(next(turns))
            took[work] += time.perf_counter() - began
    return done[floor] / took[floor], done[ours] / took[ours]


def _figure(values: list[float]) -> Figure:
    return Figure(min(values), statistics.median(values), max(values))


def conditions() -> Mapping[str, object]:
    """Commit, machine and server of a run."""
    shown = ("server_version", "fsync", "synchronous_commit", "full_page_writes")
    shown += ("shared_buffers", "data_checksums")
    with connection.cursor() as cursor:
        server = {}
        for name in shown:
            cursor.execute(f"SHOW {name}")
            server[name] = cursor.fetchone()[0]
    return {
        "commit": _git("rev-parse", "--short", "HEAD"),
        "changed": bool(_git("status", "--porcelain", "--untracked-files=no")),
        "machine": {
            "cores": os.cpu_count(),
            "load": os.getloadavg()[0],
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "postgresql": server,
    }


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=BASE_DIR, capture_output=True, text=True)
    return done.stdout.strip()


def as_data(found: list[Compared]) -> list[dict[str, object]]:
    return [asdict(one) | {"holds": one.holds} for one in found]
