"""What can be applied for, as the public pages show it: one procedure, the usual ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count

from procedures.engine import HANOI, Definition
from procedures.engine.definition import FeeLine
from procedures.engine.fees import in_force
from procedures.loading import definition
from procedures.models import Case, ProcedureVersion
from procedures.reference import holidays
from procedures.reference.folding import unmarked, words

from .shelf import Hit, current

USUAL = (
    *("1.001193", "1.004873", "2.000815", "1.004222"),
    *("2.000635", "1.013831", "1.001612", "1.013225"),
)
"""What people come for most anywhere in the country; fills up what cannot be counted yet."""

RECENTLY = timedelta(days=30)
COUNTED_FOR = 600  # seconds a count of the usual procedures is good for
LONGEST_SLUG = 80
RELATED = 4


@dataclass(frozen=True, slots=True)
class Published:
    """The text of a procedure that people can read and, unless it has ended, apply by."""

    version: int
    rules: Definition
    since: date
    until: date | None
    """First day it no longer holds; only if nothing has taken its place."""
    related: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which the desks stay closed although it is no weekend."""

    on: date
    name: str


def known(code: str) -> Hit | None:
    """A procedure by its code, published here or only known from the national catalogue."""
    return current().hits.get(code)


def slug_of(hit: Hit) -> str:
    """The words of its address; those of a published one are fixed when it is published."""
    plain = unmarked(hit.name).encode("ascii", "ignore").decode()
    return hit.slug or "-".join(words(plain))[:LONGEST_SLUG].rstrip("-")


def published(code: str, *, at: datetime) -> Published | None:
    """The text that holds at ``at``, else the last one that did; None if there never was."""
    today = at.astimezone(HANOI).date()
    version = (
        ProcedureVersion.objects.filter(code=code, valid_from__lte=today)
        .only("pk", "sector", "valid_from", "valid_to")
        .order_by("-valid_from", "-version")
        .first()
    )
    if version is None:
        return None
    ended = version.valid_to and version.valid_to <= today
    return Published(
        version=version.pk,
        rules=definition(version.pk),
        since=version.valid_from,
        until=version.valid_to if ended else None,
        related=_related(code, version.sector),
    )


def fee_lines(rules: Definition, facts: Mapping[str, Any], *, on: date) -> tuple[FeeLine, ...]:
    """The fee lines of a day; what depends on answers only if those given so far agree."""
    return tuple(
        line
        for line in rules.fees
        if in_force(replace(line, when=line.when if facts else None), facts, line.channel, on)
    )


def usual(*, at: datetime) -> tuple[Hit, ...]:
    """Eight procedures published here, those most applied for in the last 30 days first."""
    hits = current().hits
    counted = _counted(int(at.timestamp()) // COUNTED_FOR)
    codes = dict.fromkeys((*counted, *USUAL, *hits))
    return tuple(hits[one] for one in codes if one in hits and hits[one].published)[:8]


def days_off(*, at: datetime, within: int = 7) -> tuple[DayOff, ...]:
    """Holidays of the next ``within`` days; a row of them is told by its first day."""
    today = at.astimezone(HANOI).date()
    last = today + timedelta(days=within)
    found: dict[str, DayOff] = {}
    for day in holidays.days():
        if not day.working and today <= day.on <= last:
            found.setdefault(day.name, DayOff(day.on, day.name))
    return tuple(found.values())


@lru_cache(maxsize=2)
def _counted(period: int) -> tuple[str, ...]:
    """Codes by how often they were applied for; ``period`` is the age of the answer."""
    at = datetime.fromtimestamp(period * COUNTED_FOR, HANOI)
    counts = (
        Case.objects.filter(submitted_at__gt=at - RECENTLY)
        .values("procedure_code")
        .annotate(n=Count("pk"))
        .order_by("-n", "procedure_code")[:8]
    )
    return tuple(row["procedure_code"] for row in counts)


def _related(code: str, sector: str) -> tuple[Hit, ...]:
    beside = (one for one in current().hits.values() if one.published)
    return tuple(one for one in beside if one.sector == sector and one.code != code)[:RELATED]
