"""What a visitor finds at phường Thuận Hoá: nineteen cases as a week in November leaves them.

Names, numbers and addresses are invented. Times are working hours: a case that began 30 hours
ago began almost four working days ago.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.demo.people import AGENCY, CITIZENS, Citizen

PHU_XUAN = "H57.25"
Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Move:
    """One action, so many working hours after the application; ``seat`` is the role.

    The applicant's own answer to a supplement has the action "supply" and no role.
    """

    after: float
    role: str
    action: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """One case: who applied, how many working hours ago, what was answered, what followed."""

    who: Citizen
    hours_ago: float
    answers: Answers
    moves: tuple[Move, ...] = ()
    desk: str = AGENCY
    photo: bool = False


def _neighbour(number: str, name: str, born: str, line: str, phone: str) -> Citizen:
    """The fourth digit tells the gender, as in real numbers."""
    gender = "female" if number[3] in "13" else "male"
    address = f"{line}, phường Thuận Hoá, thành phố Huế"
    return Citizen(number, name, born, gender, phone, "", "19789", line, address)


def _asks(purpose: str, since: str, **more: Any) -> Answers:
    content = {"tinh_trang": "chua_ket_hon", "muc_dich": purpose, "lan_cap": "lan_dau", **more}
    return {"noi_dung": content, "noi_da_cu_tru": {"tu_ngay": since}}


def _marries(
    since: str, name: str, number: str, born: str, lives: str, **more: Any
) -> Answers:
    gender = "nu" if number[3] in "13" else "nam"
    fiance = {
        "kh_ho_ten": name,
        "kh_dinh_danh": number,
        "kh_ngay_sinh": born,
        "kh_gioi_tinh": gender,
        "kh_noi_cu_tru": lives,
    }
    return {**_asks("ket_hon", since, **more), "ket_hon_voi": fiance}


def _received(after: float = 1) -> tuple[Move, ...]:
    return (Move(after, "tiep_nhan", "receive"),)


def _drafted(after: float) -> tuple[Move, ...]:
    return (
        *_received(),
        Move(after, "thu_ly", "draft", {"content": {}}),
        Move(after + 0.1, "thu_ly", "forward"),
    )


def _controlled(after: float) -> tuple[Move, ...]:
    return (*_drafted(after), Move(after + 1, "lanh_dao_phong", "forward"))


def _signed(after: float) -> tuple[Move, ...]:
    return (*_controlled(after), Move(after + 2, "lanh_dao_don_vi", "sign"))


def _issued(after: float) -> tuple[Move, ...]:
    return (*_signed(after), Move(after + 3, "van_thu", "issue"))


def _asked(after: float, role: str, item: str, note: str) -> Move:
    asked = {"items": [item], "notes": {item: note}, "judged": {item: "wrong"}}
    return Move(after, role, "supplement", asked)


UNREADABLE = (
    "Ảnh chụp bị nhoè, không đọc được số và ngày cấp. Hãy chụp lại cả tờ giấy ở nơi đủ sáng, "
    "thấy rõ bốn góc và dấu."
)
PLACES_MISSING = (
    "Chị đã sống ở thành phố Đà Nẵng từ 2015 đến 2019 nhưng chưa khai nơi đó. Hãy thêm địa "
    "chỉ và thời gian để chúng tôi hỏi nơi cư trú cũ."
)
TWICE = (
    "Hồ sơ này trùng với hồ sơ chị đã nộp tại quầy cùng ngày, hiện đang được giải quyết. Chị "
    "không phải làm gì thêm: kết quả trả theo giấy hẹn của hồ sơ nộp tại quầy."
)
MINH_CHAU, PHUC, LAN, THANH = CITIZENS
IN_DA_NANG = {
    "noi": {"province": "48", "commune": "20209", "line": "35 Trần Cao Vân"},
    "tu": "2015-09",
    "den": "2019-06",
}

CASES: tuple[Past, ...] = (
    Past(
        _neighbour(
            "046199012846",
            "Huỳnh Thị Kim Oanh",
            "1999-08-21",
            "7 Lý Thường Kiệt",
            "0935904417",
        ),
        0.5,
        _asks("vay_von", "2017-08-21"),
    ),
    Past(
        _neighbour(
            "046097011235", "Nguyễn Hữu Nhật Minh", "1997-01-30", "41 Bến Nghé", "0905118274"
        ),
        3.5,
        _marries(
            "2017-01-30",
            "Đặng Thị Hồng Nhung",
            "046199006317",
            "1999-05-04",
            "19 Bạch Đằng, phường Phú Xuân, thành phố Huế",
        ),
    ),
    Past(
        _neighbour(
            "046188014592", "Phạm Thị Thu Hằng", "1988-12-03", "60 Hai Bà Trưng", "0914620357"
        ),
        11,
        _asks(
            "mua_ban_nha_dat",
            "2006-12-03",
            tinh_trang="da_ly_hon",
            giay_to_ly_hon="87/2023/QĐST-HNGĐ ngày 14/6/2023, Tòa án nhân dân thành phố Huế",
        ),
    ),
    Past(
        _neighbour(
            "046195010028",
            "Võ Thị Bích Trâm",
            "1995-04-17",
            "112 Nguyễn Trường Tộ",
            "0935086412",
        ),
        6,
        _asks("vay_von", "2013-04-17"),
        _received(),
    ),
    Past(
        _neighbour("046094009731", "Trần Đình Khôi", "1994-10-09", "25 Đống Đa", "0906571938"),
        14,
        _marries(
            "2014-10-09",
            "Lê Thị Quỳnh Như",
            "046197013480",
            "1997-02-26",
            "8 Tố Hữu, phường Vỹ Dạ, thành phố Huế",
        ),
        _received(),
    ),
    Past(
        _neighbour(
            "046002008154", "Lê Quang Huy", "2002-06-11", "3 Phan Bội Châu", "0973340816"
        ),
        30,
        _asks("khac", "2022-06-11", muc_dich_khac="làm hồ sơ đi lao động tại Nhật Bản"),
        _received(),
    ),
    Past(
        _neighbour(
            "046193007426", "Đoàn Thị Mai Phương", "1993-03-28", "77 Nguyễn Huệ", "0917452603"
        ),
        13,
        _asks("vay_von", "2011-03-28"),
        _drafted(9),
    ),
    Past(
        _neighbour(
            "046090005583", "Hồ Đắc Thiện", "1990-07-15", "16 Trần Cao Vân", "0903298146"
        ),
        15,
        _asks("mua_ban_nha_dat", "2010-07-15"),
        _controlled(11),
    ),
    Past(
        _neighbour(
            "046196002917", "Nguyễn Thị Hoài An", "1996-11-19", "54 Lê Lợi", "0946013758"
        ),
        19,
        _marries(
            "2014-11-19",
            "Phan Tấn Đạt",
            "046095003362",
            "1995-08-08",
            "30 Lê Quý Đôn, phường Thuận Hoá, thành phố Huế",
        ),
        _controlled(14),
    ),
    Past(
        _neighbour("046091006148", "Bùi Xuân Trường", "1991-05-25", "9 Hà Nội", "0905763412"),
        18,
        _asks("vay_von", "2011-05-25"),
        _signed(12),
    ),
    Past(
        PHUC,
        12,
        _marries(
            "2016-09-02",
            MINH_CHAU.name,
            MINH_CHAU.personal_id,
            MINH_CHAU.birth_date,
            MINH_CHAU.address,
            lan_cap="cap_lai",
        ),
        (_asked(5, "tiep_nhan", "giay_xn_cu", UNREADABLE),),
        photo=True,
    ),
    Past(
        LAN,
        20,
        _asks("mua_ban_nha_dat", "2003-11-02"),
        (
            *_received(),
            _asked(4, "thu_ly", "noi_da_cu_tru", PLACES_MISSING),
            Move(17, "", "supply"),
        ),
        desk=PHU_XUAN,
    ),
    Past(
        _neighbour("046089003274", "Phan Văn Lộc", "1989-09-30", "22 Ngô Quyền", "0914085297"),
        26,
        _asks("vay_von", "2009-09-30"),
        _issued(15),
    ),
    Past(
        THANH,
        40,
        _asks(
            "ket_hon",
            "1999-05-18",
            tinh_trang="vo_chong_da_chet",
            giay_chung_tu="trích lục khai tử số 41/2019 ngày 22/7/2019, UBND phường Phú Hội",
        )
        | {
            "ket_hon_voi": {
                "kh_ho_ten": "Mai Thị Xuân Lan",
                "kh_dinh_danh": "046182009045",
                "kh_ngay_sinh": "1982-01-06",
                "kh_gioi_tinh": "nu",
                "kh_noi_cu_tru": "5 Kiệt 42 Nguyễn Công Trứ, phường Thuận Hoá, thành phố Huế",
            }
        },
        (*_issued(17), Move(26, "tra_ket_qua", "hand_over", {"how": "electronic"})),
    ),
    Past(
        _neighbour(
            "046194008823", "Trương Thị Lệ Thủy", "1994-02-14", "90 Bà Triệu", "0938571204"
        ),
        22,
        _asks("vay_von", "2012-02-14"),
        (
            Move(
                1.5,
                "tiep_nhan",
                "refuse",
                {"ground": "duplicate", "reason": TWICE},
            ),
        ),
    ),
    Past(
        _neighbour(
            "046192004416",
            "Hoàng Thị Ngọc Bích",
            "1992-06-07",
            "48 Phan Đình Phùng",
            "0912807365",
        ),
        8.5,
        _asks("vay_von", "2010-06-07"),
        (*_received(0.5), _asked(3, "thu_ly", "noi_da_cu_tru", PLACES_MISSING)),
    ),
    Past(
        _neighbour(
            "046189011820", "Châu Thị Thanh Tâm", "1989-01-13", "2 Đội Cung", "0905662083"
        ),
        17,
        _asks("vay_von", "2007-01-13"),
        (
            *_received(),
            _asked(4, "thu_ly", "noi_da_cu_tru", PLACES_MISSING),
            Move(14, "", "supply"),
        ),
    ),
    Past(
        _neighbour(
            "046191015073",
            "Tôn Nữ Diệu Linh",
            "1991-10-22",
            "11 Đinh Tiên Hoàng",
            "0905447610",
        ),
        2,
        _asks("vay_von", "2009-10-22"),
        desk=PHU_XUAN,
    ),
    Past(
        _neighbour(
            "046098010366", "Ngô Đức Anh", "1998-12-25", "34 Mai Thúc Loan", "0762318540"
        ),
        9,
        _asks("mua_ban_nha_dat", "2018-12-25"),
        _received(0.7),
        desk=PHU_XUAN,
    ),
)
