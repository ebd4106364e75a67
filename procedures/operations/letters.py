"""Order letters, take their numbers, keep their bytes, release them.

A form (01-07) is ordered by a move, rendered, signed by the desk and released. A result is
drafted by an officer, gets number and date with the leader's decision to sign, is rendered
once and signed by him, and is released when the clerk's agency signature is on it. Nobody
outside sees a letter before ``released_at``; its bytes never change afterwards.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from procedures.engine import HANOI, Actor, CaseState, Definition, Refused
from procedures.engine.answers import facts_of
from procedures.engine.definition import ResultLetter
from procedures.engine.letter import draft_values, kept_blocks, letter_of
from procedures.engine.text import date_in_words
from procedures.models import (
    Case,
    File,
    JournalEntry,
    JournalPayload,
    Letter,
    LetterSignature,
    OutboxMessage,
    Position,
)
from procedures.operations.letter_facts import place_of, shared_facts, signer
from procedures.operations.numbering import next_letter_number
from procedures.operations.rejection import REJECTION
from procedures.reference.naming import name_of

FORMS = {
    "receipt": "01",
    "supplement_request": "02",
    "refusal": "03",
    "apology": "04",
    "stop_notice": "05",
}
SLIP_BOOK = "tnhs"  # one number book for the slips of a desk's agency


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as the signing provider reports it."""

    kind: str  # officer, leader, agency
    signer_name: str
    certificate_serial: str
    signed_at: datetime


def order_form(
    *,
    case: Case,
    rules: Definition,
    state: CaseState,
    name: str,
    by: Actor,
    n: int,
    more: Mapping[str, Any],
    at: datetime,
) -> UUID:
    """Write down a form of the case with its number; return the letter's id.

    ``more`` holds what only this form says (items asked, reason, new date …).
    """
    officer = _position(by)
    local = at.astimezone(HANOI)
    agency = case.decided_by.symbol
    letter = Letter(
        case=case,
        name=name,
        form=FORMS[name],
        symbol={"apology": agency, "stop_notice": f"TB-{agency}"}.get(name, ""),
        n=n,
        state=Letter.State.ORDERED,
        signer=officer,
        issued_on=local.date(),
        number=next_letter_number(
            agency=case.received_by.agency_id, kind=f"{SLIP_BOOK}-{name}", year=local.year
        ),
        ordered_at=at,
    )
    letter.facts = shared_facts(case, rules, at) | {
        "number": letter.number,
        "symbol": letter.symbol,
        "officer": signer(officer) if officer else None,
        "received_at": _iso(state.received_at),
        "due_at": _iso(case.due_at),
        **more,
    }
    letter.save(force_insert=True)
    return letter.pk


def save_draft(
    *, case: Case, outcome: str, values: Mapping[str, str], n: int, at: datetime
) -> None:
    """Keep the result as the officer words it: {placeholder: text}; replaces the last one."""
    letter = Letter.objects.filter(
        case=case, name="result", revoked_at=None, state=Letter.State.DRAFT
    ).first() or Letter(case=case, name="result", state=Letter.State.DRAFT, n=n)
    letter.n = n
    letter.ordered_at = at
    letter.facts = {"outcome": outcome, "values": dict(values)}
    letter.save()


def decide_result(
    *, case: Case, rules: Definition, state: CaseState, by: Actor, n: int, at: datetime
) -> UUID | None:
    """Fix the drafted result with number, date and signer; return the letter's id.

    None when the procedure's result is not written here. Raises ``Refused("no_draft")``.
    """
    text = REJECTION if state.outcome == "rejected" else result_letter(rules)
    if text is None:
        return None
    letter = Letter.objects.filter(
        case=case, name="result", revoked_at=None, state=Letter.State.DRAFT
    ).first()
    if letter is None:
        raise Refused("no_draft")
    leader = Position.objects.select_related("person").get(pk=by.position)
    local = at.astimezone(HANOI)
    letter.state = Letter.State.ORDERED
    letter.n = n
    letter.signer = leader
    letter.issued_on = local.date()
    letter.symbol = text.symbol
    letter.number = next_letter_number(
        agency=case.decided_by_id, kind=text.book, year=local.year
    )
    letter.ordered_at = at
    letter.facts = shared_facts(case, rules, at) | {
        "outcome": letter.facts["outcome"],
        "number": letter.number,
        "symbol": text.symbol,
        "signer": signer(leader),
        "received_at": _iso(state.received_at),
        **result_text(case, rules, text, leader, letter),
    }
    letter.save()
    return letter.pk


def start_sealing(*, case: Case, by: Actor) -> UUID | None:
    """The clerk issues the signed result. Raises ``Refused("letter_not_ready")``."""
    letter = Letter.objects.filter(case=case, name="result", revoked_at=None).first()
    if letter is None:
        return None
    if letter.state != Letter.State.SIGNED:
        raise Refused("letter_not_ready")
    letter.state = Letter.State.SEALING
    letter.sealed_by_id = by.position or None
    letter.save(update_fields=["state", "sealed_by"])
    return letter.pk


