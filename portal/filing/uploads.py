"""One file on its way from a form into a draft: judged, kept, shown, entered.

Slow work (parsing, rendering, writing to the store) happens outside any transaction; only
the last step touches rows. Two uploads to one paper at the same moment are settled by
`PapersChanged`: the later one makes its view anew from what then is there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from portal.connect.scan import Verdict, scan
from portal.filing.content import (
    MAX_BYTES,
    Accepted,
    CannotRender,
    Rejected,
    clean_name,
    inspect,
    to_pdf,
)
from portal.filing.content.sentences import rejection
from procedures import storage
from procedures.access import Viewer
from procedures.engine import Refused
from procedures.operations import papers, scanning
from procedures.queries import drafts
from procedures.queries.drafts import HeldPaper

Answer = TypeVar("Answer")

TRIES = 12  # more uploads to one paper at one moment than a person can start


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not taken: a word of `sentences.REJECTIONS` and what fills it."""

    word: str
    facts: Mapping[str, int | str]
    name: str

    @property
    def sentence(self) -> str:
        """What the person reads; it says how to mend it."""
        return rejection(self.word, self.facts, name=self.name)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken; `warnings` are words of `sentences.WARNINGS`."""

    id: UUID
    warnings: tuple[str, ...]


def take(
    *, draft_id: UUID, viewer: Viewer, paper_id: str, upload: UploadedFile, at: datetime
) -> Taken | Refusal:
    """Take one uploaded file as (a further part of) a paper of the viewer's draft.

    Raises `Draft.DoesNotExist` for a draft that is not the viewer's or not open, and
    `Refused("unknown_paper")` for a paper its procedure does not ask for.
    """
    drafts.draft(draft_id=draft_id, viewer=viewer)  # nobody makes us parse files for nothing
    shown = clean_name(upload.name or "")
    if upload.size is None or upload.size > MAX_BYTES:
        return Refusal("too_large", {"limit_mb": MAX_BYTES // 1024 // 1024}, shown)
    content = upload.read()
    if settings.FILE_SCANNER == "builtin" and scan([content], scanner="builtin") == "infected":
        _isolate(content, at)
        return Refusal("infected", {}, shown)
    match inspect(content, upload.name or ""):
        case Rejected(word, facts):
            return Refusal(word, facts, shown)
        case Accepted() as accepted:
            return _enter(draft_id, viewer, paper_id, content, accepted, at)


def drop(*, draft_id: UUID, viewer: Viewer, file_id: UUID, at: datetime) -> None:
    """Take a file out of the viewer's draft; no error if it is gone already.

    Raises `Draft.DoesNotExist`.
    """

    def attempt() -> None:
        draft = drafts.draft(draft_id=draft_id, viewer=viewer)
        for paper in draft.papers:
            if any(one.id == file_id for one in paper.files):
                rest = [one for one in paper.files if one.id != file_id]
                sound = [one.sha256 for one in rest if one.scan != Verdict.INFECTED]
                papers.remove_file(
                    draft_id=draft_id,
                    viewer=viewer,
                    file_id=file_id,
                    view=_view(sound) if sound else None,
                    expected=[one.sha256 for one in rest],
                    at=at,
                )

    _until_unchanged(attempt)


def move_up(*, draft_id: UUID, viewer: Viewer, file_id: UUID, at: datetime) -> None:
    """Put a file one place before its neighbour; the first stays first."""

    def attempt() -> None:
        draft = drafts.draft(draft_id=draft_id, viewer=viewer)
        for paper in draft.papers:
            ids = [one.id for one in paper.files]
            if file_id in ids[1:]:
                here = ids.index(file_id)
                ids[here - 1 : here + 1] = ids[here], ids[here - 1]
                sound = {one.id: one.sha256 for one in paper.files if one.scan != "infected"}
                papers.arrange(
                    draft_id=draft_id,
                    viewer=viewer,
                    paper_id=paper.paper_id,
                    order=ids,
                    view=_view([sound[pk] for pk in ids if pk in sound]),
                    at=at,
                )

    _until_unchanged(attempt)


def _enter(
    draft_id: UUID,
    viewer: Viewer,
    paper_id: str,
    content: bytes,
    accepted: Accepted,
    at: datetime,
) -> Taken | Refusal:
    def attempt() -> UUID:
        held = drafts.draft(draft_id=draft_id, viewer=viewer).paper(paper_id)
        view = to_pdf([*_beginning(held), content])
        return papers.add_file(
            draft_id=draft_id,
            viewer=viewer,
            paper_id=paper_id,
            upload=papers.Upload(
                storage.put_bytes(content),
                accepted.kind,
                accepted.pages,
                accepted.clean_name,
                scan=Verdict.CLEAN if settings.FILE_SCANNER == "builtin" else "waiting",
            ),
            view=papers.MadeView(storage.put_bytes(view.pdf), view.pages),
            expected=held.parts if held else (),
            at=at,
        )

    name = accepted.clean_name
    try:
        return Taken(_until_unchanged(attempt), accepted.warnings)
    except CannotRender as error:
        return Refusal(error.word, {}, name)
    except storage.StoreFull:
        return Refusal("store_full", {}, name)
    except Refused as error:
        if error.reason == "unknown_paper":
            raise
        return Refusal(error.reason, error.facts, name)


def _beginning(held: HeldPaper | None) -> list[bytes]:
    """The parts that come before a new file: the view there is, else every sound original."""
    if held is None or not held.files:
        return []
    if held.view and not held.infected:
        return [storage.read(held.view)]
    return [storage.read(one.sha256) for one in held.files if one.scan != Verdict.INFECTED]


def _view(parts: Sequence[str]) -> papers.MadeView:
    view = to_pdf([storage.read(sha256) for sha256 in parts])
    return papers.MadeView(storage.put_bytes(view.pdf), view.pages)


def _until_unchanged(attempt: Callable[[], Answer]) -> Answer:
    for _n in range(TRIES - 1):
        try:
            return attempt()
        except papers.PapersChanged:
            continue
    return attempt()


def _isolate(content: bytes, at: datetime) -> None:
    """Keep what was found as evidence, closed to everybody, so that it is known next time."""
    scanning.record_infected(stored=storage.put_bytes(content), at=at)
