"""Add the agency's signature to a result the clerk has issued, and release it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.connect import signature
from portal.effects.kept import kept
from portal.effects.letter_facts import letter_facts
from portal.effects.outcomes import Park, Retry
from portal.letters import seal_as_agency
from procedures import storage
from procedures.operations import letters
from procedures.operations.deliveries import Due
from procedures.queries.letters import letter_work


def perform(due: Due, at: datetime) -> None:
    """Seal and release. ``due.args``: {"letter": its id}."""
    work = letter_work(UUID(due.args["letter"]))
    if work.state != "sealing" or work.revoked:
        return
    try:
        pdf = storage.read(work.rendered)
    except storage.StoreError as fault:  # altered or lost: never release something else
        raise Park(f"file: {type(fault).__name__}") from fault
    try:
        sealed = seal_as_agency(pdf, agency=letter_facts(work).agency, at=at)
    except signature.SignatureUnavailable as fault:
        raise Retry(type(fault).__name__, shared=True) from fault
    made = kept(sealed, at)
    letters.release(letter_id=work.id, sha256=made.sha256, signatures=made.signatures, at=at)
