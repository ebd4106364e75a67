"""What scanners and renderers learn about files after people handed them in.

A file row that waits for its scan *is* the duty, and so is a paper without a view: whoever
sweeps asks `queries.files` for them, works outside any transaction and writes back here.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from procedures.models import File, Paper
from procedures.operations.papers import MadeView
from procedures.storage import StoredFile


@transaction.atomic
def record_scan(*, sha256: str, infected: bool, at: datetime) -> None:
    """Write down a scanner's verdict, and what follows for papers that hold the file.

    Infected: their views are withdrawn until new ones are made of the other files. Clean:
    the view may be opened once every file of the paper is. A verdict is given once.
    """
    scan = File.Scan.INFECTED if infected else File.Scan.CLEAN
    waiting = File.objects.filter(pk=sha256, scan=File.Scan.WAITING)
    if not waiting.update(scan=scan, scanned_at=at, scan_attempts=F("scan_attempts") + 1):
        return
    papers = Paper.objects.filter(files__file=sha256).order_by("pk").distinct()
    if infected:
        Paper.objects.filter(pk__in=papers.values("pk")).update(view=None, pages=0)
        return
    for paper in papers.filter(view__scan=File.Scan.WAITING):
        _open_view(paper, at)


@transaction.atomic
def record_infected(*, stored: StoredFile, at: datetime) -> None:
    """Keep the row of an upload that was found infected before it became part of a paper.

    The bytes stay as evidence, closed to everybody, and are known if they come again.
    """
    File.objects.update_or_create(
        sha256=stored.sha256,
        defaults={"scan": File.Scan.INFECTED, "scanned_at": at},
        create_defaults={
            "size": stored.size,
            "kind": "",
            "pages": 0,
            "scan": File.Scan.INFECTED,
            "scanned_at": at,
            "stored_at": at,
        },
    )


@transaction.atomic
def record_no_verdict(*, sha256: str) -> None:
    """Count an attempt that gave no verdict; the file keeps waiting."""
    File.objects.filter(pk=sha256, scan=File.Scan.WAITING).update(
        scan_attempts=F("scan_attempts") + 1
    )


@transaction.atomic
def save_view(*, paper: UUID, view: MadeView, made_of: Sequence[str], at: datetime) -> bool:
    """Give a paper the view made of `made_of`, hashes of its files that are not infected,
    in order. False when the files changed meanwhile; the next sweep tries again."""
    held = Paper.objects.select_for_update().get(pk=paper)
    sound = held.files.filter(~Q(file__scan=File.Scan.INFECTED))
    if list(sound.values_list("file_id", flat=True)) != list(made_of):
        return False
    File.objects.get_or_create(
        sha256=view.stored.sha256,
        defaults={
            "size": view.stored.size,
            "kind": "pdf",
            "pages": view.pages,
            "stored_at": at,
        },
    )
    Paper.objects.filter(pk=paper).update(view=view.stored.sha256, pages=view.pages)
    _open_view(Paper.objects.get(pk=paper), at)
    return True


def _open_view(paper: Paper, at: datetime) -> None:
    """Let the view be opened once no file behind it waits (infected ones are not in it)."""
    if not paper.files.filter(file__scan=File.Scan.WAITING).exists():
        File.objects.filter(pk=paper.view_id, scan=File.Scan.WAITING).update(
            scan=File.Scan.CLEAN, scanned_at=at
        )
