"""What search can find, with what is shown of it: published procedures and the catalogue.

Kept in memory and built anew when a procedure is published or the catalogue is loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from procedures.models import CatalogueEntry, Heartbeat, ProcedureVersion
from procedures.reference import finder
from procedures.reference.agencies import agencies
from procedures.reference.areas import provinces
from procedures.reference.catalogue import official_url
from procedures.reference.folding import folded

PUBLISHED, LOCAL, INTERNAL, OF_MINISTRIES, UNCLEAR = 1.25, 0.55, 0.6, 0.88, 0.9
COMMITTEE = "UBND "
CHARGES = ("phi", "le_phi")


@dataclass(frozen=True, slots=True)
class Span:
    """A legal time limit: ``unit`` as in definitions; ``same_day`` if before 15:00."""

    amount: float
    unit: str
    same_day: bool


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs in VND; ``amount`` is None where it is computed at the desk.

    ``varies``: it depends on the case or on a quantity, and ``amount`` is the least.
    """

    amount: int | None
    unit: str
    varies: bool


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
    aliases: tuple[str, ...]
    sector: str
    levels: tuple[str, ...]
    agency: str
    published: bool
    available_online: str
    limit: Span | None
    fee: Fee | None
    official_url: str
    only_in: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The index, what is shown of each item, and their order for browsing."""

    index: finder.Index
    hits: dict[str, Hit]
    browsing: tuple[str, ...]


def current() -> Shelf:
    """The shelf as of now. Two small queries; everything is read only after a change."""
    catalogue = Heartbeat.objects.filter(name="catalogue").values_list("note", flat=True)
    versions = ProcedureVersion.objects.filter(valid_to__isnull=True).order_by("code")
    return _shelf((*catalogue, *(str(key) for key in versions.values_list("pk", flat=True))))


@lru_cache(maxsize=2)
def _shelf(stamp: tuple[str, ...]) -> Shelf:
    """Read everything that can be found; ``stamp`` is only the key of the cache."""
    items: list[finder.Item] = []
    hits: dict[str, Hit] = {}
    entries = {entry.code: entry for entry in CatalogueEntry.objects.all()}
    for version in ProcedureVersion.objects.filter(valid_to__isnull=True).order_by("name"):
        hit = _published(version, entries.pop(version.code, None))
        hits[hit.code] = hit
        titles = dict.fromkeys((hit.name, hit.short_name, *hit.aliases))
        items.append(finder.Item(hit.code, tuple(titles), prior=PUBLISHED))
    for entry in sorted(entries.values(), key=lambda entry: folded(entry.name)):
        hits[entry.code] = _known(entry)
        items.append(finder.Item(entry.code, (entry.name,), prior=_prior(entry)))
    return Shelf(finder.build(items), hits, tuple(hits))


def _published(version: ProcedureVersion, entry: CatalogueEntry | None) -> Hit:
    content = version.content
    return Hit(
        code=version.code,
        slug=version.slug,
        name=version.name,
        short_name=_text(content.get("short_name")) or version.name,
        aliases=tuple(content.get("aliases", ())),
        sector=version.sector,
        levels=tuple(content.get("levels", ())),
        agency=_text(content.get("resolving_agency")),
        published=True,
        available_online=content.get("service_level", ""),
        limit=_limit(content),
        fee=_fee(content),
        official_url=official_url(entry.national_id if entry else ""),
        only_in="",
    )


def _known(entry: CatalogueEntry) -> Hit:
    return Hit(
        code=entry.code,
        slug="",
        name=entry.name,
        short_name=entry.name,
        aliases=(),
        sector=entry.sector,
        levels=tuple(entry.level.split()),
        agency=entry.agency,
        published=False,
        available_online="",
        limit=None,
        fee=None,
        official_url=official_url(entry.national_id),
        only_in=_only_in(entry),
    )


def _prior(entry: CatalogueEntry) -> float:
    """How likely somebody here means it: other provinces' own procedures hardly ever."""
    if _only_in(entry):
        return LOCAL
    if entry.kind == "internal":
        return INTERNAL
    if entry.level == "bo":
        return OF_MINISTRIES
    return 1.0 if entry.level else UNCLEAR


def _only_in(entry: CatalogueEntry) -> str:
    if entry.issuer.startswith(COMMITTEE) and not entry.issuer.endswith(_home()):
        return entry.issuer.removeprefix(COMMITTEE)
    return ""


@cache
def _home() -> str:
    """The name of this province, as the end of its committee's name: "Huế"."""
    committee = next(one for one in agencies() if one.kind == "ubnd_tinh")
    return next(area.name for area in provinces() if area.code == committee.area)


def _limit(content: Mapping[str, Any]) -> Span | None:
    """The ordinary limit: the one called default, else the first."""
    rows = [row for row in content.get("time_limits", ()) if row.get("kind") != "extension"]
    rows.sort(key=lambda row: row.get("id") != "default")
    if not rows:
        return None
    return Span(rows[0]["amount"], rows[0]["unit"], "start_rule" in rows[0])


def _fee(content: Mapping[str, Any]) -> Fee | None:
    """What the lines without an end say; those without a condition are the ordinary ones."""
    lines = [row for row in content.get("fees", ()) if row["kind"] in CHARGES]
    lines = [row for row in lines if not (row.get("valid") or [None, None])[1]]
    plain = [row for row in lines if not row.get("when")]
    lines = plain or lines
    if not lines:
        return None
    known = [row["amount"] for row in lines if row.get("amount") is not None]
    varies = len(lines) > 1 or not plain or bool(lines[0].get("quantity"))
    return Fee(min(known, default=None), lines[0].get("unit", ""), varies)


def _text(value: Any) -> str:
    """A text of the definition in Vietnamese; texts may be {vi, en}."""
    return value.get("vi", "") if isinstance(value, Mapping) else value or ""
