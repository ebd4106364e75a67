"""Search over everything that can be applied for: published here first, then the catalogue.

The index lives in memory, is built when the first person searches, and is built anew when a
procedure is published or the catalogue is loaded again.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from procedures.models import CatalogueEntry, Heartbeat, ProcedureVersion
from procedures.reference import finder
from procedures.reference.catalogue import official_url
from procedures.reference.folding import folded

LONGEST = 200  # characters of a question that are read
CODE = re.compile(r"(?<!\d)(\d)[. ]?(\d{6})(?!\d)")
HERE, ELSEWHERE = "thành phố Huế", "UBND "
MOST_SECTORS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One procedure found. ``published``: it can be applied for here.

    ``available_online`` is its service level here: toan_trinh, mot_phan, truc_tiep, or empty
    for one we only know by name; then ``official_url`` leads to the national portal.
    ``only_in`` names the one province whose local procedure it is.
    """

    code: str
    slug: str
    name: str
    short_name: str
    sector: str
    levels: tuple[str, ...]
    agency: str
    published: bool
    available_online: str
    official_url: str
    only_in: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector with the number of procedures in it, for browsing."""

    name: str
    count: int


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
    near: tuple[Hit, ...] = ()
    sectors: tuple[Sector, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The index with what is shown of each of its items."""

    index: finder.Index
    hits: dict[str, Hit]
    browsing: tuple[str, ...]


def search(text: str, *, limit: int = 20, offset: int = 0, sector: str = "") -> SearchPage:
    """Find procedures for words as people type them; without words, list them all.

    Only the first 200 characters are read. Never touches patterns of the database, so `%`
    and `_` are just signs.
    """
    shelf = _shelf(_stamp())
    asked = " ".join(text[:LONGEST].replace("\0", " ").split())
    found = _found(shelf, asked)
    codes = [c for c in found.codes if not sector or shelf.hits[c].sector == sector]
    nothing = not codes
    return SearchPage(
        text=asked,
        hits=tuple(shelf.hits[code] for code in codes[offset : offset + limit]),
        total=len(codes),
        understood_as=found.understood,
        near=tuple(shelf.hits[code] for code in found.near) if nothing else (),
        sectors=_sectors(shelf) if nothing else (),
    )


def warm() -> None:
    """Build the index now, so the first person who searches need not wait for it."""
    _shelf(_stamp())


def _found(shelf: _Shelf, asked: str) -> finder.Found:
    code = CODE.search(asked)
    if code:
        wanted = f"{code[1]}.{code[2]}"
        if wanted in shelf.hits:
            return finder.Found((wanted,))
    if not folded(asked):
        return finder.Found(shelf.browsing)
    return finder.find(shelf.index, asked)


def _sectors(shelf: _Shelf) -> tuple[Sector, ...]:
    counts = Counter(hit.sector for hit in shelf.hits.values() if hit.sector)
    return tuple(Sector(name, count) for name, count in counts.most_common(MOST_SECTORS))


def _stamp() -> tuple[str, ...]:
    """What the index was built from: the loaded catalogue and the open versions."""
    catalogue = Heartbeat.objects.filter(name="catalogue").values_list("note", flat=True)
    versions = ProcedureVersion.objects.filter(valid_to__isnull=True).order_by("code")
    return (*catalogue, *(str(key) for key in versions.values_list("pk", flat=True)))


@lru_cache(maxsize=2)
def _shelf(stamp: tuple[str, ...]) -> _Shelf:
    """Read everything that can be found; ``stamp`` is only the key of the cache."""
    items: list[finder.Item] = []
    hits: dict[str, Hit] = {}
    entries = {entry.code: entry for entry in CatalogueEntry.objects.all()}
    for version in ProcedureVersion.objects.filter(valid_to__isnull=True).order_by("name"):
        entry = entries.pop(version.code, None)
        items.append(_published_item(version))
        hits[version.code] = _published_hit(version, entry)
    for entry in sorted(entries.values(), key=lambda entry: folded(entry.name)):
        items.append(finder.Item(entry.code, (entry.name,), prior=_prior(entry)))
        hits[entry.code] = _known_hit(entry)
    return _Shelf(finder.build(items), hits, tuple(hits))


def _published_item(version: ProcedureVersion) -> finder.Item:
    titles = (version.name, _text(version, "short_name"), *version.content.get("aliases", ()))
    return finder.Item(version.code, tuple(filter(None, titles)), prior=1.25)


def _published_hit(version: ProcedureVersion, entry: CatalogueEntry | None) -> Hit:
    return Hit(
        code=version.code,
        slug=version.slug,
        name=version.name,
        short_name=_text(version, "short_name") or version.name,
        sector=version.sector,
        levels=tuple(version.content.get("levels", ())),
        agency=_text(version, "resolving_agency"),
        published=True,
        available_online=_text(version, "service_level"),
        official_url=official_url(entry.national_id if entry else ""),
        only_in="",
    )


def _known_hit(entry: CatalogueEntry) -> Hit:
    return Hit(
        code=entry.code,
        slug="",
        name=entry.name,
        short_name=entry.name,
        sector=entry.sector,
        levels=tuple(entry.level.split()),
        agency=entry.agency,
        published=False,
        available_online="",
        official_url=official_url(entry.national_id),
        only_in=_only_in(entry),
    )


def _prior(entry: CatalogueEntry) -> float:
    """How likely somebody here means it: other provinces' own procedures hardly ever."""
    if _only_in(entry):
        return 0.55
    if entry.kind == "internal":
        return 0.6
    if entry.level == "bo":
        return 0.88
    return 1.0 if entry.level else 0.9


def _only_in(entry: CatalogueEntry) -> str:
    if entry.issuer.startswith(ELSEWHERE) and not entry.issuer.lower().endswith(HERE.lower()):
        return entry.issuer.removeprefix(ELSEWHERE)
    return ""


def _text(version: ProcedureVersion, key: str) -> str:
    """A text of the definition in Vietnamese; texts may be {vi, en}."""
    value = version.content.get(key, "")
    return value.get("vi", "") if isinstance(value, dict) else value
