"""Drafts as their owner sees them. For everybody else they do not exist."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate

from procedures.access import Viewer, visible_to
from procedures.models import Draft, File, Paper, PaperFile, ProcedureVersion


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One original of a paper. `scan`: waiting, clean or infected."""

    id: UUID
    sha256: str
    name: str
    kind: str
    size: int
    pages: int
    scan: str


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """What was handed in for one line of the paper list.

    `view` is the hash of the PDF people see, "" while there is none; `openable` says
    whether it may be shown (every file behind it was found clean). `source`: upload, counter
    (the paper itself will be brought to the desk), reuse.
    """

    id: UUID
    paper_id: str
    source: str
    pages: int
    view: str
    view_size: int
    openable: bool
    files: tuple[HeldFile, ...]

    @property
    def infected(self) -> tuple[HeldFile, ...]:
        """The files that were isolated."""
        return tuple(one for one in self.files if one.scan == File.Scan.INFECTED)

    @property
    def waiting(self) -> bool:
        """Whether a file still waits for its scan."""
        return any(one.scan == File.Scan.WAITING for one in self.files)

    @property
    def parts(self) -> tuple[str, ...]:
        """Hashes of the files in order: what the view is made of."""
        return tuple(one.sha256 for one in self.files)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """One draft with everything its pages show. `answers`: {section: {field: value}}."""

    id: UUID
    version_id: int
    procedure_code: str
    procedure_name: str
    procedure_slug: str
    owner: UUID
    desk: str
    desk_name: str
    answers: dict[str, dict[str, Any]]
    done_sections: tuple[str, ...]
    revision: int
    submit_key: UUID
    created_at: datetime
    saved_at: datetime
    supplements: str  # code of the case it answers, "" for a new application
    papers: tuple[HeldPaper, ...]

    def paper(self, paper_id: str) -> HeldPaper | None:
        """What was handed in for this line of the list, if anything."""
        return next((one for one in self.papers if one.paper_id == paper_id), None)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in a list."""

    id: UUID
    procedure_code: str
    procedure_name: str
    saved_at: datetime
    supplements: str


def draft(*, draft_id: UUID, viewer: Viewer) -> OpenDraft:
    """The viewer's open draft. Raises `Draft.DoesNotExist`. Three queries."""
    row = Draft.objects.select_related("version", "received_by", "supplements").get(
        pk=draft_id, owner=viewer.person, submitted_as__isnull=True
    )
    return OpenDraft(
        id=row.pk,
        version_id=row.version_id,
        procedure_code=row.version.code,
        procedure_name=row.version.name,
        procedure_slug=row.version.slug,
        owner=row.owner_id,
        desk=row.received_by_id or "",
        desk_name=row.received_by.name if row.received_by else "",
        answers=row.answers,
        done_sections=tuple(row.done_sections),
        revision=row.revision,
        submit_key=row.submit_key,
        created_at=row.created_at,
        saved_at=row.saved_at,
        supplements=row.supplements.code if row.supplements else "",
        papers=_papers(row.pk),
    )


def version_in_force(*, procedure: str, at: datetime) -> int | None:
    """The id of the version of a procedure that is applied for at `at`, if any. One query."""
    today = localdate(at)
    return (
        ProcedureVersion.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=today),
            code=procedure,
            valid_from__lte=today,
        )
        .values_list("pk", flat=True)
        .first()
    )


def submitted_as(*, draft_id: UUID, viewer: Viewer) -> str:
    """The code of the case a draft of the viewer became, "" if none (Back after receipt)."""
    return (
        Draft.objects.filter(pk=draft_id, owner=viewer.person, submitted_as__isnull=False)
        .values_list("submitted_as__code", flat=True)
        .first()
        or ""
    )


def open_drafts(*, viewer: Viewer, procedure: str = "") -> list[DraftLine]:
    """The viewer's drafts, last saved first; of one procedure or of all. One query."""
    rows = Draft.objects.filter(owner=viewer.person, submitted_as__isnull=True)
    if procedure:
        rows = rows.filter(version__code=procedure)
    found = rows.order_by("-saved_at").values_list(
        "pk", "version__code", "version__name", "saved_at", "supplements__code"
    )
    return [DraftLine(*line[:4], line[4] or "") for line in found]


def paper_view(*, paper: UUID, viewer: Viewer) -> str:
    """The hash of a paper's view, if the viewer may open it now.

    Raises `Paper.DoesNotExist` for a stranger's paper and for one that may not be opened
    yet: both look the same from outside.
    """
    row = Paper.objects.select_related("draft", "view").get(
        pk=paper, view__scan=File.Scan.CLEAN
    )
    if row.draft and row.draft.owner_id == viewer.person and not row.draft.submitted_as_id:
        return row.view_id
    if row.case_id and visible_to(viewer).filter(pk=row.case_id).exists():
        return row.view_id
    raise Paper.DoesNotExist


def _papers(draft_id: UUID) -> tuple[HeldPaper, ...]:
    rows = (
        Paper.objects.filter(draft=draft_id, replaced_at__isnull=True)
        .select_related("view")
        .order_by("added_at", "pk")
    )
    files: dict[UUID, list[HeldFile]] = {}
    for one in PaperFile.objects.filter(paper__draft=draft_id).select_related("file"):
        files.setdefault(one.paper_id, []).append(_file(one))
    return tuple(_paper(row, tuple(files.get(row.pk, ()))) for row in rows)


def _paper(row: Paper, files: tuple[HeldFile, ...]) -> HeldPaper:
    return HeldPaper(
        id=row.pk,
        paper_id=row.paper_id,
        source=row.source,
        pages=row.pages,
        view=row.view_id or "",
        view_size=row.view.size if row.view else 0,
        openable=bool(row.view and row.view.scan == File.Scan.CLEAN),
        files=files,
    )


def _file(one: PaperFile) -> HeldFile:
    return HeldFile(
        id=one.pk,
        sha256=one.file_id,
        name=one.name,
        kind=one.file.kind,
        size=one.file.size,
        pages=one.file.pages,
        scan=one.file.scan,
    )
