"""Messages as the field table of dialect ext24 wants them; written from its facts by hand."""

from typing import Any

ACCOUNT = {"username": "demo", "password": "demo"}
TARGET = "VN:GOV:000.00.00.G22:vpcpdvcprovider"
CODE = "H57.01.01-261120-0007"


def case(**changes: Any) -> dict[str, Any]:
    """A received case for a certificate of marital status, every field of the message."""
    return {
        "MaHoSo": CODE,
        "MaTTHC": "1.004873",
        "TenTTHC": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
        "MaLinhVuc": "G15-TP07",
        "TenLinhVuc": "Hộ tịch",
        "SoBienNhan": "",
        "KenhThucHien": "2",
        "SoGiayToChuHoSo": "046198003127",
        "ChuHoSo": "Nguyễn Thị Minh Châu",
        "LoaiDoiTuong": "1",
        "MaDoiTuong": "6a8f7a2e-5f0e-5c8e-9f55-0a2f1f6a5748",
        "ThongTinKhac": "",
        "Email": "minhchau.nguyen@example.vn",
        "Fax": "",
        "SoDienThoai": "0905314728",
        "TrichYeuHoSo": "Xác nhận tình trạng hôn nhân để vay vốn mua nhà",
        "NgayTiepNhan": "20261120091000",
        "NgayHenTra": "20261125091000",
        "NgayNopHoSo": "20261120081502",
        "TrangThaiHoSo": "2",
        "NgayTra": "",
        "ThongTinTra": "",
        "HinhThuc": "0",
        "NgayKetThucXuLy": "",
        "NgayTuChoi": "",
        "DonViXuLy": "UBND phường Thuận Hoá",
        "GhiChu": "",
        "NoiNopHoSo": "2",
        "HoSoCoThanhPhanSoHoa": "1",
        "TaiKhoanDuocXacThucVoiVNeID": "1",
        "DuocThanhToanTrucTuyen": "0",
        "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": "046198003127"}],
        "DSKetNoiCSDL": [],
        "TaiLieuNop": [PAPER],
        "DanhSachLePhi": [],
        "DanhSachTepDinhKemKhac": [],
        "DanhSachHoSoBoSung": [],
        "DanhSachGiayToKetQua": [],
        **changes,
    }


PAPER = {
    "TepDinhKemId": "91021",
    "TenTepDinhKem": "to-khai.pdf",
    "IsDeleted": "False",
    "MaThanhPhanHoSo": "000.00.00.G15-KQ004389",
    "DuongDanTaiTepTin": "https://motcua.hue.gov.vn/tep/2b6c/91021",
    "DuocSoHoa": "1",
    "DuocTaiSuDung": "0",
    "DuocLayTuKhoDMQG": "0",
    "MaKetQuaThayThe": "",
}
FEE = {
    "TenPhiLePhi": "Lệ phí cấp giấy",
    "MaPhiLePhi": "PLP01",
    "HinhThucThu": "1",
    "Gia": "15000",
    "LoaiPhiLePhi": "1",
}
SUPPLEMENT = {
    "HoSoBoSungId": "1",
    "NguoiYeuCauBoSung": "Lê Văn Sơn",
    "NoiDungBoSung": "Bổ sung quyết định ly hôn",
    "NgayBoSung": "20261120100000",
    "NguoiTiepNhanBoSung": "",
    "ThongTinTiepNhan": "",
    "NgayTiepNhanBoSung": "",
    "TrangThaiBoSung": "0",
    "DanhSachGiayToBoSung": [PAPER],
    "DanhSachLePhiBoSung": [FEE],
    "NgayHenTraTruoc": "20261125091000",
    "NgayHenTraMoi": "",
}
RESULT = {
    "TenGiayTo": "Giấy xác nhận tình trạng hôn nhân",
    "MaThanhPhanHoSo": "",
    "GiayToId": "91188",
    "DuongDanTepTinKetQua": "https://motcua.hue.gov.vn/tep/7f1a/91188",
    "MaGiayToKetQua": "KQ.G15.000036",
}


def finished(**changes: Any) -> dict[str, Any]:
    """The same case handed over, with its result."""
    facts = {
        "TrangThaiHoSo": "10",
        "NgayKetThucXuLy": "20261123101500",
        "NgayTra": "20261123144010",
        "DanhSachGiayToKetQua": [RESULT],
    }
    return case(**facts | changes)


def registered(**changes: Any) -> dict[str, Any]:
    """The same case before receipt: no receipt, no appointment."""
    return case(TrangThaiHoSo="1", NgayTiepNhan="", NgayHenTra="", **changes)


def step(status: str = "2", at: str = "20261120091000", **changes: Any) -> dict[str, Any]:
    """One row of progress."""
    return {
        "MaHoSo": CODE,
        "NguoiXuLy": "Lê Văn Sơn",
        "ChucDanh": "Công chức tư pháp – hộ tịch",
        "ThoiDiemXuLy": at,
        "PhongBanXuLy": "UBND phường Thuận Hoá",
        "NoiDungXuLy": "Tiếp nhận hồ sơ",
        "TrangThai": status,
        "NgayBatDau": at,
        "NgayKetThucTheoQuyDinh": "",
        **changes,
    }
