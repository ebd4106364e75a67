"""The national catalogue of procedures: 5,670 codes and names, as public on 18 July 2026.

Facts only: code, name, sectors, levels, deciding agencies, who issued it. What a procedure
asks for stays on the national portal, where ``official_url`` leads.
"""

from dataclasses import dataclass
from functools import cache

from .tables import rows

FILES = ("catalogue.tsv.gz",)
LEVELS = {"b": "bo", "t": "tinh", "x": "xa", "k": "khac"}
KINDS = {"s": "standard", "l": "local", "i": "internal"}
OFFICIAL = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure of the catalogue. ``local`` ones hold in their issuer's province only."""

    code: str
    name: str
    sectors: tuple[str, ...]
    levels: tuple[str, ...]
    agencies: tuple[str, ...]
    issuer: str
    kind: str
    national_id: str


def official_url(national_id: str) -> str:
    """The procedure's page at the national portal, empty when it has none."""
    return OFFICIAL + national_id if national_id else ""


@cache
def entries() -> tuple[Entry, ...]:
    """The whole catalogue by code."""
    return tuple(
        Entry(
            code=row["code"],
            name=row["name"],
            sectors=_parts(row["sectors"]),
            levels=tuple(LEVELS[letter] for letter in row["levels"]),
            agencies=_parts(row["agencies"]),
            issuer=row["promulgator"],
            kind=KINDS[row["kind"]],
            national_id=row["national_id"],
        )
        for row in rows("catalogue.tsv.gz")
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()
