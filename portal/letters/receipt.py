"""Form 01: what was received, when, and when the result is promised."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from portal.letters import words
from portal.letters.shape import FeeLine, LetterFacts, Person, Row
from portal.letters.slip import said, slip


def content(facts: LetterFacts) -> dict[str, Any]:
    """Words of form 01 (TT 03/2025/TT-VPCP)."""
    return {
        **slip(facts, number_symbol="TNHS"),
        "remark": "Mẫu số 01 · Tra cứu hồ sơ: quét mã bên phải",
        "opening": f"{facts.desk.name} tiếp nhận hồ sơ của:",
        "who": who(facts),
        "papers": facts.papers,
        "promise": promise(facts),
        "left_role": "Người nộp hồ sơ",
        "left_name": (facts.submitter or facts.applicant).name,
        "left_note": "nộp trực tuyến, không phải ký" if facts.online else "ký, ghi rõ họ tên",
        "right_role": "Người tiếp nhận hồ sơ",
        "foot": "Giấy lập thành 02 bản: người nộp giữ một, hồ sơ lưu một. "
        f"Hỏi về hồ sơ: {facts.contact or words.phone(facts.desk.phone)}.",
    }


def who(facts: LetterFacts) -> list[Row]:
    """Whose case it is and who brought it."""
    owner, bringer = facts.applicant, facts.submitter
    role = f" ({facts.relation})" if facts.relation else ""
    return said(
        Row("Chủ hồ sơ:" if bringer else "Chủ hồ sơ, người nộp:", owner.name, strong=True),
        Row("Người nộp:", bringer.name + role if bringer else ""),
        *reached(owner),
        Row("Nội dung:", f"{facts.procedure_code} – {words.matter(facts.procedure_name)}"),
        Row("Yêu cầu giải quyết:", facts.request),
    )


def reached(person: Person) -> list[Row]:
    """Where the person lives and is reached."""
    return [
        Row("Địa chỉ:", words.in_sentence(person.address)),
        Row(
            "Mã số thuế:" if person.is_organization else "Số định danh cá nhân:",
            person.number,
        ),
        Row("Điện thoại:", words.phone(person.phone)),
        Row("Thư điện tử:", person.email),
    ]


def promise(facts: LetterFacts) -> list[Row]:
    """Points 2 to 7: sets, limit, received, due, delivery, fees."""
    received = words.moment(facts.received_at) if facts.received_at else ""
    due = words.moment(facts.due_at) if facts.due_at else ""
    points = said(
        Row("Số lượng hồ sơ:", f"{facts.sets:02} bộ"),
        Row("Thời hạn giải quyết:", facts.time_limit),
        Row("Thời gian nhận hồ sơ:", received),
        Row("Hẹn trả kết quả:", due, strong=True, note=facts.due_note),
        Row("Hẹn trả lần hai:", facts.second_due),
        Row("Nhận kết quả:", facts.delivery),
        Row("Phí, lệ phí:", fees(facts)),
    )
    return [replace(row, label=f"{n}. {row.label}") for n, row in enumerate(points, 2)]


def fees(facts: LetterFacts) -> str:
    """All fees in one phrase, with the total when there are several."""
    if not facts.fees:
        return "Không thu"
    phrase = "; ".join(fee(line, alone=len(facts.fees) == 1) for line in facts.fees)
    if len(facts.fees) > 1:
        phrase += f"; cộng {words.money(sum(line.amount for line in facts.fees))}"
    if facts.receipt_number:
        phrase += f" (biên lai số {facts.receipt_number})"
    return phrase


def fee(line: FeeLine, *, alone: bool) -> str:
    """Return "Lệ phí: 15.000 đồng, đã thanh toán trực tuyến"."""
    amount = words.money(line.amount) if line.amount else "miễn"
    phrase = amount if alone else f"{line.name}: {amount}"
    return f"{phrase}, {line.paid}" if line.paid else phrase
