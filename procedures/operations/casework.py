"""The one door: every move of every case passes through ``act``.

One transaction: lock the case with what the move needs, let the engine decide, store the
state, the journal entry (with its sealed payload) and the outbox rows. Nothing slow happens
while the row is locked: rendering, scanning and calls are duties in the outbox.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from procedures.access import Viewer, waiting_token
from procedures.engine import (
    Command,
    Definition,
    Effect,
    Outcome,
    Refused,
    WorkCalendar,
    apply,
)
from procedures.loading import definition, work_calendar
from procedures.models import Case, JournalEntry, JournalPayload, OutboxMessage
from procedures.operations import letters, moves
from procedures.operations.journal import Place, entry_and_payload, split

DELAYED = frozenset({"notify", "push_status"})  # reach people: wait as long as undo may come


class Stale(Exception):
    """The case moved after the screen was drawn. ``n`` is its present journal length."""

    def __init__(self, n: int) -> None:
        super().__init__(f"the case has moved to entry {n}")
        self.n = n


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move came to. ``outcome`` is None when it had been made before."""

    code: str
    n: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Move:
    """One move being written: the held row, the rules, what the engine answered."""

    locked: moves.Locked
    rules: Definition
    calendar: WorkCalendar
    command: Command
    outcome: Outcome
    flat: Mapping[str, Any]
    at: datetime

    @property
    def n(self) -> int:
        return self.locked.journal_length + 1


@transaction.atomic
def act(
    *,
    case_code: str,
    command: Command,
    viewer: Viewer | None,
    expected: int | None,
    at: datetime,
    private: Mapping[str, Any] | None = None,
) -> Moved:
    """Move one case by one action and write down everything that follows from it.

    ``viewer`` is who sent it; None is the system itself (``operations.timers``).
    ``expected`` is the journal length the screen saw; None for machines, which need none.
    ``private`` is personal text that belongs to the move but not to the command; it is
    sealed beside the journal. The same move sent twice is made once.

    Raises ``Case.DoesNotExist`` when the viewer may not see it, ``Stale`` when somebody was
    faster, ``Refused`` when the rules do not allow it; then nothing is stored.
    """
    locked = moves.lock(case_code)
    if locked is None or not _sees(viewer, locked):
        raise Case.DoesNotExist
    if expected is not None and expected != locked.journal_length:
        if _is_repeat(locked, command, expected):
            return Moved(locked.code, expected + 1, None)
        raise Stale(locked.journal_length)
    _check_seat(viewer, locked, command)
    rules = definition(locked.version_id)
    calendar = work_calendar(locked.calendar_id, locked.desk)
    if command.action == "undo":
        command = replace(command, data={"within": settings.UNDO_SECONDS})
    outcome = apply(rules, locked.state, command, at=at, calendar=calendar)
    flat = moves.columns(
        outcome.state, rules, calendar, desk=locked.desk, agency=locked.agency
    )
    move = Move(locked, rules, calendar, command, outcome, flat, at)
    _write(move, private or {})
    return Moved(locked.code, move.n, outcome)


def _write(move: Move, private: Mapping[str, Any]) -> None:
    locked, state = move.locked, move.outcome.state
    place = Place(
        locked.id, move.n, locked.journal_head, locked.calendar_id, move.calendar.method
    )
    event = move.outcome.events[-1]
    entry, payload = entry_and_payload(place, move.command, event, state.status, private)
    outbox = _outbox(move)
    moves.store(locked, state, dict(move.flat), entry, payload, outbox, move.at)
    if move.command.action == "undo":
        _take_back(locked, move.at)


def _outbox(move: Move) -> list[OutboxMessage | moves.Owed]:
    """The rows of a move's effects; letters are written down first, then their duties."""
    if (wording := _drafted(move)) is not None:
        letters.save_draft(
            case=_case(move),
            outcome=move.outcome.state.outcome,
            values=wording,
            n=move.n,
            at=move.at,
        )
    undoable = timedelta(seconds=settings.UNDO_SECONDS if move.outcome.state.last else 0)
    rows: list[OutboxMessage | moves.Owed] = []
    for effect in move.outcome.effects:
        if row := _letter_duty(move, effect):
            rows.append(row)
        elif effect.name not in LETTER_EFFECTS:
            rows.append(
                moves.Owed(
                    case_id=move.locked.id,
                    n=move.n,
                    name=effect.name,
                    args=dict(effect.args),
                    created_at=move.at,
                    not_before=move.at + (undoable if effect.name in DELAYED else timedelta()),
                )
            )
    return rows


