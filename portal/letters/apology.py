"""Form 04: an apology for being late, with the reason and one new appointment."""

from __future__ import annotations

from typing import Any

from portal.letters import words
from portal.letters.official import official
from portal.letters.shape import LetterFacts


def content(facts: LetterFacts) -> dict[str, Any]:
    """Words of form 04 (TT 03/2025/TT-VPCP), laid out as a letter."""
    return {
        **official(facts),
        "subject": "xin lỗi và đề nghị gia hạn thời gian giải quyết hồ sơ",
        "to": words.first_upper(words.named(facts.applicant)),
        "paragraphs": paragraphs(facts),
        "copies_to": facts.copies_to,
    }


def paragraphs(facts: LetterFacts) -> list[list[tuple[str, bool]]]:
    """The letter's paragraphs, each a list of (text, bold)."""
    you, agency = words.you(facts.applicant), facts.agency.name
    received = words.first_upper(words.day(facts.received_at)) if facts.received_at else ""
    old = words.moment(facts.old_due_at, joint=" ") if facts.old_due_at else ""
    matter = words.first_lower(words.matter(facts.procedure_name))
    new = words.moment(facts.due_at, joint=" ") if facts.due_at else ""
    said = [
        [
            (f"{received}, {agency} tiếp nhận hồ sơ mã số ", False),
            (facts.code, True),
            (
                f" của {you} về việc {matter}, hẹn trả kết quả lúc {old}.",
                False,
            ),
        ],
        [(f"Đến nay hồ sơ chưa giải quyết xong vì {_reason(facts)}.", False)],
        [
            (
                f"{agency} xin lỗi {you} vì sự chậm trễ này và đề nghị gia hạn thời gian giải "
                "quyết. Thời gian trả kết quả mới là ",
                False,
            ),
            (new, True),
            (
                f". {words.first_upper(you)} không phải nộp thêm giấy tờ hoặc đi lại.",
                False,
            ),
        ],
    ]
    if facts.contact:
        said.append([(f"Khi cần trao đổi, xin {you} liên hệ {facts.contact}.", False)])
    return [*said, [(f"Rất mong {you} thông cảm./.", False)]]


def _reason(facts: LetterFacts) -> str:
    """The officer's reason as the rest of a sentence."""
    return words.first_lower(facts.reason.strip().rstrip("."))