@transaction.atomic
def keep_signed(
    *, letter_id: UUID, sha256: str, pages: int, signatures: Sequence[Signature], at: datetime
) -> None:
    """Keep the rendered bytes; a form is thereby released, a result waits for the clerk.

    Bytes kept before stay: a letter is rendered once. The ``File`` row must exist.
    """
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.state != Letter.State.ORDERED:
        return
    letter.rendered = File.objects.get(pk=sha256)
    letter.pages = pages
    letter.state = Letter.State.SIGNED
    if letter.form:
        letter.file = letter.rendered
        # The applicant gets it when the move that ordered it can no longer be taken back.
        undoable = timedelta(seconds=settings.UNDO_SECONDS)
        letter.released_at = max(at, letter.ordered_at + undoable)
        letter.state = Letter.State.RELEASED
    letter.save()
    _record(letter, signatures)


@transaction.atomic
def release(
    *, letter_id: UUID, sha256: str, signatures: Sequence[Signature], at: datetime
) -> None:
    """Release a result with the agency's signature on it; a second time changes nothing."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.state != Letter.State.SEALING:
        return
    letter.file = File.objects.get(pk=sha256)
    letter.released_at = at
    letter.state = Letter.State.RELEASED
    letter.save()
    _record(letter, signatures)


def take_back(*, case_id: UUID, n: int, at: datetime) -> None:
    """Revoke the letters that the undone move ``n`` ordered; their numbers stay used.

    A draft becomes again what it was before.
    """
    letters = Letter.objects.filter(case=case_id, n=n, revoked_at=None)
    letters.exclude(state=Letter.State.DRAFT).update(revoked_at=at)
    draft = letters.filter(state=Letter.State.DRAFT).first()
    if draft is None:
        return
    before = _drafted_before(case_id, n)
    if before is None:
        draft.delete()
    else:
        draft.n, draft.facts = before
        draft.save()


def _drafted_before(case_id: UUID, n: int) -> tuple[int, dict[str, Any]] | None:
    """Entry and facts of the draft before entry ``n``, if there was one."""
    entry = JournalEntry.objects.filter(case=case_id, name="drafted", n__lt=n)
    entry = entry.order_by("n").last()
    if entry is None:
        return None
    payload = JournalPayload.objects.filter(case=case_id, n=entry.n).first()
    kept = payload.text.get("content") if payload else None
    values = json.loads(kept["text"]) if kept else {}
    return entry.n, {"outcome": entry.data.get("outcome", "granted"), "values": values}


def result_text(
    case: Case, rules: Definition, text: ResultLetter, leader: Position, letter: Letter
) -> dict[str, Any]:
    """The result's text and what its places stand for, the officer's own wording first."""
    day = letter.issued_on
    known = {
        "case_code": case.code,
        "number": f"{letter.number:02}",
        "date": f"{day:%d/%m/%Y}",
        "date_in_words": date_in_words(day),
        "place": place_of(case.decided_by.area_code),
        "agency": case.decided_by.name,
        "parent_agency": case.decided_by.heading,
        "applicant": case.applicant.full_name,
        "submitter": case.submitter.full_name,
        "signer": leader.person.full_name,
        "signer_title": leader.title,
        "procedure": str(rules.name),
        "received_at": _local_day(case.received_at),
    }
    values = draft_values(rules, text, case.answers, known, names=name_of)
    facts = facts_of(rules, case.answers, channel=str(case.channel))
    return {
        "values": values | {k: v for k, v in letter.facts["values"].items() if k in values},
        "result": {
            "frame": text.frame,
            "title": text.title,
            "about": text.about,
            "copies_to": list(text.recipients),
            "blocks": [
                {
                    "kind": one.kind,
                    "text": one.text,
                    "label": one.label,
                    "strong": one.strong,
                }
                for one in kept_blocks(text, facts)
            ],
        },
    }


def result_letter(rules: Definition) -> ResultLetter | None:
    """The text of the procedure's first result that is written here."""
    found = letter_of(rules)
    return found[1] if found else None


def render_duty(*, case_id: UUID, letter_id: UUID, n: int, at: datetime) -> OutboxMessage:
    """The outbox row that has the letter rendered and signed."""
    return _duty("render_letter", case_id, letter_id, n, at)


def seal_duty(*, case_id: UUID, letter_id: UUID, n: int, at: datetime) -> OutboxMessage:
    """The outbox row that has the agency's signature put on the letter."""
    return _duty("seal_letter", case_id, letter_id, n, at)


def _duty(name: str, case_id: UUID, letter_id: UUID, n: int, at: datetime) -> OutboxMessage:
    args = {"letter": str(letter_id)}
    return OutboxMessage(
        case_id=case_id, n=n, name=name, args=args, created_at=at, not_before=at
    )


def _record(letter: Letter, signatures: Sequence[Signature]) -> None:
    LetterSignature.objects.bulk_create(
        [
            LetterSignature(
                letter=letter,
                kind=one.kind,
                signer_name=one.signer_name,
                certificate_serial=one.certificate_serial,
                signed_at=one.signed_at,
            )
            for one in signatures
        ],
        ignore_conflicts=True,
    )


def _position(by: Actor) -> Position | None:
    if not by.position:
        return None
    return Position.objects.select_related("person").get(pk=by.position)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _local_day(at: datetime | None) -> str:
    return f"{at.astimezone(HANOI):%d/%m/%Y}" if at else ""


def note_opened(*, letter_id: UUID, at: datetime) -> None:
    """Note when its owner opened a letter first; later times change nothing."""
    Letter.objects.filter(pk=letter_id, opened_at=None).update(opened_at=at)
