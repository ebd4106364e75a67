"""Form 03: a file is not received; why, and where to go instead.

Refusal after appraisal is no form 03 but a result: a numbered letter a leader signs.
"""

from __future__ import annotations

from typing import Any

from portal.letters import words
from portal.letters.shape import LetterFacts, Row
from portal.letters.slip import said, slip
from portal.letters.supplement_request import owner_rows


def content(facts: LetterFacts) -> dict[str, Any]:
    """Words of form 03 (TT 03/2025/TT-VPCP)."""
    you = words.first_upper(words.you(facts.applicant))
    ask = words.phone(facts.hotline or facts.desk.phone)
    return {
        **slip(facts, number_symbol="TCHS"),
        "remark": "Mẫu số 03 · Tra cứu hồ sơ: quét mã bên phải",
        "who": owner_rows(facts),
        "opening": f"{facts.desk.name} không tiếp nhận hồ sơ này vì:",
        "reason": facts.reason.rstrip(". ") + ".",
        "terms": terms(facts),
        "fee": f"{you} không phải nộp phí, lệ phí cho hồ sơ bị từ chối.",
        "left_role": "Người nộp hồ sơ",
        "left_name": (facts.submitter or facts.applicant).name,
        "left_note": "nộp trực tuyến, không phải ký" if facts.online else "ký, ghi rõ họ tên",
        "right_role": "Người tiếp nhận hồ sơ",
        "foot": f"Không đồng ý với việc từ chối: gửi phản ánh trên cổng hoặc gọi {ask}.",
    }


def terms(facts: LetterFacts) -> list[Row]:
    """On what ground, who is competent, what to do."""
    return said(
        Row("Căn cứ:", facts.basis),
        Row("Cơ quan có thẩm quyền:", facts.other_agency),
        Row("Hướng dẫn:", facts.advice),
    )