def _drafted(move: Move) -> dict[str, str] | None:
    """The wording of the result this move proposes, or None if it proposes none."""
    data, event = move.command.data, move.outcome.events[-1].name
    if event == "drafted":
        return dict(data.get("content") or {})
    if event == "reject_proposed":
        return {"reason": str(data.get("reason") or data.get("remark") or "")}
    return None


# Signing follows rendering in one duty, release follows sealing: no rows of their own.
LETTER_EFFECTS = frozenset(
    {"issue_letter", "render_result", "sign_result", "seal_result", "release_result"}
)


def _letter_duty(move: Move, effect: Effect) -> OutboxMessage | None:
    if effect.name not in {"issue_letter", "render_result", "seal_result"}:
        return None
    case, by, at, n = _case(move), move.command.by, move.at, move.n
    if effect.name == "seal_result":
        sealed = letters.start_sealing(case=case, by=by)
        return sealed and letters.seal_duty(case_id=case.pk, letter_id=sealed, n=n, at=at)
    state = move.outcome.state
    if effect.name == "render_result":
        letter = letters.decide_result(
            case=case, rules=move.rules, state=state, by=by, n=n, at=at
        )
    else:
        letter = letters.order_form(
            case=case,
            rules=move.rules,
            state=state,
            name=effect.args["letter"],
            by=by,
            n=n,
            more=_said(move.command),
            at=at,
        )
    return letter and letters.render_duty(case_id=case.pk, letter_id=letter, n=n, at=at)


def _said(command: Command) -> dict[str, Any]:
    """What the officer typed and chose, for the letter that carries it out of the house."""
    return {key: value for key, value in command.data.items() if value not in ("", None)}


def _case(move: Move) -> Case:
    """The case with its people and offices, as it is after the move."""
    case = Case.objects.select_related(
        "submitter", "applicant", "organisation", "decided_by", "received_by__agency"
    ).get(pk=move.locked.id)
    for name, value in move.flat.items():
        setattr(case, name, value)
    case.state_data = move.outcome.state.to_data()
    return case


def _sees(viewer: Viewer | None, locked: moves.Locked) -> bool:
    """The same rule as ``access.visible_to``, on the row that is already held."""
    if viewer is None:
        return True
    if not viewer.seats:
        return str(viewer.person) in (locked.submitter, locked.applicant)
    return any(
        seat.agency == locked.agency or (seat.desk and seat.desk == locked.desk)
        for seat in viewer.seats
    )


def _check_seat(viewer: Viewer | None, locked: moves.Locked, command: Command) -> None:
    """An officer acts only from a seat of his own, at the desk or agency of the case."""
    if viewer is None or not viewer.seats:
        return
    seat = next((s for s in viewer.seats if str(s.position) == command.by.position), None)
    if seat is None:
        raise Refused("not_your_position")
    if seat.token != waiting_token(seat.role, desk=locked.desk, agency=locked.agency):
        raise Refused("other_agency", agency=locked.agency)


def _is_repeat(locked: moves.Locked, command: Command, expected: int) -> bool:
    """Whether the entry after ``expected`` is this very move: a double click, a retry.

    The same action with other words is another move: those words must not be lost.
    """
    entry = JournalEntry.objects.filter(
        case=locked.id,
        n=expected + 1,
        action=command.action,
        step=command.step,
        person=command.by.id or None,
        position=command.by.position or None,
    ).first()
    said, typed = split(command)
    if entry is None or (entry.command != said and command.action != "undo"):
        return False
    payload = JournalPayload.objects.filter(case=locked.id, n=entry.n).first()
    kept = payload.text if payload else {}
    return typed == {key: kept[key]["text"] for key in entry.commitments if key in kept}


def _take_back(locked: moves.Locked, at: datetime) -> None:
    """Nothing of the undone move goes out any more.

    Raises ``Refused("too_late")`` when something already has: a worker may have claimed a
    message in the very second in which the time for undoing ended.
    """
    rows = OutboxMessage.objects.select_for_update().filter(
        case=locked.id, n=locked.journal_length
    )
    told = [row for row in rows if row.name in DELAYED and row.attempts]
    if told:
        raise Refused("too_late", within=settings.UNDO_SECONDS)
    OutboxMessage.objects.filter(pk__in=[row.pk for row in rows], done_at=None).update(
        cancelled_at=at
    )
    letters.take_back(case_id=locked.id, n=locked.journal_length, at=at)
