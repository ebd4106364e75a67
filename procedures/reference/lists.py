"""Lists that questions choose from and that belong to no installation.

Ethnic groups as in QĐ 121-TCTK/PPCĐ (1979) in today's spelling; states by ISO 3166 code with
the names Vietnamese papers use, Việt Nam first.
"""

from dataclasses import dataclass
from functools import cache

from procedures.engine.text import sort_key

from .tables import rows


@dataclass(frozen=True, slots=True)
class Country:
    """A state: ISO 3166-1 code of two letters, Vietnamese and English name."""

    code: str
    name: str
    english: str


@cache
def ethnicities() -> tuple[str, ...]:
    """The 54 ethnic groups; the name is the value."""
    return tuple(row["name"] for row in rows("ethnicities.csv"))


@cache
def countries() -> tuple[Country, ...]:
    """All states, Việt Nam first, then in Vietnamese order."""
    named = [Country(r["code"], r["name"], r["english"]) for r in rows("countries.csv")]
    return tuple(sorted(named, key=lambda one: (one.code != "VN", sort_key(one.name))))
