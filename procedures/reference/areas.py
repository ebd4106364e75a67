"""Administrative units: 34 provinces, their communes, and Huế's units abolished in 2025.

A successor may carry the code of a predecessor (19753 was Phường Thuận Lộc, now it is Phường
Phú Xuân), so a unit is known by code and the day it began. Source: QĐ 19/2025/QĐ-TTg; codes
and names as in the open data of thanglequoc/vietnamese-provinces-database (2026-07-25, MIT).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from procedures.engine.text import fold

from .tables import rows

FILES = ("areas.csv", "former_areas.csv")
KINDS = {
    "tinh": "Tỉnh",
    "thanh_pho": "Thành phố",
    "phuong": "Phường",
    "xa": "Xã",
    "dac_khu": "Đặc khu",
    "thi_tran": "Thị trấn",
}


@dataclass(frozen=True, slots=True)
class Area:
    """One unit during its life. ``valid_to`` is the first day it no longer exists."""

    code: str
    parent: str
    kind: str
    name: str
    valid_from: date
    valid_to: date | None = None
    successor: str = ""
    district: str = ""

    @property
    def full_name(self) -> str:
        """The name with its kind: "Phường Thuận Hoá"."""
        return f"{KINDS[self.kind]} {self.name}"

    def exists_on(self, day: date) -> bool:
        """Say whether the unit existed on that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@cache
def current() -> tuple[Area, ...]:
    """All units of today: provinces first, then communes, by code."""
    return tuple(_area(row) for row in rows("areas.csv"))


@cache
def former() -> tuple[Area, ...]:
    """Huế's communes abolished on 1 July 2025, each with its successor."""
    return tuple(_area(row) for row in rows("former_areas.csv"))


def provinces() -> tuple[Area, ...]:
    """The 34 provinces and cities under central rule."""
    return tuple(area for area in current() if not area.parent)


def communes(province: str) -> tuple[Area, ...]:
    """The communes of one province, by code."""
    return _children().get(province, ())


def successors(typed: str, province: str) -> tuple[Area, ...]:
    """Find today's communes for a typed name, old or new, with or without kind and marks.

    >>> [area.full_name for area in successors("phường Vĩnh Ninh", "46")]
    ['Phường Thuận Hoá']
    >>> [area.full_name for area in successors("thuan hoa", "46")]
    ['Phường Phú Xuân', 'Phường Thuận Hoá']

    The second is honest: an abolished ward had that name too, and lies elsewhere now.
    """
    wanted = fold(typed)
    new = {area.code: area for area in communes(province)}
    hits = {area.code for area in new.values() if _answers_to(area, wanted)}
    hits |= {
        area.successor
        for area in former()
        if area.parent == province and _answers_to(area, wanted)
    }
    return tuple(new[code] for code in sorted(hits))


def _answers_to(area: Area, wanted: str) -> bool:
    return wanted in (fold(area.name), fold(area.full_name))


@cache
def _children() -> dict[str, tuple[Area, ...]]:
    return _grouped(area for area in current() if area.parent)


def _grouped(areas: Iterable[Area]) -> dict[str, tuple[Area, ...]]:
    groups: dict[str, list[Area]] = {}
    for area in areas:
        groups.setdefault(area.parent, []).append(area)
    return {parent: tuple(members) for parent, members in groups.items()}


def _area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        parent=row["parent"],
        kind=row["kind"],
        name=row["name"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        successor=row.get("successor", ""),
        district=row.get("district", ""),
    )
