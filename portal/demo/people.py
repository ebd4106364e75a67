"""Who can sign in to the demo. Names and numbers are invented."""

from dataclasses import asdict, dataclass

PASSWORD = "mot-cua-hue-2026"  # noqa: S105 -- of the demo, printed at every start
AGENCY = "H57.26"
AGENCY_NAME = "UBND phường Thuận Hoá"
CLIENT_ID = "cong-quoc-gia"
CLIENT_SECRET = "mot-cua-hue-2026-api"  # noqa: S105 -- of the demo
SCOPES = ("national.read", "national.person")


@dataclass(frozen=True, slots=True)
class Citizen:
    """A citizen as the population register knows him; gender "male" or "female"."""

    personal_id: str
    name: str
    birth_date: str
    gender: str
    phone: str
    email: str
    commune: str
    line: str
    address: str


@dataclass(frozen=True, slots=True)
class Officer:
    """A public servant with one or more roles at one agency."""

    username: str
    personal_id: str
    name: str
    gender: str
    roles: tuple[str, ...]
    title: str
    signs_as: str = ""
    agency: str = AGENCY
    administrator: bool = False


CITIZENS = (
    Citizen(
        "046198003127",
        "Nguyễn Thị Minh Châu",
        "1998-03-12",
        "female",
        "0905314728",
        "minhchau.nguyen@example.vn",
        "19789",
        "14/3 Nguyễn Huệ",
        "14/3 Nguyễn Huệ, phường Thuận Hoá, thành phố Huế",
    ),
    Citizen(
        "046096004518",
        "Lê Hoàng Phúc",
        "1996-09-02",
        "male",
        "0914275036",
        "hoangphuc.le@example.vn",
        "19777",
        "52 Tùng Thiện Vương",
        "52 Tùng Thiện Vương, phường Vỹ Dạ, thành phố Huế",
    ),
    Citizen(
        "046185006240",
        "Trần Thị Ngọc Lan",
        "1985-11-02",
        "female",
        "0983461925",
        "ngoclan.tran@example.vn",
        "19753",
        "27 Đinh Tiên Hoàng",
        "27 Đinh Tiên Hoàng, phường Phú Xuân, thành phố Huế",
    ),
    Citizen(
        "046079001883",
        "Hồ Văn Thành",
        "1979-05-18",
        "male",
        "0935720184",
        "thanh.ho@example.vn",
        "19789",
        "118 Phan Chu Trinh",
        "118 Phan Chu Trinh, phường Thuận Hoá, thành phố Huế",
    ),
)
OFFICERS = (
    Officer(
        "vinh.tiepnhan",
        "046087002215",
        "Trương Quang Vinh",
        "male",
        ("tiep_nhan", "tra_ket_qua", "thu_phi"),
        "Công chức tiếp nhận và trả kết quả",
    ),
    Officer(
        "hien.hotich",
        "046190004472",
        "Phan Thị Diệu Hiền",
        "female",
        ("thu_ly",),
        "Công chức tư pháp – hộ tịch",
    ),
    Officer(
        "lien.truongphong",
        "046182001394",
        "Lê Thị Ái Liên",
        "female",
        ("lanh_dao_phong",),
        "Trưởng phòng Văn hóa – Xã hội",
    ),
    Officer(
        "son.phochutich",
        "046076003058",
        "Nguyễn Đình Sơn",
        "male",
        ("lanh_dao_don_vi",),
        "Phó Chủ tịch",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    ),
    Officer(
        "thao.vanthu",
        "046193005821",
        "Hoàng Thị Phương Thảo",
        "female",
        ("van_thu",),
        "Công chức văn phòng – văn thư",
    ),
    Officer(
        "khang.phuxuan",
        "046091007730",
        "Võ Đức Khang",
        "male",
        ("tiep_nhan", "thu_ly"),
        "Công chức tư pháp – hộ tịch",
        agency="H57.25",
    ),
    Officer(
        "quantri",
        "046084009916",
        "Đặng Ngọc Bảo",
        "male",
        (),
        "Quản trị hệ thống",
        agency="",
        administrator=True,
    ),
)


def listing() -> list[dict[str, str | None]]:
    """Everybody who can sign in, as ``demo_people --json`` prints it."""
    rows = [_citizen(one) for one in CITIZENS]
    rows += [_officer(one) for one in OFFICERS]
    client = {"kind": "client", "name": "Cổng Dịch vụ công quốc gia"}
    rows.append(_row(client | {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}))
    return rows


def _citizen(one: Citizen) -> dict[str, str | None]:
    return {**_row({"kind": "citizen"}), **asdict(one), "province": "46"}


def _officer(one: Officer) -> dict[str, str | None]:
    return _row(
        {
            "kind": "admin" if one.administrator else "officer",
            "username": one.username,
            "password": PASSWORD,
            "name": one.name,
            "role": ", ".join(one.roles) or one.title,
            "agency": one.agency or None,
        }
    )


def _row(known: dict[str, str | None]) -> dict[str, str | None]:
    keys = ("kind", "username", "password", "name", "role", "agency", "personal_id")
    return dict.fromkeys((*keys, "client_id", "client_secret")) | known
