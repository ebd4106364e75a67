"""What the three A5 slips (forms 01, 02, 03) have in common."""

from __future__ import annotations

from typing import Any

from portal.letters import words
from portal.letters.shape import LetterFacts, Office, Row


def slip(facts: LetterFacts, *, number_symbol: str) -> dict[str, Any]:
    """Heading, number, date, code box and signer of a slip."""
    return {
        "author": facts.agency.name,
        "above": [words.abbreviated(facts.desk.parent).upper()] if facts.desk.parent else [],
        "own": desk_heading(facts.desk),
        "number": words.numbered(facts.number, facts.symbol or number_symbol, width=4),
        "dateline": words.place_and_day(facts.desk, facts.at),
        "code": facts.code,
        "qr_label": f"Mã QR tra cứu hồ sơ {facts.code}",
        "officer": facts.officer.name if facts.officer else "",
    }


def desk_heading(desk: Office) -> list[str]:
    """Return the desk's lines in capitals, without the place the line above already says.

    >>> desk_heading(Office(code="", name="Trung tâm Phục vụ hành chính công phường An Cựu",
    ...                     parent="UBND phường An Cựu"))
    ['TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG']
    """
    name = desk.name
    for kind in ("phường", "xã", "đặc khu", "thành phố", "tỉnh"):
        _, found, place = desk.parent.partition(f" {kind} ")
        if found:
            name = name.removesuffix(f" {kind} {place}")
    first, found, rest = name.partition(" hành chính công")
    return [first.upper(), (found + rest).strip().upper()] if found else [name.upper()]


def said(*rows: Row) -> list[Row]:
    """Return the rows that have something to say."""
    return [row for row in rows if row.value]
