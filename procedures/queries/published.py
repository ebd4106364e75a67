"""Which procedures are published here, in which versions, and how many cases run by each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from procedures.engine import Definition
from procedures.loading import definition
from procedures.models import Case, ProcedureVersion
from procedures.reference.statuses import NATIONAL_STATUSES

ENDED = [one.code for one in NATIONAL_STATUSES if one.final]


@dataclass(frozen=True, slots=True)
class Listed:
    """One procedure in its present version."""

    code: str
    name: str
    sector: str
    version: int
    since: date
    shipped: bool
    running: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its cases that still run."""

    number: int
    since: date
    until: date | None
    running: int


@dataclass(frozen=True, slots=True)
class Published:
    """One procedure: the rules in force and all versions, newest first."""

    rules: Definition
    version: int
    since: date
    shipped: bool
    versions: tuple[Version, ...]

    @property
    def running(self) -> int:
        """Cases that are not ended, by whichever version."""
        return sum(one.running for one in self.versions)


def procedures() -> tuple[Listed, ...]:
    """Every procedure with a version in force, by code. Two queries."""
    running = _counted(Case.objects.all(), "procedure_code")
    rows = ProcedureVersion.objects.filter(valid_to=None).order_by("code")
    facts = rows.values_list("code", "name", "sector", "version", "valid_from", "shipped")
    return tuple(Listed(*fact, running.get(fact[0], 0)) for fact in facts)


def procedure(*, code: str) -> Published | None:
    """One procedure, or None if no version of it is in force. Three queries at most."""
    rows = ProcedureVersion.objects.filter(code=code).defer("content").order_by("-version")
    current = next((row for row in rows if row.valid_to is None), None)
    if current is None:
        return None
    running = _counted(Case.objects.filter(procedure_code=code), "version_id")
    return Published(
        rules=definition(current.pk),
        version=current.version,
        since=current.valid_from,
        shipped=current.shipped,
        versions=tuple(
            Version(row.version, row.valid_from, row.valid_to, running.get(row.pk, 0))
            for row in rows
        ),
    )


def _counted(cases: QuerySet[Case], by: str) -> Mapping[object, int]:
    counts = cases.exclude(status__in=ENDED).order_by().values_list(by).annotate(n=Count("pk"))
    return dict(counts)
