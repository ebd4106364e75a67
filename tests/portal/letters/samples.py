"""One case in Thuận Hoá, November 2026, seen by each form."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.letters.shape import (
    Block,
    FeeLine,
    Item,
    LetterFacts,
    Office,
    PaperLine,
    Person,
    ResultText,
    Signer,
)

HUE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HUE)


WARD = Office(
    code="H57.26",
    name="Ủy ban nhân dân phường Thuận Hoá",
    short="UBND phường Thuận Hoá",
    parent="Ủy ban nhân dân thành phố Huế",
    place="Thuận Hoá",
)
DESK = Office(
    code="H57.26",
    name="Trung tâm Phục vụ hành chính công phường Thuận Hoá",
    parent="UBND phường Thuận Hoá",
    place="Thuận Hoá",
    phone="0234 382 2075",
)
CHAU = Person(
    name="Nguyễn Thị Minh Châu",
    sex="Nữ",
    number="046198003127",
    address="28 Nguyễn Công Trứ, phường Thuận Hoá, thành phố Huế",
    phone="0912345678",
)
VINH = Signer(name="Trương Quang Vinh", title="Công chức", key="officer:vinh")
THANG = Signer(
    name="Hồ Đắc Thắng",
    title="Phó Chủ tịch",
    on_behalf=(("KT.", "Chủ tịch"),),
    key="officer:thang",
)
COMMON = {
    "procedure_code": "1.004873",
    "procedure_name": "Cấp Giấy xác nhận tình trạng hôn nhân",
    "agency": WARD,
    "desk": DESK,
    "applicant": CHAU,
    "area": "thành phố",
    "hotline": "1900 1075",
    "verify_code": "7c2a40d39be15f680a4412de97b3c85f",
    "verify_url": "http://127.0.0.1:8000/xac-minh/7c2a40d39be15f680a4412de97b3c85f/",
    "officer": VINH,
    "signer": THANG,
}
RECEIPT = LetterFacts(
    **COMMON,
    code="H57.26-261123-0042",
    number=42,
    at=local(23, 10, 15),
    papers=(
        PaperLine(name="Tờ khai điện tử", electronic="1", note="1 trang"),
        PaperLine(
            name="Giấy xác nhận tình trạng hôn nhân đã cấp trước đó",
            originals="nộp khi nhận",
            electronic="1",
            note="2 trang",
        ),
    ),
    time_limit="03 ngày làm việc, tính theo giờ làm việc",
    received_at=local(23, 10, 15),
    due_at=local(27, 10, 15),
    due_note="ngày 24/11 nghỉ lễ",
    delivery="Bản điện tử trên cổng; báo qua tin nhắn",
    fees=(FeeLine(name="Lệ phí", amount=15000, paid="đã thanh toán trực tuyến"),),
)
SUPPLEMENT = LetterFacts(
    **{
        **COMMON,
        "procedure_code": "1.013225",
        "procedure_name": "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "officer": Signer(name="Thái Thị Bảo Trân", title="Công chức", key="officer:tran"),
    },
    code="H57.26-261116-0031",
    number=31,
    at=local(20, 10, 5),
    items=(
        Item(
            paper="Bản vẽ mặt cắt",
            kind="chính",
            wanted="Mặt cắt A–A chưa ghi cao độ móng và cốt nền",
        ),
        Item(
            paper="Bản cam kết bảo đảm an toàn công trình liền kề",
            kind="chính",
            wanted="Thiếu chữ ký của chủ nhà số 213",
        ),
    ),
    basis="Nghị định 175/2024/NĐ-CP",
    deadline=local(4, 17, 30, month=12),
    paused_at=local(20, 10, 5),
    contact="0234 388 4126",
)
REFUSAL = LetterFacts(
    **{
        **COMMON,
        "procedure_code": "1.013225",
        "procedure_name": "Cấp giấy phép xây dựng mới",
        "applicant": Person(
            name="Phan Văn Thiện",
            sex="Nam",
            address="91 Phan Đình Phùng, phường Thuận Hoá, thành phố Huế",
            phone="0905218644",
        ),
    },
    code="H57.26-261125-0006",
    number=6,
    at=local(25, 9, 40),
    reason="Công trình đề nghị cấp phép là công trình cấp II, không thuộc thẩm quyền của Ủy "
    "ban nhân dân phường",
    basis="Nghị định 175/2024/NĐ-CP",
    other_agency="Sở Xây dựng thành phố Huế",
    advice="Nộp lại hồ sơ, chọn cơ quan giải quyết là Sở Xây dựng. Tờ khai và giấy tờ đã tải "
    "lên được giữ trong bản nháp của ông.",
)
APOLOGY = LetterFacts(
    **{
        **COMMON,
        "applicant": Person(name="Huỳnh Thị Kim Oanh", sex="Nữ"),
    },
    code="H57.26-261119-0017",
    number=318,
    symbol="UBND-TPHT",
    at=local(25, 16, 10),
    received_at=local(19, 8, 20),
    old_due_at=local(26, 8, 20),
    due_at=local(2, 15, 0, month=12),
    reason="Phải xác minh thời gian bà cư trú tại nơi thường trú trước đây; văn bản trả lời "
    "của cơ quan được hỏi chưa đến.",
    contact="bà Phan Thị Diệu Hiền, công chức tư pháp – hộ tịch, điện thoại 0234 382 2075",
    copies_to=("Trung tâm Phục vụ hành chính công phường", "Lưu: VT, TP-HT"),
)
CERTIFICATE_TEXT = ResultText(
    title="Giấy xác nhận tình trạng hôn nhân",
    blocks=(
        Block(
            text="Xét đề nghị của {nguoi_de_nghi} về việc cấp Giấy xác nhận tình trạng hôn "
            "nhân, {co_quan}"
        ),
        Block(kind="heading", text="XÁC NHẬN:"),
        Block(kind="name", label="Họ, chữ đệm, tên", text="{ho_ten}"),
        Block(kind="row", label="Ngày, tháng, năm sinh", text="{ngay_sinh}"),
        Block(kind="row", label="Giới tính", text="{gioi_tinh}"),
        Block(kind="row", label="Dân tộc", text="{dan_toc}"),
        Block(kind="row", label="Quốc tịch", text="{quoc_tich}"),
        Block(kind="row", label="Số định danh cá nhân", text="{so_dinh_danh}"),
        Block(kind="row", label="Nơi cư trú", text="{noi_cu_tru}"),
        Block(kind="row", label="Trong thời gian", text="{thoi_gian}"),
        Block(kind="row", label="Tình trạng hôn nhân", text="{tinh_trang}.", strong=True),
        Block(
            text="Giấy này được cấp để làm thủ tục đăng ký kết hôn với {ket_hon_voi}.",
        ),
        Block(text="Giấy này được cấp để {muc_dich_khac}."),
        Block(text="Giấy này có giá trị 6 tháng kể từ ngày cấp."),
    ),
)
RESULT = LetterFacts(
    **COMMON,
    code="H57.26-261123-0042",
    number=214,
    symbol="UBND-XNTTHN",
    at=local(27, 8, 5),
    result=CERTIFICATE_TEXT,
    values={
        "nguoi_de_nghi": "bà Nguyễn Thị Minh Châu",
        "co_quan": "Ủy ban nhân dân phường Thuận Hoá",
        "ho_ten": "Nguyễn Thị Minh Châu",
        "ngay_sinh": "14/03/1998",
        "gioi_tinh": "Nữ",
        "dan_toc": "Kinh",
        "quoc_tich": "Việt Nam",
        "so_dinh_danh": "046198003127",
        "noi_cu_tru": "28 Nguyễn Công Trứ, phường Thuận Hoá, thành phố Huế",
        "thoi_gian": "từ ngày 14/03/2016 đến ngày 26/11/2026",
        "tinh_trang": "Chưa đăng ký kết hôn với ai",
        "ket_hon_voi": "ông Lê Hoàng Phúc, số định danh cá nhân 046096004518, nơi cư trú 12 "
        "Lê Lợi, phường Thuận Hoá, thành phố Huế",
        "muc_dich_khac": "",
    },
)
STOP = LetterFacts(
    **COMMON,
    code="H57.26-261023-0011",
    number=52,
    symbol="TB-UBND",
    at=local(25, 9, 0),
    received_at=local(23, 9, 0, month=10),
    reason="Quá thời hạn bổ sung hồ sơ ngày 20/11/2026 mà không nhận được giấy tờ bổ sung.",
    basis="khoản 3 Điều 17 Nghị định số 118/2025/NĐ-CP",
    copies_to=("Trung tâm Phục vụ hành chính công phường", "Lưu: VT, TP-HT"),
)
SAMPLES = {
    "receipt": RECEIPT,
    "supplement_request": SUPPLEMENT,
    "refusal": REFUSAL,
    "apology": APOLOGY,
    "stop_notice": STOP,
    "result": RESULT,
}
