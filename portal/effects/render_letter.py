"""Render a letter once, from the facts fixed when it was ordered, and sign it.

Forms get the signature of the officer who issued them and are released; results get the
leader's and wait for the clerk.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.connect import signature
from portal.effects.kept import kept
from portal.effects.letter_facts import letter_facts
from portal.effects.outcomes import Park, Retry
from portal.letters import render_letter, seal_as_agency, sign_as_leader, sign_as_officer
from portal.letters.render import PdfEngineMissing, PdfFailed
from portal.letters.shape import LetterFacts
from procedures.operations import letters
from procedures.operations.deliveries import Due
from procedures.queries.letters import letter_work

MAY_PASS = frozenset({"failed", "too_slow"})
"""What a machine short of memory or time may do to a page that is all right."""


def perform(due: Due, at: datetime) -> None:
    """Keep the signed bytes. ``due.args``: {"letter": its id}."""
    work = letter_work(UUID(due.args["letter"]))
    if work.state != "ordered" or work.revoked:
        return
    facts = letter_facts(work)
    try:
        pdf = _signed(render_letter(work.name, facts), facts, at)
    except (PdfEngineMissing, signature.SignatureUnavailable) as fault:
        raise Retry(type(fault).__name__, shared=True) from fault
    except PdfFailed as fault:
        if fault.reason in MAY_PASS:
            raise Retry(f"pdf: {fault.reason}", tries=3) from fault
        raise Park(f"pdf: {fault.reason}") from fault
    except (ValueError, LookupError) as fault:  # the facts do not make a letter
        raise Park(f"letter: {type(fault).__name__}") from fault
    made = kept(pdf, at)
    letters.keep_signed(
        letter_id=work.id,
        sha256=made.sha256,
        pages=made.pages,
        signatures=made.signatures,
        at=at,
    )


def _signed(pdf: bytes, facts: LetterFacts, at: datetime) -> bytes:
    if facts.signer:
        return sign_as_leader(pdf, signer=facts.signer, agency=facts.agency, at=at)
    if facts.officer:
        return sign_as_officer(pdf, officer=facts.officer, desk=facts.desk, at=at)
    # The system itself issued it (a lapse): the agency answers for it with its own signature.
    return seal_as_agency(pdf, agency=facts.agency, at=at)
