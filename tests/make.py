"""Builders of ordinary rows. Values are ordinary unless a test says otherwise.

People of the stories: Anna applies, Chi is a stranger; Lan receives, Minh handles, Hoa
controls, Tuấn signs, Vân is the clerk who issues, Lan hands over.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from procedures.access import Seat, Viewer, seat_of
from procedures.engine import APPLICANT, HANOI, Actor, Command
from procedures.models import (
    Agency,
    CalendarRevision,
    Case,
    Desk,
    Draft,
    Person,
    Position,
    ProcedureVersion,
)
from procedures.operations import casework, catalogue, submission
from procedures.operations.people import PersonFacts, appoint, identify

AT = datetime(2026, 11, 23, 8, 0, tzinfo=HANOI)  # a Monday
HOUR = timedelta(hours=1)

PROCEDURE: dict[str, Any] = {
    "schema": 1,
    "code": "1.004873",
    "name": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    "short_name": "Xác nhận tình trạng hôn nhân",
    "sector": "Hộ tịch",
    "levels": ["xa"],
    "time_limits": [{"id": "default", "amount": 3, "unit": "working_day"}],
    "forms": [
        {
            "id": "to_khai",
            "name": "Tờ khai",
            "sections": [
                {
                    "id": "noi_dung",
                    "title": "Nội dung đề nghị",
                    "fields": [
                        {
                            "name": "muc_dich",
                            "label": "Mục đích sử dụng",
                            "type": "choice",
                            "required": True,
                            "choices": ["Kết hôn", "Vay vốn"],
                        },
                        {"name": "ghi_chu", "label": "Ghi chú", "type": "textarea"},
                    ],
                }
            ],
        }
    ],
    "documents": [
        {"id": "giay_xn_cu", "name": "Giấy xác nhận đã cấp trước đó", "required": False}
    ],
    "workflow": [
        {
            "id": "tiep_nhan",
            "name": "Tiếp nhận",
            "kind": "receive",
            "role": "tiep_nhan",
            "hours": 2,
            "can": ["supplement", "refuse"],
        },
        {
            "id": "thu_ly",
            "name": "Tra cứu, xác minh",
            "kind": "task",
            "role": "thu_ly",
            "hours": 14,
            "can": ["draft", "supplement", "propose_reject", "extend"],
        },
        {
            "id": "kiem_soat",
            "name": "Kiểm soát",
            "kind": "review",
            "role": "lanh_dao_phong",
            "hours": 2,
            "can": ["send_back"],
        },
        {
            "id": "ky",
            "name": "Ký",
            "kind": "sign",
            "role": "lanh_dao_don_vi",
            "hours": 4,
            "can": ["send_back"],
        },
        {
            "id": "phat_hanh",
            "name": "Phát hành",
            "kind": "issue",
            "role": "van_thu",
            "hours": 2,
        },
        {"id": "tra", "name": "Trả kết quả", "kind": "return", "role": "tra_ket_qua"},
    ],
    "rules": {"supplement": {"max_times": 1}},
    "results": [
        {
            "code": "KQ.G15.000038",
            "name": "Giấy xác nhận tình trạng hôn nhân",
            "letter": {
                "frame": "certificate",
                "title": "Giấy xác nhận tình trạng hôn nhân",
                "symbol": "UBND-XNTTHN",
                "blocks": [
                    {"text": "Xác nhận: {applicant}"},
                    {"text": "Mục đích: {muc_dich}"},
                ],
            },
        }
    ],
}
ROLES = {
    "tiep_nhan": ("Hồ Thị Lan", "Công chức tiếp nhận"),
    "thu_ly": ("Lê Văn Minh", "Công chức tư pháp – hộ tịch"),
    "lanh_dao_phong": ("Phan Thị Hoa", "Trưởng phòng"),
    "lanh_dao_don_vi": ("Nguyễn Anh Tuấn", "Phó Chủ tịch"),
    "van_thu": ("Trần Thị Vân", "Văn thư"),
    "tra_ket_qua": ("Hồ Thị Lan", "Công chức trả kết quả"),
}


@dataclass(frozen=True)
class Office:
    """One commune with its desk, its officers and a published procedure."""

    agency: Agency
    desk: Desk
    version: ProcedureVersion
    officers: dict[str, Viewer]

    def viewer(self, role: str) -> Viewer:
        return self.officers[role]


def office(code: str = "H57.30.07", name: str = "phường Thuận Hoá") -> Office:
    """A commune's People's Committee where 1.004873 can be applied for."""
    CalendarRevision.objects.get_or_create(
        sha256="0" * 64,
        defaults={
            "content": {"days_off": ["2026-11-24"], "extra_days": [], "half_days": {}},
            "created_at": AT,
        },
    )
    agency = Agency.objects.create(
        code=code,
        name=f"Ủy ban nhân dân {name}",
        kind="ubnd_xa",
        heading="Ủy ban nhân dân thành phố Huế",
        symbol="UBND",
        area_code="19789",
    )
    desk = Desk.objects.create(
        code=code,
        name=f"Bộ phận Một cửa {name}",
        agency=agency,
        phone="0234 3822 000",
        hours=[["07:30", "11:30"], ["13:30", "17:30"]],
    )
    return Office(agency, desk, procedure(), {r: officer(r, agency, desk) for r in ROLES})


def procedure(content: dict[str, Any] = PROCEDURE) -> ProcedureVersion:
    published = catalogue.publish_shipped(contents=[content], at=AT)[0]
    return ProcedureVersion.objects.get(code=published.code, version=published.version)


def person(
    full_name: str = "Nguyễn Thị An", personal_id: str = "046190001234", **facts: str
) -> Person:
    return identify(
        facts=PersonFacts(full_name=full_name, personal_id=personal_id, **facts), at=AT
    )


def officer(role: str, agency: Agency, desk: Desk) -> Viewer:
    """An officer who holds one position."""
    full_name, title = ROLES[role]
    number = f"0461{abs(hash((full_name, agency.pk))) % 10**8:08}"
    who = person(full_name, number)
    position = appoint(
        person=who, role=role, agency=agency, desk=desk, title=title, since=date(2026, 1, 1)
    )
    return Viewer(who.pk, (seat_of(position),))


def citizen(one: Person | None = None) -> Viewer:
    return Viewer((one or person()).pk)


def draft(place: Office, owner: Viewer, **answers: str) -> Draft:
    """A draft that may be submitted."""
    return Draft.objects.create(
        version=place.version,
        owner_id=owner.person,
        received_by=place.desk,
        answers={"noi_dung": {"muc_dich": "Vay vốn", **answers}},
        created_at=AT,
        saved_at=AT,
    )


def case(place: Office, owner: Viewer | None = None, at: datetime = AT) -> Case:
    """A case that waits for receipt."""
    owner = owner or citizen()
    code = submission.submit(draft_id=draft(place, owner).pk, viewer=owner, at=at)
    return Case.objects.get(code=code)


def move(
    one: Case, action: str, viewer: Viewer, at: datetime, step: str | None = None, **data: Any
) -> casework.Moved:
    """Move the case as that officer; ``step`` is the open one unless said."""
    one.refresh_from_db()
    command = Command(
        action, one.open_steps[0] if step is None else step, seat(viewer).actor(), data
    )
    return casework.act(
        case_code=one.code, command=command, viewer=viewer, expected=None, at=at
    )


def seat(viewer: Viewer) -> Seat:
    return viewer.seats[0]


def as_applicant(viewer: Viewer) -> Actor:
    return Actor(id=str(viewer.person), role=APPLICANT)


def position(viewer: Viewer) -> Position:
    return Position.objects.get(pk=seat(viewer).position)
