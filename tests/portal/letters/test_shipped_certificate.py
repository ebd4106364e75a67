"""The certificate of marital status and its slips, from a citizen's answers to signed PDFs."""

from datetime import timedelta

import pytest

from portal.connect import signature
from procedures import definitions, storage
from procedures.engine import Command
from procedures.models import Case, Draft, Letter, Position
from procedures.operations import casework, submission
from tests import make
from tests.portal.letters.reading import text_of
from tests.portal.outbox.rows import deliver

pytestmark = pytest.mark.django_db

HOME = {"province": "46", "commune": "19789", "line": "28 Nguyễn Công Trứ"}
ANSWERS = {
    "ho_ten": "Nguyễn Thị Minh Châu",
    "ngay_sinh": "1998-03-14",
    "gioi_tinh": "nu",
    "so_dinh_danh": "046198003127",
    "dan_toc": "Kinh",
    "quoc_tich": "VN",
    "noi_cu_tru": HOME,
    "dien_thoai": "0905314728",
    "nop_cho": "ban_than",
    "tinh_trang": "chua_ket_hon",
    "muc_dich": "ket_hon",
    "lan_cap": "lan_dau",
    "kh_ho_ten": "Lê Hoàng Phúc",
    "kh_dinh_danh": "046096004518",
    "kh_ngay_sinh": "1996",
    "kh_gioi_tinh": "nam",
    "kh_noi_cu_tru": "12 Lê Lợi, phường Thuận Hoá, thành phố Huế",
    "tu_ngay": "2016-03-14",
    "hinh_thuc_nhan": "dien_tu",
    "kenh_thong_bao": ["cong", "sms"],
    "cam_doan": True,
}


@pytest.fixture
def told(db) -> dict[str, str]:
    """What each letter of the case says, by its name; the result's bytes under "file"."""
    content = next(one.content for one in definitions.shipped() if "1.004873" in one.file)
    place = make.office()
    version = make.procedure(content)
    Position.objects.filter(role="lanh_dao_don_vi").update(
        signs_as="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    )
    citizen = make.citizen(
        make.person(
            full_name="Nguyễn Thị Minh Châu",
            personal_id="046198003127",
            gender="nu",
            address=HOME,
        )
    )
    pages = content["forms"][0]["sections"]
    draft = Draft.objects.create(
        version=version,
        owner_id=citizen.person,
        received_by=place.desk,
        answers={
            page["id"]: {k: v for k, v in ANSWERS.items() if k in _names(page)}
            for page in pages
        },
        created_at=make.AT,
        saved_at=make.AT,
    )
    code = submission.submit(draft_id=draft.pk, viewer=citizen, at=make.AT)
    _walk(Case.objects.get(code=code), place, citizen)
    files = {one.name: storage.read(one.file_id) for one in Letter.objects.all()}
    return {name: text_of(file) for name, file in files.items()} | {"file": files["result"]}


def _names(page: dict) -> set[str]:
    return {field["name"] for field in page["fields"]}


def _walk(case: Case, place: make.Office, citizen) -> None:
    moves = [
        ("receive", "tiep_nhan", {}),
        ("supplement", "thu_ly", {"items": ["giay_xn_cu"], "notes": {"giay_xn_cu": "Ảnh mờ"}}),
        ("supplied", "", {}),
        ("draft", "thu_ly", {"content": {}}),
        ("forward", "thu_ly", {}),
        ("forward", "lanh_dao_phong", {}),
        ("sign", "lanh_dao_don_vi", {}),
        ("issue", "van_thu", {}),
    ]
    at = make.AT
    for action, role, data in moves:
        at += timedelta(minutes=20)
        case.refresh_from_db()
        viewer = place.viewer(role) if role else citizen
        actor = make.seat(viewer).actor() if role else make.as_applicant(viewer)
        command = Command(action, case.open_steps[0], actor, data)
        casework.act(case_code=case.code, command=command, viewer=viewer, expected=None, at=at)
        deliver(at + timedelta(minutes=2), "letters")


def test_letters_of_a_real_case_say_what_is_true(told):
    said = {
        "receipt": [
            "Số định danh cá nhân: 046198003127",
            "1 Tờ khai điện tử – – 1",
            "08 giờ 20 phút, ngày 27 tháng 11 năm 2026 (ngày 24/11 nghỉ lễ)",
            "Nhận kết quả: Bản điện tử trên cổng",
            "Phí, lệ phí: 15.000 đồng",
        ],
        "supplement_request": [
            "Giấy xác nhận tình trạng hôn nhân đã cấp trước đó – Ảnh mờ",
            "tạm dừng từ 08 giờ 40 phút ngày 23/11/2026",
            "tại quầy bất kỳ trong thành phố",
        ],
        "result": [
            "Xét đề nghị của bà Nguyễn Thị Minh Châu về việc",
            "Họ, chữ đệm, tên: NGUYỄN THỊ MINH CHÂU Ngày, tháng, năm sinh: 14/03/1998",
            "Nơi cư trú: 28 Nguyễn Công Trứ, phường Thuận Hoá, thành phố Huế",
            "Trong thời gian: từ ngày 14/03/2016 đến ngày 23/11/2026",
            "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai.",
            "kết hôn với ông Lê Hoàng Phúc, số định danh cá nhân 046096004518, nơi cư trú",
            "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Anh Tuấn",
        ],
    }
    missing = [(name, line) for name in said for line in said[name] if line not in told[name]]
    assert missing == []
    assert (
        told["result"].count("Xét đề nghị")
        == told["result"].count("Tình trạng hôn nhân:")
        == 1
    )
    assert [one.good for one in signature.verify(told["file"])] == [True, True]
