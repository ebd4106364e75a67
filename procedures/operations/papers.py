"""The papers of a draft: files come, go, are put in order, or are promised to the counter.

The bytes are in the store before anything here is called, and the PDF that people see (the
view) has been made of exactly the files the caller names in `expected`. If another upload was
quicker, `PapersChanged` says so and the caller makes a new view: a paper's files and its view
are never seen apart.

`procedures.operations.scanning` keeps what is learned about the files later.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum

from procedures.access import Viewer
from procedures.engine import Refused
from procedures.loading import definition
from procedures.models import Draft, File, Paper, PaperFile
from procedures.storage import StoredFile

OTHER = "khac"  # papers the list does not name, always welcome
MOST_FILES = 20  # of one paper
QUOTA = 200 * 1024 * 1024  # bytes in all open drafts of one person


class PapersChanged(Exception):
    """The paper no longer has the files the view was made of; make a new view."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One accepted original. `scan` is a word of `File.Scan`."""

    stored: StoredFile
    kind: str
    pages: int
    name: str
    scan: str = "waiting"


@dataclass(frozen=True, slots=True)
class MadeView:
    """The PDF made of all files of a paper, as `File` knows it."""

    stored: StoredFile
    pages: int


@transaction.atomic
def add_file(
    *,
    draft_id: UUID,
    viewer: Viewer,
    paper_id: str,
    upload: Upload,
    view: MadeView,
    expected: Sequence[str],
    at: datetime,
) -> UUID:
    """Put one more file behind the others of a paper and answer its id.

    `view` was made of the files `expected` (their hashes in order) and the new one. Raises
    `Draft.DoesNotExist`, `PapersChanged`, `Refused`: "unknown_paper", "infected",
    "too_many_files", "over_quota".
    """
    draft = _mine(draft_id, viewer)
    _check_paper(draft, paper_id)
    paper = _paper(draft, paper_id, at)
    held = _held(paper, expected)
    if len(held) >= MOST_FILES:
        raise Refused("too_many_files", limit=MOST_FILES)
    _check_quota(viewer, upload.stored.size)
    _register(upload, at)
    added = PaperFile(
        paper=paper,
        file_id=upload.stored.sha256,
        name=upload.name,
        place=held[-1].place + 1 if held else 0,
        added_at=at,
    )
    added.save()
    _show(paper, view, at)
    return added.pk


@transaction.atomic
def remove_file(
    *,
    draft_id: UUID,
    viewer: Viewer,
    file_id: UUID,
    view: MadeView | None,
    expected: Sequence[str],
    at: datetime,
) -> None:
    """Take one file out of its paper; with the last one the paper goes too.

    `view` was made of `expected`, the hashes of the files that stay. The bytes stay in the
    store: another paper may hold the same. Raises `Draft.DoesNotExist`,
    `PaperFile.DoesNotExist` (gone already, or not of this draft), `PapersChanged`.
    """
    draft = _mine(draft_id, viewer)
    gone = PaperFile.objects.select_related("paper").get(pk=file_id, paper__draft=draft)
    gone.delete()
    if not _held(gone.paper, expected):
        gone.paper.delete()
    else:
        _show(gone.paper, view, at)


@transaction.atomic
def arrange(
    *,
    draft_id: UUID,
    viewer: Viewer,
    paper_id: str,
    order: Sequence[UUID],
    view: MadeView,
    at: datetime,
) -> None:
    """Put a paper's files in this order; `order` names every one of them.

    Raises `Draft.DoesNotExist`, `Paper.DoesNotExist`, `PapersChanged`.
    """
    draft = _mine(draft_id, viewer)
    paper = Paper.objects.get(draft=draft, paper_id=paper_id, replaced_at__isnull=True)
    held = {one.pk: one for one in paper.files.all()}
    if set(held) != set(order) or len(held) != len(order):
        raise PapersChanged
    for place, pk in enumerate(order):
        held[pk].place = place
    PaperFile.objects.bulk_update(held.values(), ["place"])
    _show(paper, view, at)


@transaction.atomic
def bring_to_counter(
    *, draft_id: UUID, viewer: Viewer, paper_id: str, promised: bool, at: datetime
) -> None:
    """Promise to bring the paper itself to the desk, or take the promise back.

    A paper that has files keeps them. Raises `Draft.DoesNotExist`,
    `Refused("unknown_paper")`.
    """
    draft = _mine(draft_id, viewer)
    _check_paper(draft, paper_id)
    if promised:
        paper = _paper(draft, paper_id, at)
        if not paper.files.exists():
            Paper.objects.filter(pk=paper.pk).update(source="counter")
    else:
        Paper.objects.filter(draft=draft, paper_id=paper_id, source="counter").delete()


