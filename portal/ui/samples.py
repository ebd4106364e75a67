"""What the style guide shows: a believable week of November 2026 in Huế.

Sample words are Vietnamese, as the data of an authority are; only the components' own words
follow the language of the page.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.templatetags.static import static

from portal.ui import faces, refusals
from portal.ui.fields import Field, error_links
from portal.ui.frame import NavItem
from portal.ui.parts import (
    Action,
    CaseHead,
    Cell,
    Check,
    Column,
    Crumb,
    Document,
    Entry,
    Fact,
    LabelledClock,
    Line,
    Paper,
    PaperFile,
    Point,
    Step,
    Table,
    Tag,
    Task,
    pages,
)
from portal.ui.sample_fields import POPULATION, fields, wrong_fields

CODE = "H57.26-261123-0042"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026 in office time (UTC+7)."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


COLORS = (
    ("Giấy", "#fbf9f4", "nền"),
    ("Giấy dó", "#f4efe6", "dải, đầu bảng"),
    ("Mực", "#1f1a26", "chữ"),
    ("Mực nhạt", "#5a5263", "chữ phụ"),
    ("Tím Huế", "#54256b", "nét, nút, liên kết"),
    ("Tím đậm", "#3a174c", "khi rê chuột"),
    ("Chấm", "#b26a00", "bạn ở đây"),
    ("Vàng", "#ffc93c", "tiêu điểm bàn phím"),
    ("Lục", "#0b6b3a", "còn hạn, đạt"),
    ("Hổ phách", "#7a4a00", "sắp đến hạn"),
    ("Son", "#a4161a", "lỗi, quá hạn"),
    ("Chàm", "#33475b", "tạm dừng"),
)

TAGS = (
    Tag("Chưa làm"),
    Tag("Đã tiếp nhận", "tim"),
    Tag("Hoàn thành", "ok"),
    Tag("Cần bạn bổ sung", "act"),
    Tag("Không tiếp nhận", "bad"),
    Tag("Chưa thể bắt đầu", "hold"),
)


def clock_faces() -> tuple[faces.ClockFace, ...]:
    """A clock in each of its states."""
    return (
        faces.running(left=timedelta(hours=32), due_at=at(27, 10, 15)),
        faces.running(left=timedelta(hours=3), due_at=at(26, 14, 15), soon=True),
        faces.running(left=-timedelta(hours=16), due_at=at(23, 15)),
        faces.paused("chờ bổ sung"),
        faces.returned(due_at=at(27, 10, 15), at=at(27, 9)),
    )


CASE = CaseHead(CODE, "1", "tiep_nhan", "on_time", "Xác nhận tình trạng hôn nhân")
WAITING_CASE = CaseHead(
    "H57.26-261116-0031", "5", "tham_dinh", "paused", "Giấy phép xây dựng nhà ở riêng lẻ"
)
OFFICER_CASE = CaseHead(
    CODE,
    "4",
    "thu_ly",
    "due_soon",
    "Nguyễn Thị Minh Châu · Xác nhận tình trạng hôn nhân",
    version="1.004873, bản 3",
    handler="Phan Thị Diệu Hiền",
    synced="đã gửi",
    synced_at=at(23, 10, 17),
)

PAPERS = (
    Paper(
        "tuy_than", "Giấy tờ tùy thân", Tag("Không phải nộp", "ok"), upload=False,
        note=f"Đã lấy từ {POPULATION}, 10:02 23/11/2026.",
    ),
    Paper(
        "xac_nhan_cu", "Giấy xác nhận đã cấp trước đó", Tag("Đã nhận", "ok"),
        files=(
            PaperFile("giay-xac-nhan.pdf", "#tep", pages=2, size=1_300_000,
                      warning="Ảnh trang 1 có thể bị mờ. Bạn có thể chụp lại "
                      "hoặc vẫn dùng ảnh này.", remove="f1"),
        ),
    ),
    Paper(
        "cu_tru", "Giấy tờ chứng minh nơi cư trú", Tag("Chưa nhận", "bad"),
        hint="Trang có tên bạn và địa chỉ", upload_url="giay-to/cu_tru/", counter=True,
        error="Tệp “giay-cu-tru.pdf” có mã độc nên đã được cách ly, không chuyển cho cán bộ. "
        "Hãy tải tệp khác.",
    ),
    Paper(
        "cam_ket", "Bản cam kết an toàn công trình liền kề", Tag("Cần gửi lại", "act"),
        remark="Thiếu chữ ký của chủ nhà số 213. Cả hai bên cùng ký rồi chụp lại.",
        before=(PaperFile("cam-ket-lien-ke.jpg", "#tep", pages=1),),
        upload_url="giay-to/cam_ket/", optional=True,
    ),
)  # fmt: skip


def timeline() -> tuple[Point, ...]:
    """A case that waits for receipt."""
    return (
        Point("Bạn nộp hồ sơ", "past", at=at(23, 9, 14), note="2 giấy tờ, 3 trang"),
        Point(
            "Chờ tiếp nhận",
            "now",
            "Bộ phận Một cửa phường Thuận Hoá kiểm tra hồ sơ đủ hay thiếu.",
            at=at(25, 9, 14),
            clock=faces.running(left=timedelta(hours=6), due_at=at(25, 9, 14)),
        ),
        Point("Tra cứu, xác minh", "next", "Công chức tư pháp – hộ tịch"),
        Point("Bạn nhận kết quả", "next", "Bản điện tử, báo qua tin nhắn"),
    )


def worklist() -> Table:
    """Four lines of an officer's list, one in each urgency."""
    soon = faces.running(left=timedelta(hours=3), due_at=at(26, 14, 15), soon=True)
    late = faces.running(left=-timedelta(hours=4), due_at=at(25, 15))
    calm = faces.running(left=timedelta(hours=5), due_at=at(27, 9))
    waits = faces.paused("chờ bổ sung")
    rows = (
        ("H57.26-261119-0017", "Huỳnh Thị Kim Oanh", "thu_ly", late, "4"),
        (CODE, "Nguyễn Thị Minh Châu", "thu_ly", soon, "4"),
        ("H57.26-261123-0044", "Trần Đình Khải", "thu_ly", calm, "4"),
        ("H57.26-261116-0031", "Lê Quang Vũ", "tham_dinh", waits, "5"),
    )
    return Table(
        caption="Hồ sơ cần xử lý",
        columns=(
            Column("Mã hồ sơ", narrow=True),
            Column("Chủ hồ sơ, thủ tục", bare=True),
            Column("Đồng hồ bước", narrow=True, bare=True),
            Column("Số giấy tờ", number=True),
        ),
        tick_name="case",
        lines=tuple(
            Line(
                cells=(
                    Cell(code, url="#bang", code=True),
                    Cell(name, sub="Xác nhận tình trạng hôn nhân"),
                    Cell(clock=clock),
                    Cell("2"),
                ),
                key=code,
                case=code,
                status=status,
                step=step,
                clock=clock.state,
                unread=clock is soon,
                selected=clock is calm,
                locked=clock is waits,
            )
            for code, name, step, clock, status in rows
        ),
    )


