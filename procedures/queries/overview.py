"""One case as an operator may see it: what happened and what is owed, and no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procedures.loading import definition
from procedures.models import (
    Case,
    JournalEntry,
    JournalPayload,
    Letter,
    NationalDelivery,
    Notice,
    OutboxMessage,
)

HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Overview:
    """Plain values, ready for JSON but for their moments."""

    code: str
    procedure: str
    version: int
    status: str
    channel: str
    received_by: str
    decided_by: str
    applicant: dict[str, str]
    open_steps: tuple[str, ...]
    waits_for: tuple[str, ...]
    clocks: dict[str, datetime | bool | None]
    journal: tuple[dict[str, Any], ...]
    letters: tuple[dict[str, Any], ...]
    deliveries: dict[str, Any]


def of_case(*, code: str) -> Overview | None:
    """The case with that code, or None. Six queries."""
    case = (
        Case.objects.select_related("version", "applicant").defer("answers").filter(code=code)
    ).first()
    if case is None:
        return None
    return Overview(
        code=case.code,
        procedure=case.procedure_code,
        version=case.version.version,
        status=case.status,
        channel=case.channel,
        received_by=case.received_by_id,
        decided_by=case.decided_by_id,
        applicant={
            "name": masked_name(case.applicant.full_name),
            "personal_id": masked_number(case.applicant.personal_id),
        },
        open_steps=tuple(case.open_steps),
        waits_for=tuple(case.waits_for),
        clocks=_clocks(case),
        journal=_journal(case),
        letters=_letters(case),
        deliveries=_deliveries(case),
    )


def masked_name(name: str) -> str:
    """The initials of a name.

    >>> masked_name("Nguyễn Thị An")
    'N••• T••• A•••'
    """
    return " ".join(f"{word[0]}{HIDDEN}" for word in name.split())


def masked_number(number: str) -> str:
    """The last three digits of a number.

    >>> masked_number("046190001234")
    '•••234'
    """
    return f"{HIDDEN}{number[-3:]}" if len(number) > 3 else ""


def _clocks(case: Case) -> dict[str, datetime | bool | None]:
    names = ("submitted_at", "received_at", "intake_due_at", "step_due_at", "due_at")
    names += ("original_due_at", "clock_paused", "finished_at", "returned_at")
    return {name: getattr(case, name) for name in names}


def _journal(case: Case) -> tuple[dict[str, Any], ...]:
    """Every move by role and place; of typed text only which there was."""
    rules = definition(case.version_id)
    erased = {
        payload.n: not payload.text for payload in JournalPayload.objects.filter(case=case)
    }
    return tuple(
        {
            "n": entry.n,
            "at": entry.at,
            "event": entry.name,
            "action": entry.action,
            "step": entry.step,
            "step_name": str(rules.step(entry.step).name)
            if rules.has_step(entry.step)
            else "",
            "role": entry.role,
            "agency": entry.agency,
            "status": entry.status,
            "texts": sorted(entry.commitments),
            "erased": erased.get(entry.n, False),
            "hash": entry.hash,
        }
        for entry in JournalEntry.objects.filter(case=case).order_by("n")
    )


def _letters(case: Case) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "name": letter.name,
            "form": letter.form,
            "n": letter.n,
            "state": letter.state,
            "number": letter.number,
            "symbol": letter.symbol,
            "sha256": letter.file_id or letter.rendered_id or "",
            "pages": letter.pages,
            "ordered_at": letter.ordered_at,
            "released_at": letter.released_at,
            "revoked_at": letter.revoked_at,
        }
        for letter in Letter.objects.filter(case=case).defer("facts").order_by("ordered_at")
    )


def _deliveries(case: Case) -> dict[str, Any]:
    """What went out and what is owed, to the national portal and to people."""
    held = NationalDelivery.objects.filter(case=case).first()
    facts = ("id", "n", "name", "created_at", "not_before", "done_at", "parked_at")
    facts += ("cancelled_at", "attempts", "last_error", "seq")
    sent = ("n", "kind", "channel", "created_at", "sent_at", "read_at")
    return {
        "national": {
            "known": bool(held and held.known),
            "acknowledged_at": held.acknowledged_at if held else None,
        },
        "outbox": list(OutboxMessage.objects.filter(case=case).order_by("pk").values(*facts)),
        "notices": list(Notice.objects.filter(case=case).order_by("pk").values(*sent)),
    }
