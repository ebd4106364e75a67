"""The case the demo plays: who wants what, and what each writes. Everything is invented.

Nguyễn Thị Minh Châu marries Lê Hoàng Phúc. Her certificate of last year was for a loan and is
no longer valid, so she applies for a new one; her photo of the old one cannot be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from portal.demo.browser import Upload
from portal.demo.people import AGENCY, CITIZENS
from portal.demo.photo import paper

PROCEDURE = "1.004873"
SEARCH = "giay doc than"
APPLICANT, FIANCE = CITIZENS[0], CITIZENS[1]
DESK = AGENCY
PAPER = "giay_xn_cu"

ANSWERS: Mapping[str, str | Sequence[str]] = {
    "nguoi_nop_ca_nhan-dan_toc": "Kinh",
    "nguoi_nop_ca_nhan-quoc_tich": "VN",
    "tu_cach_nop-nop_cho": "ban_than",
    "noi_dung-tinh_trang": "chua_ket_hon",
    "noi_dung-muc_dich": "ket_hon",
    "noi_dung-lan_cap": "cap_lai",
    "ket_hon_voi-kh_ho_ten": FIANCE.name,
    "ket_hon_voi-kh_dinh_danh": FIANCE.personal_id,
    "ket_hon_voi-kh_ngay_sinh_day": "2",
    "ket_hon_voi-kh_ngay_sinh_month": "9",
    "ket_hon_voi-kh_ngay_sinh_year": "1996",
    "ket_hon_voi-kh_gioi_tinh": "nam",
    "ket_hon_voi-kh_noi_cu_tru": FIANCE.address,
    "ket_hon_voi-kh_noi_dang_ky": "UBND phường Vỹ Dạ",
    "noi_da_cu_tru-tu_ngay_day": "12",
    "noi_da_cu_tru-tu_ngay_month": "3",
    "noi_da_cu_tru-tu_ngay_year": "2016",
    "nhan_ket_qua-hinh_thuc_nhan": "dien_tu",
    "nhan_ket_qua-kenh_thong_bao": ("cong", "sms"),
    "cam_doan-cam_doan": "on",
}
"""Answers by name of control; a page takes those it asks for."""

ASKED_FOR = (
    "Ảnh chụp bị nhoè, không đọc được số và ngày cấp. Hãy chụp lại cả tờ giấy ở nơi đủ sáng, "
    "thấy rõ bốn góc, số, ngày cấp và dấu."
)
REMARK = "Đã đối chiếu Cơ sở dữ liệu hộ tịch điện tử: không có thông tin kết hôn."
PRINTED = (
    "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
    APPLICANT.name,
    "046198003127",
    "Chưa đăng ký kết hôn với ai",
    f"đăng ký kết hôn với ông {FIANCE.name}",
    "Nguyễn Đình Sơn",
    "có giá trị 6 tháng",
)
"""What must stand in the certificate."""
JOURNEY = ("1", "2", "4", "5", "4", "9", "10")
"""The statuses the national portal must have received, in this order (decisions 31)."""


@cache
def photo(*, blurred: bool) -> Upload:
    """Her photo of last year's certificate."""
    lines = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "",
        "Số: 212/UBND-XNTTHN        Thuận Hoá, ngày 15 tháng 9 năm 2025",
        "Xét đề nghị của bà Nguyễn Thị Minh Châu,",
        "ỦY BAN NHÂN DÂN PHƯỜNG THUẬN HOÁ XÁC NHẬN:",
        "Họ, chữ đệm, tên: Nguyễn Thị Minh Châu",
        "Ngày, tháng, năm sinh: 12/3/1998        Giới tính: Nữ",
        "Số định danh cá nhân: 046198003127",
        "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai.",
        "Giấy này được cấp để làm thủ tục vay vốn.",
        "Giấy này có giá trị 6 tháng kể từ ngày cấp.",
    )
    content = paper(lines, seal="ỦY BAN\nNHÂN DÂN\nP. THUẬN HOÁ", blurred=blurred)
    name = "IMG_20261124_0812.jpg" if blurred else "IMG_20261124_1947.jpg"
    return Upload(name, "image/jpeg", content)
