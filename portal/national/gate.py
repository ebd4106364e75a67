"""Before sending: is the snapshot whole and in itself true?

Service quality is computed over there from what we send, and most "late" cases of a province
have been late or wrong data. A fault here stops the case before it is refused there, and
nothing is ever changed to look better. Words, not sentences: pages translate them.
"""

from __future__ import annotations

from procedures.queries.national import Snapshot

BEFORE_RECEIPT = frozenset({"1", "3", "5", "7", "8"})
ENDED = frozenset({"9", "10"})


def faults(snapshot: Snapshot) -> list[str]:
    """Return why this may not go out; [] when it may."""
    received, due = snapshot.received_at, snapshot.due_at
    finished, returned = snapshot.finished_at, snapshot.returned_at
    owner = snapshot.owner
    found = {
        "no_owner_name": not owner.name.strip(),
        "no_owner_number": not (
            owner.tax_code if owner.is_organisation else owner.personal_id
        ),
        "no_sector_code": not snapshot.sector_code,
        "no_subject": not snapshot.subject.strip(),
        "no_agency": not snapshot.agency_name.strip(),
        "no_receipt": received is None and snapshot.status not in BEFORE_RECEIPT,
        "no_end": finished is None and snapshot.status in ENDED,
        "no_hand_over": returned is None and snapshot.status == "10",
        "received_before_submission": bool(received and received < snapshot.submitted_at),
        "due_before_receipt": bool(received and due and due < received),
        "end_before_receipt": bool(received and finished and finished < received),
        "hand_over_before_end": bool(returned and finished and returned < finished),
    }
    return [word for word, is_so in found.items() if is_so]


def doubts(snapshot: Snapshot) -> list[str]:
    """Return what will cost an indicator although it may go out; for those who can mend it."""
    found = {
        "online_without_result": snapshot.channel == "online"
        and snapshot.status in ENDED
        and not any(one.code for one in snapshot.results),
        "second_supplement": len(snapshot.supplements) > 1,
        "supplement_unanswered": snapshot.status == "4"
        and any(one.answered_at is None for one in snapshot.supplements),
    }
    return [word for word, is_so in found.items() if is_so]
