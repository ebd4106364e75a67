"""What a citizen is still filling in: begun, saved while typing, thrown away, forgotten.

A draft belongs to the person who began it; for everybody else it does not exist. Answers are
kept as typed, right or wrong: judging them is the engine's business when a page is left.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from procedures.access import Viewer, visible_to
from procedures.engine import Refused
from procedures.models import Desk, Draft, ProcedureVersion

KEPT = timedelta(days=30)  # after the last save
MOST_OPEN = 50  # drafts of one person
ANSWERS_LIMIT = 256 * 1024  # bytes of all answers together


class EditedElsewhere(Exception):
    """Another device or tab saved this draft since the page was drawn (→ 409)."""

    def __init__(self, saved_at: datetime, revision: int) -> None:
        super().__init__(f"the draft is at revision {revision}")
        self.saved_at = saved_at
        self.revision = revision


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to; `revision` is what the page must say next time."""

    revision: int
    saved_at: datetime


@transaction.atomic
def start(
    *,
    procedure: str,
    viewer: Viewer,
    at: datetime,
    desk: str = "",
    organisation: UUID | None = None,
    answers: Mapping[str, Mapping[str, Any]] | None = None,
) -> UUID:
    """Begin an application under the version of `procedure` that is in force at `at`.

    `desk` is the one-stop desk that shall receive it, `answers` what is known already,
    ``{section: {field: value}}``. Raises `ProcedureVersion.DoesNotExist` when the procedure
    is not applied for here, `Refused("too_many_drafts", limit=…)`.
    """
    today = localdate(at)
    version = ProcedureVersion.objects.only("id").get(
        Q(valid_to__isnull=True) | Q(valid_to__gt=today), code=procedure, valid_from__lte=today
    )
    _count(viewer)
    draft = Draft(
        version=version,
        owner_id=viewer.person,
        organisation_id=organisation,
        received_by_id=_desk(desk),
        answers={section: dict(values) for section, values in (answers or {}).items()},
        created_at=at,
        saved_at=at,
    )
    draft.save()
    return draft.pk


@transaction.atomic
def start_supplement(*, case_code: str, viewer: Viewer, at: datetime) -> UUID:
    """Begin, or go on with, the answer to a request for more papers.

    It starts with the answers of the case. Raises `Case.DoesNotExist` for a stranger.
    """
    case = visible_to(viewer).select_for_update(of=("self",)).get(code=case_code)
    open_draft = Draft.objects.filter(supplements=case, submitted_as__isnull=True).first()
    if open_draft:
        return _mine(open_draft.pk, viewer).pk
    draft = Draft(
        version_id=case.version_id,
        owner_id=viewer.person,
        organisation_id=case.organisation_id,
        received_by_id=case.received_by_id,
        answers=case.answers,
        supplements=case,
        created_at=at,
        saved_at=at,
    )
    draft.save()
    return draft.pk


@transaction.atomic
def save_section(
    *,
    draft_id: UUID,
    viewer: Viewer,
    section: str,
    values: Mapping[str, Any],
    at: datetime,
    done: bool | None = None,
    expected: int | None = None,
) -> Saved:
    """Keep what stands in one section; `values` replaces the section as a whole.

    `done` says whether the section passed its checks; None leaves that as it was (autosave).
    `expected` is the revision the page saw. The same content sent twice is saved once.

    Raises `Draft.DoesNotExist` (a stranger's, submitted or unknown draft),
    `EditedElsewhere`, `Refused("too_long", limit=…)`.
    """
    draft = _mine(draft_id, viewer)
    ready = _with(draft.done_sections, section, done)
    if draft.answers.get(section) == values and ready == draft.done_sections:
        return Saved(draft.revision, draft.saved_at)
    if expected is not None and expected != draft.revision:
        raise EditedElsewhere(draft.saved_at, draft.revision)
    draft.answers[section] = dict(values)
    draft.done_sections = ready
    return _save(draft, at, "answers", "done_sections")


@transaction.atomic
def choose_desk(*, draft_id: UUID, viewer: Viewer, desk: str, at: datetime) -> Saved:
    """Say which one-stop desk shall receive the application; raises as `save_section`, and
    `Desk.DoesNotExist`."""
    draft = _mine(draft_id, viewer)
    draft.received_by_id = _desk(desk)
    return _save(draft, at, "received_by")


@transaction.atomic
def discard(*, draft_id: UUID, viewer: Viewer) -> None:
    """Throw the draft away with its papers. Raises `Draft.DoesNotExist`."""
    _mine(draft_id, viewer).delete()


@transaction.atomic
def forget_expired(*, at: datetime) -> int:
    """Throw away drafts nobody saved for thirty days; answer how many."""
    expired = Draft.objects.filter(submitted_as__isnull=True, saved_at__lt=at - KEPT)
    # Row by row and skipping locked ones: somebody may be saving it this very moment.
    forgotten = list(expired.select_for_update(skip_locked=True).only("id")[:500])
    for draft in forgotten:
        draft.delete()
    return len(forgotten)


def _mine(draft_id: UUID, viewer: Viewer) -> Draft:
    """The viewer's open draft, locked."""
    return Draft.objects.select_for_update().get(
        pk=draft_id, owner=viewer.person, submitted_as__isnull=True
    )


def _save(draft: Draft, at: datetime, *fields: str) -> Saved:
    if len(json.dumps(draft.answers, ensure_ascii=False).encode()) > ANSWERS_LIMIT:
        raise Refused("too_long", limit=ANSWERS_LIMIT)
    draft.revision += 1
    draft.saved_at = at
    draft.save(update_fields=[*fields, "revision", "saved_at"])
    return Saved(draft.revision, at)


def _with(done: list[str], section: str, is_done: bool | None) -> list[str]:
    if is_done is None:
        return done
    rest = [one for one in done if one != section]
    return [*rest, section] if is_done else rest


def _count(viewer: Viewer) -> None:
    held = Draft.objects.filter(owner=viewer.person, submitted_as__isnull=True).count()
    if held >= MOST_OPEN:
        raise Refused("too_many_drafts", limit=MOST_OPEN)


def _desk(code: str) -> str | None:
    return Desk.objects.only("code").get(pk=code).pk if code else None
