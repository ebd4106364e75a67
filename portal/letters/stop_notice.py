"""Form 05: a case is stopped; why, on what ground, what happens to papers and fees."""

from __future__ import annotations

from typing import Any

from portal.letters import words
from portal.letters.official import official
from portal.letters.shape import LetterFacts

Paragraph = list[tuple[str, bool]]
"""Pieces of text and whether each is bold."""


def content(facts: LetterFacts) -> dict[str, Any]:
    """Words of form 05 (TT 03/2025/TT-VPCP), laid out as a notice."""
    return {
        **official(facts),
        "kind": "Thông báo",
        "about": "Dừng giải quyết hồ sơ",
        "to": words.first_upper(words.named(facts.applicant)),
        "paragraphs": paragraphs(facts),
        "copies_to": facts.copies_to,
    }


def paragraphs(facts: LetterFacts) -> list[Paragraph]:
    """The notice's paragraphs."""
    you, agency = words.you(facts.applicant), facts.agency.name
    received = f", tiếp nhận {words.day(facts.received_at)}," if facts.received_at else ""
    matter = words.first_lower(words.matter(facts.procedure_name))
    said: list[Paragraph] = [
        [
            (f"{agency} thông báo dừng giải quyết hồ sơ mã số ", False),
            (facts.code, True),
            (f"{received} của {words.named(facts.applicant)} về việc {matter}.", False),
        ],
        [(f"Lý do: {facts.reason.strip().rstrip('.')}.", False)],
    ]
    if facts.basis:
        said.append([(f"Căn cứ: {facts.basis.rstrip('.')}.", False)])
    said.append([(facts.advice or _papers_back(you), False)])
    said.append(
        [
            (
                f"{words.first_upper(you)} có quyền khiếu nại quyết định này theo quy định "
                "của pháp luật về khiếu nại.",
                False,
            )
        ]
    )
    return [*said, [(f"{agency} thông báo để {you} biết./.", False)]]


def _papers_back(you: str) -> str:
    return (
        f"Giấy tờ bản chính đã nộp được trả lại {you} tại nơi tiếp nhận hồ sơ; bản điện tử "
        "dùng lại được khi nộp hồ sơ mới."
    )