def citizen_samples() -> dict[str, Any]:
    """The context of the citizens' half of the style guide."""
    wrong = wrong_fields()
    return {
        "colors": COLORS,
        "crumbs": (Crumb("Trang chủ", "/"), Crumb("Hộ tịch", "/thu-tuc/"), Crumb("Trang này")),
        "steps": (
            Step("Người nộp", "done"),
            Step("Nội dung đề nghị", "now"),
            Step("Giấy tờ", "todo"),
            Step("Kiểm tra và nộp", "todo"),
        ),
        "fields": fields(),
        "wrong_fields": wrong,
        "wrong": error_links(wrong),
        "messages_shown": (
            Message(constants.SUCCESS, "Đã gửi bổ sung. Đồng hồ chạy tiếp từ bây giờ."),
            Message(constants.ERROR, "Chưa gửi được tin nhắn. Hệ thống sẽ tự gửi lại."),
        ),
        "tags": TAGS,
        "statuses": tuple(str(n) for n in range(1, 11)),
        "clocks": clock_faces(),
        "timeline": timeline(),
        "case": CASE,
        "waiting_case": WAITING_CASE,
        "sent_at": at(23, 9, 14),
        "due_on": date(2026, 12, 4),
        "tasks": (
            Task("Thông tin người nộp", "#ds", f"Lấy từ {POPULATION}", Tag("Hoàn thành")),
            Task("Giấy tờ", "#ds", tag=Tag("Chưa làm", "tim")),
            Task("Kiểm tra và nộp", hint="Mở khi các phần trên đã xong",
                 tag=Tag("Chưa thể bắt đầu", "hold")),
        ),
        "facts": (
            Fact("Họ tên", "Nguyễn Thị Minh Châu", POPULATION, "#ds"),
            Fact("Thư điện tử", change_url="#ds"),
            Fact("Nơi cư trú 2", "42 Nguyễn Lộ Trạch", was="24 Nguyễn Lộ Trạch"),
            Fact("Ngày sinh", at=date(1998, 3, 14)),
            Fact("Mã hồ sơ", CODE, code=True),
        ),
        "figures": (("Giải quyết đúng hạn", "98,6 %"), ("Nộp trực tuyến", "87,2 %")),
        "papers": PAPERS,
        "received": (
            PaperFile("Tờ khai điện tử", "#ds", pages=1, size=84_000, state="Đã nhận"),
            PaperFile("Giấy xác nhận đã cấp trước đó", "#ds", pages=2, size=1_300_000),
        ),
        "hit_facts": (("Thời hạn", "3 ngày làm việc"), ("Lệ phí", "15.000 đ"),
                      ("", "UBND phường, xã")),
        "full": Tag("Toàn trình", "tim"),
        "pages": pages(number=5, count=9, query="?trang="),
    }  # fmt: skip


