"""The result of a case: a certificate or a letter whose text is data in the definition.

Forms 01 to 07 are code; results are not, so a new procedure is one file. The three frames
(certificate, administrative, sector_form) differ only in their page.
"""

from __future__ import annotations

from typing import Any

from portal.letters import words
from portal.letters.official import official
from portal.letters.shape import Block, LetterFacts, ResultText, Row
from portal.letters.wording import filled, places, says_something

SEXES = ("", "Nam", "Nữ")

FRAMES = {
    "certificate": "letters/result/certificate.html",
    "administrative": "letters/result/administrative.html",
    "sector_form": "letters/result/sector_form.html",
}


class NoResult(ValueError):
    """The facts hold no result text to print."""


def content(facts: LetterFacts) -> dict[str, Any]:
    """Words of the result. Raises ``NoResult``, ``wording.UnknownPlace``, ``ValueError``."""
    text = facts.result
    if text is None:
        raise NoResult(facts.procedure_code)
    if facts.values.get("gioi_tinh", "") not in SEXES:  # civil-status forms know no other
        raise ValueError("gioi_tinh is Nam or Nữ")
    return {
        **official(facts),
        "title": title(text, facts),
        "frame": FRAMES[text.frame],
        "heading": filled(text.title, facts.values),
        "about": filled(text.about, facts.values),
        "to": words.first_upper(words.named(facts.applicant)),
        "blocks": groups(text, facts),
        "copies_to": [
            filled(line, facts.values) for line in text.copies_to or facts.copies_to
        ],
    }


def title(text: ResultText, facts: LetterFacts) -> str:
    """Return the file's title; it names no person, unlike a title with places might."""
    name = text.title if not places(text.title) else "Kết quả giải quyết"
    return f"{name} số {words.numbered(facts.number, facts.symbol)}"


def groups(text: ResultText, facts: LetterFacts) -> list[dict[str, Any]]:
    """The blocks with their values; rows that follow each other become one table."""
    out: list[dict[str, Any]] = []
    for block in text.blocks:
        if not says_something(block.text, facts.values):
            continue
        said = words.in_sentence(filled(block.text, facts.values))
        if block.kind not in ("row", "name"):
            out.append({"kind": block.kind, "text": said, "strong": block.strong})
            continue
        if not out or out[-1]["kind"] != "rows":
            out.append({"kind": "rows", "rows": []})
        out[-1]["rows"].append(row(filled(block.label, facts.values), block, said))
    return out


def row(label: str, block: Block, said: str) -> Row:
    """One line of a table; a name stands in bold capitals."""
    named = block.kind == "name"
    label = label if label.endswith(":") else f"{label}:"
    return Row(label, said.upper() if named else said, strong=block.strong or named)
