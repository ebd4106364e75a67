"""Which files and papers still owe something: the duties of the scanner and the renderer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from procedures.models import File, Paper, PaperFile


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many files wait for a scan, and since when the oldest does (for the board)."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Unseen:
    """A paper without a view and the hashes it is to be made of, in order."""

    paper: UUID
    parts: tuple[str, ...]


def to_scan(limit: int) -> list[str]:
    """Hashes of uploads without a verdict: fewest attempts first, then oldest. Views are not
    scanned; they follow the files they were made of."""
    uploads = File.objects.filter(
        scan=File.Scan.WAITING, pk__in=PaperFile.objects.values("file")
    )
    return list(
        uploads.order_by("scan_attempts", "stored_at").values_list("pk", flat=True)[:limit]
    )


def waiting_for_scan() -> Waiting:
    """The age of the scanning duty."""
    found = File.objects.filter(
        scan=File.Scan.WAITING, pk__in=PaperFile.objects.values("file")
    ).aggregate(count=Count("pk"), oldest=Min("stored_at"))
    return Waiting(**found)


def without_view(limit: int) -> list[Unseen]:
    """Papers whose view was withdrawn and that still have files which are not infected."""
    sound = PaperFile.objects.exclude(file__scan=File.Scan.INFECTED)
    papers = (
        Paper.objects.filter(view__isnull=True, pk__in=sound.values("paper"))
        .order_by("added_at")
        .values_list("pk", flat=True)[:limit]
    )
    parts: dict[UUID, list[str]] = {pk: [] for pk in papers}
    for pk, sha256 in sound.filter(paper__in=parts).values_list("paper", "file"):
        parts[pk].append(sha256)
    return [Unseen(pk, tuple(hashes)) for pk, hashes in parts.items()]
