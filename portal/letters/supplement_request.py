"""Form 02: everything that is missing, said once, with the day by which it is needed."""

from __future__ import annotations

from typing import Any

from portal.letters import words
from portal.letters.shape import LetterFacts, Row
from portal.letters.slip import said, slip


def content(facts: LetterFacts) -> dict[str, Any]:
    """Words of form 02 (TT 03/2025/TT-VPCP)."""
    return {
        **slip(facts, number_symbol="HDHS"),
        "remark": "Mẫu số 02 · Xem và gửi bổ sung: quét mã bên phải",
        "who": owner_rows(facts),
        "opening": f"Để giải quyết hồ sơ, đề nghị {words.you(facts.applicant)} bổ sung "
        "những nội dung sau:",
        "items": facts.items,
        "terms": terms(facts),
        "clock": clock(facts),
        "right_role": "Người hướng dẫn",
        "foot": f"Gửi bổ sung trên cổng hoặc tại quầy bất kỳ trong {facts.area}. Hỏi về yêu "
        f"cầu này: {facts.contact or words.phone(facts.desk.phone)}.",
    }


def owner_rows(facts: LetterFacts) -> list[Row]:
    """Owner, procedure, address, phone: as forms 02 and 03 name them."""
    owner = facts.applicant
    return said(
        Row("Chủ hồ sơ:", owner.name, strong=True),
        Row("Nội dung:", f"{facts.procedure_code} – {words.matter(facts.procedure_name)}"),
        Row("Địa chỉ:", words.in_sentence(owner.address)),
        Row("Điện thoại:", words.phone(owner.phone)),
        Row("Thư điện tử:", owner.email),
    )


def terms(facts: LetterFacts) -> list[Row]:
    """Why, on what ground, until when."""
    until = f"trước {words.moment(facts.deadline)}" if facts.deadline else ""
    return said(
        Row("Lý do:", facts.reason),
        Row("Căn cứ:", facts.basis),
        Row("Thời hạn bổ sung:", until, strong=True),
    )


def clock(facts: LetterFacts) -> str:
    """What happens to the promised day meanwhile, and when nothing comes."""
    if not facts.paused_at:
        time = "Thời hạn giải quyết được tính từ khi hồ sơ được tiếp nhận đủ."
    else:
        since = f"{words.hour(facts.paused_at)} ngày {words.short_day(facts.paused_at)}"
        after = "tính lại từ đầu" if facts.restarts else "tính tiếp"
        time = f"Thời hạn giải quyết tạm dừng từ {since} và {after} khi hồ sơ được bổ sung đủ."
    return (
        f"{time} Quá hạn mà không bổ sung, hồ sơ được thông báo dừng giải quyết; giấy tờ đã "
        "nộp dùng lại được khi nộp hồ sơ mới."
    )
