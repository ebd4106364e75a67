"""Agencies of Huế (H57), their one-stop desks with opening hours, and the sectors of law.

``H57`` and ``H57.24.39`` are the codes the national portal uses. The other numbers follow its
pattern and are ours until the city's own table is loaded; codes are opaque everywhere else.
"""

from dataclasses import dataclass
from datetime import time
from functools import cache

from .tables import rows

FILES = ("agencies.csv", "desks.csv", "sectors.csv")


@dataclass(frozen=True, slots=True)
class Agency:
    """A public body: kind, place in the tree, and the words its letters need."""

    code: str
    slug: str
    kind: str
    level: str
    name: str
    short_name: str
    parent: str
    area: str
    heading: str
    symbol: str
    place: str
    head: str


@dataclass(frozen=True, slots=True)
class Window:
    """Opening hours from ``opens`` to ``closes``."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Desk:
    """A one-stop desk. Saturday windows receive papers but are not working time."""

    code: str
    agency: str
    name: str
    area: str
    place: str
    hours: tuple[Window, ...]
    saturday: tuple[Window, ...]
    cutoff: time
    phone: str
    website: str


@cache
def agencies() -> tuple[Agency, ...]:
    """All agencies by code."""
    return tuple(Agency(**row) for row in rows("agencies.csv"))


@cache
def desks() -> tuple[Desk, ...]:
    """All one-stop desks by code."""
    return tuple(_desk(row) for row in rows("desks.csv"))


@cache
def sectors() -> dict[str, str]:
    """Names of sectors (lĩnh vực) by their national code: ``{"G15-TP07": "Hộ tịch", …}``."""
    return {row["code"]: row["name"] for row in rows("sectors.csv")}


def _desk(row: dict[str, str]) -> Desk:
    return Desk(
        code=row["code"],
        agency=row["agency"],
        name=row["name"],
        area=row["area"],
        place=row["place"],
        hours=_windows(row["hours"]),
        saturday=_windows(row["saturday"]),
        cutoff=time.fromisoformat(row["cutoff"]),
        phone=row["phone"],
        website=row["website"],
    )


def _windows(text: str) -> tuple[Window, ...]:
    """Read "07:30-11:30 13:30-17:30"."""
    return tuple(Window(*map(time.fromisoformat, part.split("-"))) for part in text.split())
