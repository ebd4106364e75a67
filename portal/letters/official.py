"""What letters and certificates on A4 have in common (NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

from typing import Any

from portal.letters import words
from portal.letters.shape import LetterFacts


def official(facts: LetterFacts) -> dict[str, Any]:
    """Heading, number, date, signer, verification of a paper a leader signs."""
    signer = facts.signer
    return {
        "author": facts.agency.name,
        "above": words.heading(facts.agency.parent),
        "own": words.heading(facts.agency.name),
        "number": words.numbered(facts.number, facts.symbol),
        "dateline": words.place_and_day(facts.agency, facts.at),
        "signer_lines": words.signer_lines(signer) if signer else [],
        "signer_name": signer.name if signer else "",
        "verify_code": in_fours(facts.verify_code),
        "qr_label": "Mã QR xác minh văn bản",
    }


def in_fours(code: str) -> list[str]:
    """Return a verification code in lines of four groups of four, easy to copy by hand.

    >>> in_fours("0123456789abcdef0123456789abcdef")
    ['0123 4567 89ab cdef', '0123 4567 89ab cdef']
    """
    fours = [code[n : n + 4] for n in range(0, len(code), 4)]
    return [" ".join(fours[n : n + 4]) for n in range(0, len(fours), 4)]
