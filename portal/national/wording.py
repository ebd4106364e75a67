"""The words of our progress on the national portal: what happened, and who did it.

They are read by the citizen over there, so they name steps as the procedure does.
"""

from __future__ import annotations

from procedures.queries.national import Progress

EVENTS = {
    "submitted": "Nộp hồ sơ",
    "received": "Tiếp nhận hồ sơ",
    "refused": "Từ chối tiếp nhận hồ sơ",
    "supplement_asked": "Yêu cầu bổ sung, hoàn thiện hồ sơ",
    "supplied": "Đã nhận bổ sung hồ sơ",
    "issued": "Đã có kết quả giải quyết",
    "handed_over": "Đã trả kết quả",
    "withdrawn": "Người nộp rút hồ sơ",
    "stopped": "Dừng giải quyết hồ sơ",
    "undone": "Hoàn tác bước vừa thực hiện",
}
ACTORS = {"nguoi_nop": "Người nộp hồ sơ", "he_thong": "Hệ thống"}
IN_PROGRESS = "4"


def said(row: Progress) -> str:
    """Return what happened, in one short sentence; never empty.

    Receipt is told twice: that it was received, and that handling has begun.
    """
    if row.event == "received" and row.status == IN_PROGRESS and row.opened:
        return f"Chuyển xử lý: {row.opened}"
    return EVENTS.get(row.event) or row.step or row.opened or "Cập nhật tiến độ"


def actor(row: Progress) -> str:
    """Return the officer's name, or what role it was; citizens are not named."""
    return row.person or ACTORS.get(row.role, "Cán bộ giải quyết")
