"""The field tables of dialect ext24 as data: what the national side demands of each message.

One line a field: name, kind, demand, longest length. Kinds: `text`, `code` (opaque, no
blanks inside), `time` (14 digits, yyyyMMddHHmmss, office time), `digits`, `url`,
`=1|2|…` (one of these words) and `[Name]` (a list of rows of that table). Demands:
`yes` (present and not empty), `key` (the list must be there, it may be empty), `no`,
`F=a|b` (as `yes` when field F holds one of these words) and `received` (as `yes` once the
case has been received). Every scalar on the wire is a JSON string.
`NgayHenTraTruoc` is not demanded although provinces list it: a supplement asked for before
receipt has no appointment yet.

Sources: the integration guide v1.4 of the national portal as implemented by provinces, and
the fields provinces have added since 2024 for the service index of Decision 766.
"""

from __future__ import annotations

from dataclasses import dataclass

STATUSES = {
    "1": "Mới đăng ký",
    "2": "Được tiếp nhận",
    "3": "Không được tiếp nhận",
    "4": "Đang xử lý",
    "5": "Yêu cầu bổ sung giấy tờ",
    "6": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "7": "Công dân yêu cầu rút hồ sơ",
    "8": "Dừng xử lý",
    "9": "Đã xử lý xong",
    "10": "Đã trả kết quả",
}

