"""What the style guide shows: a believable week of November 2026 in Huế.

Sample words are Vietnamese, as the data of an authority are; only the components' own words
follow the language of the page.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.templatetags.static import static

from portal.ui import faces
from portal.ui.fields import (
    ErrorLink,
    Field,
    Option,
    Row,
    address_parts,
    date_parts,
    error_links,
)
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

CODE = "H57.26-261123-0042"
POPULATION = "Cơ sở dữ liệu quốc gia về dân cư"


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


def fields() -> tuple[Field, ...]:
    """A field of every kind, filled in."""
    communes = ("Phường An Cựu", "Phường Phú Xuân", "Phường Thuận Hoá", "Phường Vỹ Dạ")
    return (
        Field(
            "mau-ho_ten", "Họ, chữ đệm và tên",
            value="Nguyễn Thị Minh Châu", hint="Viết có dấu, đúng như trên giấy tờ",
            autocomplete="name",
        ),
        Field(
            "mau-so_dinh_danh", "Số định danh cá nhân",
            value="046198003127", hint="12 chữ số, gõ liền hay cách đều được",
            width="w12", inputmode="numeric", autocomplete="off",
        ),
        Field(
            "mau-dien_thoai", "Số điện thoại",
            hint="Ví dụ 0912 345 678", type="tel", inputmode="tel", width="w12",
            optional=True, autocomplete="tel",
        ),
        Field(
            "mau-ngay_sinh", "Ngày sinh", kind="date", hint="Ví dụ 27 3 1998",
            parts=date_parts("mau-ngay_sinh", ("14", "3", "1998"), birth=True),
        ),
        Field(
            "mau-ngay_mat", "Ngày mất của cha", kind="partial_date",
            hint="Không nhớ ngày, tháng thì chỉ cần năm",
            parts=date_parts("mau-ngay_mat", ("", "", "1989")),
        ),
        Field("mau-tu_thang", "Từ tháng", kind="month", value="3/2016", hint="Ví dụ 3/2016"),
        Field("mau-gio", "Giờ hẹn", kind="time", value="8:30", hint="Ví dụ 8:30"),
        Field("mau-gia", "Số tiền", kind="money", value="1.250.000"),
        Field(
            "mau-dien_tich", "Diện tích", kind="number", value="75,5", suffix="m²",
            inputmode="decimal",
        ),
        Field(
            "mau-dan_toc", "Dân tộc", kind="select",
            options=(Option("kinh", "Kinh", chosen=True), Option("ta_oi", "Tà Ôi")),
        ),
        Field(
            "mau-noi_dung", "Nội dung", kind="textarea", value="Trang 2 bị mờ.",
            hint="Tối đa 500 ký tự", max_length=500,
        ),
        Field(
            "mau-muc_dich", "Mục đích sử dụng", kind="radios",
            options=(
                Option("ket_hon", "Kết hôn"),
                Option("nha_dat", "Mua bán nhà đất"),
                Option(
                    "khac", "Việc khác", hint="Ghi rõ ở ô bên dưới", chosen=True,
                    fields=(
                        Field("mau-muc_dich_khac", "Mục đích khác",
                              value="Bổ sung hồ sơ du học"),
                    ),
                ),
            ),
        ),
        Field(
            "mau-kenh", "Báo tin qua", kind="checkboxes",
            options=(
                Option("sms", "Tin nhắn", chosen=True),
                Option("email", "Thư điện tử"),
            ),
        ),
        Field(
            "mau-noi", "Nơi cư trú", kind="address", data_url="/dia-chi/phuong-xa/",
            parts=address_parts(
                "mau-noi",
                provinces=(
                    Option("46", "Thành phố Huế", chosen=True),
                    Option("48", "Thành phố Đà Nẵng"),
                ),
                communes=tuple(Option(c, c, chosen=c.endswith("Hoá")) for c in communes),
                line="28 Nguyễn Công Trứ",
                commune_hint="Nhớ tên cũ? Phường Xuân Phú (cũ) nay thuộc phường Vỹ Dạ.",
            ),
        ),
        Field(
            "mau-qua_trinh", "Nơi đã cư trú", kind="table", add_label="Thêm nơi cư trú",
            rows=(
                Row(1, (Field("mau-qua_trinh-1-noi", "Nơi cư trú", value="Phường Thuận Hoá"),),
                    "Nơi cư trú 1"),
                Row(2, (Field("mau-qua_trinh-2-noi", "Nơi cư trú", value="Phường Vỹ Dạ"),),
                    "Nơi cư trú 2"),
            ),
        ),
        Field(
            "mau-cccd", "Số định danh cá nhân", kind="given", value="046198003127",
            source=f"{POPULATION}, 10:02 23/11/2026", data_url="#nhap",
        ),
        Field("paper-mau", "Chọn tệp hoặc chụp ảnh giấy tờ cư trú", kind="file"),
        Field(
            "mau-cam_doan", kind="declaration", value="yes",
            label="Tôi cam đoan những nội dung khai trên là đúng sự thật "
            "và chịu trách nhiệm trước pháp luật",
        ),
    )  # fmt: skip


def wrong_fields() -> tuple[Field, ...]:
    """Fields refused, each with its own sentence."""
    return (
        Field(
            "sai-so_dinh_danh", "Số định danh cá nhân", value="04619800312", width="w12",
            inputmode="numeric", error="Số định danh cá nhân gồm 12 chữ số, hiện có 11",
        ),
        Field(
            "sai-ngay_sinh", "Ngày sinh", kind="date", hint="Ví dụ 27 3 1998",
            error="Ngày sinh phải là ngày có thật, ví dụ 27/3/1998",
            parts=date_parts("sai-ngay_sinh", ("31", "2", "1998"), bad=("day", "month")),
        ),
        Field(
            "sai-gioi_tinh", "Giới tính", kind="radios", error="Chọn Nam hoặc Nữ",
            options=(Option("nam", "Nam"), Option("nu", "Nữ")),
        ),
        Field(
            "sai-xa", "Nơi nộp hồ sơ", kind="select", error="Chọn nơi nộp hồ sơ",
            options=(Option("thuan_hoa", "Bộ phận Một cửa phường Thuận Hoá"),),
        ),
        Field(
            "sai-noi_dung", "Nội dung", kind="textarea", value="…",
            error="Nhập nội dung đề nghị",
        ),
        Field(
            "sai-cam_doan", "Tôi cam đoan những nội dung khai trên là đúng sự thật",
            kind="declaration", error="Đánh dấu vào ô cam đoan để nộp hồ sơ",
        ),
        Field(
            "paper-sai", "Chọn tệp hoặc chụp ảnh giấy tờ khác", kind="file",
            error="Tệp “giay.doc” phải là ảnh (JPG, PNG, HEIC) hoặc PDF",
        ),
    )  # fmt: skip


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
            PaperFile("giay-xac-nhan.pdf", "#tep", pages=2, size=1_300_000, state="Đã nhận",
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
        "one_wrong": (ErrorLink("", "Chọn ít nhất một hồ sơ"),),
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
        ),
        "entries": (
            Entry(at(26, 9, 52), "Lê Thị Ái Liên: trả lại thụ lý.",
                  "Bổ sung kết quả tra cứu của phường Vỹ Dạ."),
            Entry(at(23, 10, 15), "Trương Quang Vinh tiếp nhận, phát hành Giấy tiếp nhận"),
        ),
        "kept": (("draft-y_kien", "Ý kiến thụ lý", "Chưa kết hôn. Đề nghị cấp giấy."),),
        "face": soon,
        "document": Document(
            "Giấy xác nhận đã cấp",
            pictures=(static("img/sample-page.svg"),),
            open_url="#xem",
            download_url="#xem",
            choices=(("to_khai", "Tờ khai điện tử", False),
                     ("xac_nhan_cu", "Giấy xác nhận đã cấp", True)),
        ),
        "bare_document": Document("ban-ve.dwg"),
        "confirm_fields": (
            Field("rut-ly_do", "Lý do rút hồ sơ", kind="textarea", optional=True),
        ),
    }  # fmt: skip
