"""Search over everything that can be applied for: published here first, then the catalogue.

``docs/decisions/0012-search-in-memory.md`` tells why this is no query of the database.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from procedures.reference import finder
from procedures.reference.folding import folded

from .shelf import Hit, Shelf, current

LONGEST = 200  # characters of a question that are read
CODE = re.compile(r"(?<!\d)(\d)[. ]?(\d{6})(?!\d)")
MOST_SECTORS = 12


@dataclass(frozen=True, slots=True)
class Count:
    """A value to narrow by, with the number of procedures that have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What the hits can be narrowed by; counted before narrowing, the commonest first."""

    sectors: tuple[Count, ...] = ()
    service_levels: tuple[Count, ...] = ()
    levels: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits.

    ``understood_as`` says what was looked for when it was not what was typed. With no hits,
    ``near`` holds what comes closest and ``sectors`` the places to browse.
    """

    text: str
    hits: tuple[Hit, ...]
    total: int
    understood_as: str = ""
    facets: Facets = Facets()
    near: tuple[Hit, ...] = ()
    sectors: tuple[Count, ...] = ()


def search(
    text: str,
    *,
    limit: int = 20,
    offset: int = 0,
    sector: str = "",
    service_level: str = "",
    level: str = "",
) -> SearchPage:
    """Find procedures for words as people type them; without words, list them all.

    Only the first 200 characters are read. Nothing typed becomes a pattern of anything.
    ``level`` is who may decide: "xa", "tinh", "bo". Two small queries.
    """
    shelf = current()
    asked = " ".join(text[:LONGEST].replace("\0", " ").split())
    found = _found(shelf, asked)
    everything = [shelf.hits[code] for code in found.codes]
    hits = [
        hit
        for hit in everything
        if sector in ("", hit.sector)
        and service_level in ("", hit.available_online)
        and (not level or level in hit.levels)
    ]
    nothing = not everything
    return SearchPage(
        text=asked,
        hits=tuple(hits[offset : offset + limit]),
        total=len(hits),
        understood_as=found.understood,
        facets=_facets(everything),
        near=tuple(shelf.hits[code] for code in found.near) if nothing else (),
        sectors=_facets(shelf.hits.values()).sectors if nothing else (),
    )


def warm() -> None:
    """Build the index now, so the first person who searches need not wait for it."""
    current()


def _found(shelf: Shelf, asked: str) -> finder.Found:
    code = CODE.search(asked)
    if code:
        wanted = f"{code[1]}.{code[2]}"
        if wanted in shelf.hits:
            return finder.Found((wanted,))
    if not folded(asked):
        return finder.Found(shelf.browsing)
    return finder.find(shelf.index, asked)


def _facets(hits: Iterable[Hit]) -> Facets:
    kept = list(hits)
    return Facets(
        sectors=_counts(hit.sector for hit in kept)[:MOST_SECTORS],
        service_levels=_counts(hit.available_online for hit in kept),
        levels=_counts(level for hit in kept for level in hit.levels),
    )


def _counts(values: Iterable[str]) -> tuple[Count, ...]:
    counted = Counter(value for value in values if value)
    return tuple(Count(value, count) for value, count in counted.most_common())