_TABLES = """
DongBoHoSoMC
  MaHoSo                      code                    yes                    64
  MaTTHC                      code                    yes                    50
  TenTTHC                     text                    yes                    4000
  MaLinhVuc                   code                    yes                    50
  TenLinhVuc                  text                    yes                    4000
  SoBienNhan                  text                    no                     64
  KenhThucHien                =1|2|3                  yes                    1
  SoGiayToChuHoSo             text                    yes                    40
  ChuHoSo                     text                    yes                    500
  LoaiDoiTuong                =1|2|3|4                yes                    1
  MaDoiTuong                  text                    no                     255
  ThongTinKhac                text                    no                     2000
  Email                       text                    no                     254
  Fax                         text                    no                     50
  SoDienThoai                 text                    no                     50
  TrichYeuHoSo                text                    yes                    1000
  NgayNopHoSo                 time                    yes                    14
  NgayTiepNhan                time                    received               14
  NgayHenTra                  time                    no                     14
  TrangThaiHoSo               =1|2|3|4|5|6|7|8|9|10   yes                    2
  NgayTra                     time                    TrangThaiHoSo=10       14
  ThongTinTra                 text                    no                     2000
  HinhThuc                    =0|1                    yes                    1
  NgayKetThucXuLy             time                    TrangThaiHoSo=9|10     14
  NgayTuChoi                  time                    TrangThaiHoSo=3        14
  DonViXuLy                   text                    yes                    500
  GhiChu                      text                    no                     2000
  NoiNopHoSo                  =1|2                    yes                    1
  HoSoCoThanhPhanSoHoa        =0|1                    yes                    1
  TaiKhoanDuocXacThucVoiVNeID =0|1                    yes                    1
  DuocThanhToanTrucTuyen      =0|1|2|3                yes                    1
  DinhDanhCHS                 [DinhDanhCHS]           yes                    10
  DSKetNoiCSDL                [DSKetNoiCSDL]          key                    50
  TaiLieuNop                  [TaiLieuNop]            no                     500
  DanhSachLePhi               [LePhi]                 no                     100
  DanhSachTepDinhKemKhac      [TepDinhKemKhac]        no                     100
  DanhSachHoSoBoSung          [HoSoBoSung]            no                     50
  DanhSachGiayToKetQua        [GiayToKetQua]          no                     100

CapNhatTienDoHoSoMC
  MaHoSo                      code                    yes                    64
  NguoiXuLy                   text                    yes                    50
  ChucDanh                    text                    no                     255
  ThoiDiemXuLy                time                    yes                    14
  PhongBanXuLy                text                    no                     500
  NoiDungXuLy                 text                    yes                    2000
  TrangThai                   =1|2|3|4|5|6|7|8|9|10   yes                    2
  NgayBatDau                  time                    no                     14
  NgayKetThucTheoQuyDinh      time                    no                     14

DongBoTrangThaiHoSo
  MaHoSo                      text                    yes                    64
  MaHoSoDonVi                 text                    yes                    64
  MaDoiTuong                  text                    no                     255
  NoiDung                     text                    no                     2000
  NgayXuLy                    time                    yes                    14
  TrangThai                   digits                  yes                    2
  TaiLieuXuLy                 [TaiLieuNop]            no                     100

DongBoDanhGia
  NgayTongHop                     text                yes                    7
  Madonvi                         code                yes                    50
  TenDonVi                        text                yes                    500
  MaThuTuc                        text                no                     50
  NoiDung                         text                yes                    2000
  TongSoNguoiDanhGia              digits              yes                    9
  PhanTramDanhGiaRatHaiLong       text                yes                    4
  PhanTramDanhGiaHaiLong          text                yes                    4
  PhanTramDanhGiaChuaHaiLong      text                yes                    4
  DanhSachNoiDungYKien            text                no                     4000
  PhanTramDanhGiaDichVuRatHaiLong text                yes                    4
  PhanTramDanhGiaDichVuHaiLong    text                yes                    4
  PhanTramDanhGiaDichVuChuaHaiLong text               yes                    4

DongBoThongKeHoSo
  Thang                       digits                  yes                    2
  Nam                         digits                  yes                    4
  LoaiThongKe                 digits                  yes                    2
  Madonvi                     code                    yes                    50
  TenDonVi                    text                    yes                    500
  SoNhanTrongKy               digits                  yes                    9
  SoTonKyTruoc                digits                  yes                    9
  TongSoXuLy                  digits                  yes                    9
  TongDaXuLy                  digits                  yes                    9
  TongXuLyDungHan             digits                  yes                    9
  PhanTramXuLyDungHan         text                    yes                    6
  TongXuLyTreHan              digits                  yes                    9
  PhanTramXuLyTreHan          text                    yes                    6
  TongChuaXuLy                digits                  yes                    9
  TongChuaXuLyTrongHan        digits                  yes                    9
  PhanTramChuaXuLyTrongHan    text                    yes                    6
  TongChuaXuLyTreHan          digits                  yes                    9
  PhanTramChuaXuLyTreHan      text                    yes                    6
  GhiChu                      text                    no                     2000

DinhDanhCHS
  LoaiDinhDanh                =1|2                    yes                    1
  SoDinhDanh                  digits                  yes                    40

DSKetNoiCSDL
  MaCSDL                      text                    yes                    50

TaiLieuNop
  TepDinhKemId                text                    no                     255
  TenTepDinhKem               text                    yes                    4000
  IsDeleted                   =True|False             no                     5
  MaThanhPhanHoSo             text                    no                     255
  DuongDanTaiTepTin           url                     yes                    2000
  DuocSoHoa                   =0|1                    yes                    1
  DuocTaiSuDung               =0|1|2                  yes                    1
  DuocLayTuKhoDMQG            =0|1                    yes                    1
  MaKetQuaThayThe             text                    no                     50

LePhi
  TenPhiLePhi                 text                    yes                    500
  MaPhiLePhi                  text                    yes                    50
  HinhThucThu                 =1|2|4                  yes                    1
  Gia                         digits                  yes                    15
  LoaiPhiLePhi                =1|2|3                  yes                    1

TepDinhKemKhac
  TenGiayTo                   text                    yes                    2000
  SoLuong                     digits                  yes                    5
  LoaiGiayTo                  text                    yes                    50

HoSoBoSung
  HoSoBoSungId                text                    yes                    50
  NguoiYeuCauBoSung           text                    yes                    255
  NoiDungBoSung               text                    yes                    2000
  NgayBoSung                  time                    yes                    14
  NguoiTiepNhanBoSung         text                    no                     255
  ThongTinTiepNhan            text                    no                     2000
  NgayTiepNhanBoSung          time                    no                     14
  TrangThaiBoSung             text                    yes                    20
  DanhSachGiayToBoSung        [TaiLieuNop]            no                     100
  DanhSachLePhiBoSung         [LePhi]                 no                     100
  NgayHenTraTruoc             time                    no                     14
  NgayHenTraMoi               time                    no                     14

GiayToKetQua
  TenGiayTo                   text                    yes                    2000
  MaThanhPhanHoSo             text                    no                     255
  GiayToId                    text                    no                     255
  DuongDanTepTinKetQua        url                     yes                    2000
  MaGiayToKetQua              text                    no                     50
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a field table; `longest` counts characters, for a list its rows."""

    name: str
    kind: str
    demand: str
    longest: int


def _read(text: str) -> dict[str, tuple[Field, ...]]:
    tables: dict[str, list[Field]] = {}
    name = ""
    for line in text.splitlines():
        words = line.split()
        if len(words) == 1:
            name = words[0]
            tables[name] = []
        elif words:
            tables[name].append(Field(words[0], words[1], words[2], int(words[3])))
    return {table: tuple(rows) for table, rows in tables.items()}


TABLES = _read(_TABLES)
