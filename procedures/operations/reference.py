"""Write the facts that ship with the product into the tables pages and rules read.

Areas and the catalogue follow the shipped data; agencies and desks are only added, since an
administrator may have corrected them; calendars are revisions, so a changed one is a new row.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from procedures.engine.text import fold, sort_key
from procedures.models import (
    Agency,
    Area,
    CalendarRevision,
    CatalogueEntry,
    Desk,
    Heartbeat,
)
from procedures.reference import agencies, areas, catalogue, holidays, words
from procedures.reference.tables import fingerprint

NAME = "reference"
CATALOGUE = "catalogue"  # its note changes with every entry; the search index goes by it
FILES = (*areas.FILES, *agencies.FILES, *holidays.FILES, *catalogue.FILES, *words.FILES)
# Rises when the same files are to be written into the tables in another way.
WRITING = 2


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows now stand in the tables; ``fresh`` is false if nothing had to be done."""

    fresh: bool
    areas: int = 0
    agencies: int = 0
    desks: int = 0
    catalogue: int = 0
    calendar: bool = False


def load_reference(*, at: datetime, again: bool = False) -> Loaded:
    """Bring the tables up to the shipped files; costs one query if they are already.

    ``again`` writes them even so, for tables that somebody damaged.
    """
    shipped = f"{fingerprint(*FILES)}:{WRITING}"
    if not again and Heartbeat.objects.filter(name=NAME, note=shipped).exists():
        return Loaded(fresh=False)
    with transaction.atomic():
        loaded = Loaded(
            fresh=True,
            areas=_load_areas(),
            agencies=_load_agencies(),
            desks=_load_desks(),
            catalogue=replace_catalogue(entries=catalogue.entries(), at=at),
            calendar=_load_calendar(at=at),
        )
        Heartbeat.objects.update_or_create(name=NAME, defaults={"at": at, "note": shipped})
    return loaded


@transaction.atomic
def replace_catalogue(*, entries: Sequence[catalogue.Entry], at: datetime) -> int:
    """Make the catalogue exactly these entries; codes that vanished are withdrawn."""
    rows = _catalogue_rows(entries)
    CatalogueEntry.objects.exclude(code__in=[row.code for row in rows]).delete()
    changing = ["name", "sector", "agency", "level", "issuer", "kind", "national_id"]
    CatalogueEntry.objects.bulk_create(
        rows,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=changing,
    )
    stamp = hashlib.sha256(repr(entries).encode()).hexdigest()
    Heartbeat.objects.update_or_create(name=CATALOGUE, defaults={"at": at, "note": stamp})
    return len(rows)


def _catalogue_rows(entries: Sequence[catalogue.Entry]) -> list[CatalogueEntry]:
    """One row a code; where a list gives a code twice, its first entry keeps it."""
    first = {entry.code: entry for entry in reversed(entries)}
    return [
        CatalogueEntry(
            code=entry.code,
            name=entry.name,
            sector=entry.sectors[0] if entry.sectors else "",
            agency=", ".join(entry.agencies),
            level=" ".join(entry.levels),
            issuer=entry.issuer,
            kind=entry.kind,
            national_id=entry.national_id,
        )
        for entry in first.values()
    ]


def _load_areas() -> int:
    rows = [
        Area(
            code=area.code,
            valid_from=area.valid_from,
            valid_to=area.valid_to,
            name=area.full_name,
            kind=area.kind,
            parent_code=area.parent,
            successor_code=area.successor,
            folded=fold(area.full_name),
            sort_key=sort_key(area.name),
        )
        for area in (*areas.current(), *areas.former())
    ]
    Area.objects.bulk_create(
        rows,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["code", "valid_from"],
        update_fields=[
            "valid_to",
            "name",
            "kind",
            "parent_code",
            "successor_code",
            "folded",
            "sort_key",
        ],
    )
    return len(rows)


def _load_agencies() -> int:
    desk_phones = {desk.agency: desk.phone for desk in agencies.desks()}
    rows = [
        Agency(
            code=agency.code,
            name=agency.name,
            kind=agency.kind,
            parent_id=agency.parent or None,
            area_code=agency.area,
            heading=agency.heading,
            symbol=agency.symbol,
            phone=desk_phones.get(agency.code, ""),
        )
        for agency in agencies.agencies()
    ]
    Agency.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _load_desks() -> int:
    rows = [
        Desk(
            code=desk.code,
            name=desk.name,
            agency_id=desk.agency,
            phone=desk.phone,
            hours=[
                [f"{window.opens:%H:%M}", f"{window.closes:%H:%M}"] for window in desk.hours
            ],
            cutoff=desk.cutoff,
        )
        for desk in agencies.desks()
    ]
    Desk.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _load_calendar(*, at: datetime) -> bool:
    """Add the shipped calendar as a revision unless these very days are one already."""
    content = {
        "days_off": [day.isoformat() for day in holidays.days_off()],
        "extra_days": [day.isoformat() for day in holidays.extra_days()],
        "half_days": {},
        "names": {day.on.isoformat(): day.name for day in holidays.days()},
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
    _, made = CalendarRevision.objects.get_or_create(
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        defaults={"content": content, "note": "shipped", "created_at": at},
    )
    return made