@transaction.atomic
def reuse(
    *, draft_id: UUID, viewer: Viewer, paper_id: str, source: UUID, at: datetime
) -> None:
    """Hand in again what the same person handed in before; replaces what stands there.

    `source` is a paper of the viewer's own draft or case: anybody else's does not exist.
    Raises `Draft.DoesNotExist`, `Paper.DoesNotExist`, `Refused`.
    """
    draft = _mine(draft_id, viewer)
    _check_paper(draft, paper_id)
    before = (
        Paper.objects.filter(pk=source, view__scan=File.Scan.CLEAN)
        .filter(_owned_by(viewer))
        .get()
    )
    paper = _paper(draft, paper_id, at)
    files = list(before.files.all())
    _check_quota(viewer, sum(one.file.size for one in before.files.select_related("file")))
    paper.files.all().delete()
    PaperFile.objects.bulk_create(
        PaperFile(
            paper=paper, file_id=one.file_id, name=one.name, place=one.place, added_at=at
        )
        for one in files
    )
    Paper.objects.filter(pk=paper.pk).update(
        source="reuse", view=before.view_id, pages=before.pages, added_at=at
    )


def _mine(draft_id: UUID, viewer: Viewer) -> Draft:
    """The viewer's open draft, locked: submission locks it too, so a file is in or out."""
    return (
        Draft.objects.select_for_update()
        .defer("answers")
        .get(pk=draft_id, owner=viewer.person, submitted_as__isnull=True)
    )


def _owned_by(viewer: Viewer) -> Q:
    return (
        Q(draft__owner=viewer.person)
        | Q(case__submitter=viewer.person)
        | Q(case__applicant=viewer.person)
    )


def _check_paper(draft: Draft, paper_id: str) -> None:
    """Only papers of the definition (one for each row where it says so), and "khac"."""
    if paper_id == OTHER:
        return
    for paper in definition(draft.version_id).papers:
        if paper_id == paper.id and paper.uploadable:
            return
        if paper.per_row and re.fullmatch(rf"{paper.id}-\d{{1,3}}", paper_id):
            return
    raise Refused("unknown_paper")


def _paper(draft: Draft, paper_id: str, at: datetime) -> Paper:
    paper, _made = Paper.objects.get_or_create(
        draft=draft, paper_id=paper_id, replaced_at=None, defaults={"added_at": at}
    )
    return paper


def _held(paper: Paper, expected: Sequence[str]) -> list[PaperFile]:
    held = list(paper.files.all())
    if [one.file_id for one in held] != list(expected):
        raise PapersChanged
    return held


def _check_quota(viewer: Viewer, more: int) -> None:
    held = PaperFile.objects.filter(
        paper__draft__owner=viewer.person, paper__draft__submitted_as__isnull=True
    ).aggregate(size=Sum("file__size"))["size"]
    if (held or 0) + more > QUOTA:
        raise Refused("over_quota", limit_mb=QUOTA // 1024 // 1024)


def _register(upload: Upload, at: datetime) -> None:
    """The row of the bytes. What is known to be infected is not taken a second time, what is
    known to be clean stays so."""
    # Locked, so that the reaper cannot take the row away between here and its first use.
    file, made = File.objects.select_for_update().get_or_create(
        sha256=upload.stored.sha256,
        defaults={
            "size": upload.stored.size,
            "kind": upload.kind,
            "pages": upload.pages,
            "scan": upload.scan,
            "scanned_at": at if upload.scan != File.Scan.WAITING else None,
            "stored_at": at,
        },
    )
    if file.scan == File.Scan.INFECTED:
        raise Refused("infected")
    if not made and file.scan == File.Scan.WAITING and upload.scan == File.Scan.CLEAN:
        File.objects.filter(pk=file.pk).update(scan=upload.scan, scanned_at=at)


def _show(paper: Paper, view: MadeView | None, at: datetime) -> None:
    """Point the paper to its view. The view may be opened once every file in it is clean."""
    if view is None:
        raise PapersChanged
    waiting = paper.files.exclude(file__scan=File.Scan.CLEAN).exists()
    scan = File.Scan.WAITING if waiting else File.Scan.CLEAN
    _register(Upload(view.stored, "pdf", view.pages, "", scan), at)
    Paper.objects.filter(pk=paper.pk).update(
        view=view.stored.sha256, pages=view.pages, source="upload", added_at=at
    )
