"""One birth registration as facts, at receipt and after the hand-over."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from procedures.engine import HANOI
from procedures.queries.national import (
    FeeLine,
    FileRef,
    HandedIn,
    Owner,
    Progress,
    ResultPaper,
    Snapshot,
    SupplementRequest,
)


def local(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=HANOI)


def link(ref: FileRef) -> str:
    return f"https://dvc.example.vn/{ref.kind}/{ref.id}"


RECEIVED = Snapshot(
    code="H57.30.07-261120-0007",
    procedure_code="1.001193",
    procedure_name="Thủ tục đăng ký khai sinh",
    sector_code="G15-TP07",
    sector_name="Hộ tịch",
    owner=Owner(
        name="Nguyễn Thị Mẫu",
        personal_id="046190000001",
        phone="0900000001",
        email="mau@example.vn",
    ),
    subject="Đăng ký khai sinh",
    agency_name="UBND phường Mẫu",
    status="2",
    channel="online",
    submitted_at=local(20, 8, 15, 2),
    received_at=local(20, 9, 10),
    due_at=local(23, 16, 30),
    delivery="dien_tu",
    verified_account=True,
    papers=(
        HandedIn(
            file=FileRef("paper", UUID("00000000-0000-4000-8000-000000000001")),
            name="Giấy chứng sinh.pdf",
            component="000.00.00.G15-KQ004389",
        ),
    ),
)
RETURNED = replace(
    RECEIVED,
    status="10",
    finished_at=local(23, 10, 15),
    returned_at=local(23, 14, 40, 10),
    fees=(
        FeeLine(name="Phí cấp bản sao trích lục", code="PLP01", amount=8000, when="result"),
    ),
    supplements=(
        SupplementRequest(
            number=1,
            asked_by="Lê Văn Cán",
            text="Giấy ủy quyền",
            asked_at=local(20, 10),
            answered_at=local(20, 14, 30),
            due_before=local(23, 16, 30),
            due_after=local(24, 11),
        ),
    ),
    results=(
        ResultPaper(
            file=FileRef("letter", UUID("00000000-0000-4000-8000-000000000002")),
            name="Giấy khai sinh",
            code="KQ.G15.000031",
        ),
    ),
)
RECEIPT_LINE = Progress(
    case=RECEIVED.code,
    status="2",
    at=local(20, 9, 10),
    event="received",
    role="tiep_nhan",
    step="Tiếp nhận",
    opened="Thẩm tra hồ sơ",
    person="Lê Văn Cán",
    title="Công chức một cửa",
    unit="Trung tâm Phục vụ hành chính công phường Mẫu",
)
LINES = (RECEIPT_LINE, replace(RECEIPT_LINE, status="4", at=local(20, 9, 10, 1)))