def officer_samples() -> dict[str, Any]:
    """The context of the officers' half."""
    overdue, soon, late, waiting, done = clock_faces()
    return {
        "case": OFFICER_CASE,
        "clocks": (
            LabelledClock("Tiếp nhận", done),
            LabelledClock("Bước: tra cứu, xác minh", soon),
            LabelledClock("Hẹn trả kết quả", overdue),
        ),
        "actions": (
            Action("draft", "Trình dự thảo kết quả", "#viec", ""),
            Action("supplement", "Yêu cầu bổ sung", "#viec"),
            Action("propose_reject", "Đề xuất từ chối", "#viec"),
            Action("extend", "Gia hạn", "#viec", "quiet"),
        ),
        "batch": (Action("sign", "Ký các văn bản đã chọn", ""),),
        "tabs": (
            NavItem("#the", "Tờ khai", current=True),
            NavItem("#the", "Giấy tờ", count=2),
            NavItem("#the", "Nhật ký", count=6),
        ),
        "table": worklist(),
        "verdicts": (("ok", "Đạt"), ("missing", "Thiếu"), ("wrong", "Sai")),
        "checks": (
            Check("to_khai", "Tờ khai điện tử", "Khớp dữ liệu dân cư", "ok"),
            Check("xac_nhan_cu", "Giấy xác nhận đã cấp trước đó", "2 trang, 1,3 MB",
                  error="Chọn đạt, thiếu hoặc sai cho giấy này"),
            Check("uy_quyen", "Văn bản ủy quyền", "1 trang, 0,4 MB", "wrong",
                  note=Field("can_sua_uy_quyen", "Cần sửa gì ở “Văn bản ủy quyền”",
                             "textarea", value="Thiếu chữ ký của người ủy quyền.")),
        ),
        "entries": (
            Entry(at(26, 9, 52), "Lê Thị Ái Liên: trả lại thụ lý.",
                  "Bổ sung kết quả tra cứu của phường Vỹ Dạ."),
            Entry(at(23, 10, 15), "Trương Quang Vinh tiếp nhận, phát hành Giấy tiếp nhận"),
        ),
        "kept": (("draft-y_kien", "Ý kiến thụ lý", "Chưa kết hôn. Đề nghị cấp giấy."),),
        "face": soon,
        "refused": refusals.sentence("too_many_supplements", {"limit": 1}),
        "document": Document(
            "Giấy xác nhận đã cấp",
            pictures=(static("img/sample-page.svg"),),
            open_url="#xem",
            download_url="#xem",
            choices=(("to_khai", "Tờ khai điện tử", False),
                     ("xac_nhan_cu", "Giấy xác nhận đã cấp", True)),
        ),
        "bare_document": Document("ban-ve.dwg"),
    }  # fmt: skip


def confirm_samples(*, wrong: bool) -> dict[str, Any]:
    """A question on a page of its own, as asked first or as refused."""
    error = "Nhập lý do rút hồ sơ" if wrong else ""
    asked = (Field("rut-ly_do", "Lý do rút hồ sơ", kind="textarea", error=error),)
    return {"confirm_fields": asked, "errors": error_links(asked)}
