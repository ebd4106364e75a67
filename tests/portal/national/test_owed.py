"""From the tables to facts: what a case owes the national portal after each move."""

from datetime import timedelta

import pytest

from procedures.models import File, Letter, OutboxMessage, Paper
from procedures.operations.people import name_organisation
from procedures.queries.deliveries import owed, sector_code
from tests import make

pytestmark = pytest.mark.django_db
STEP = timedelta(minutes=20)


@pytest.fixture
def place():
    return make.office()


@pytest.fixture
def case(place):
    return make.case(place, make.citizen(make.person(phone="0905314728")))


def after(case, status: str):
    row = OutboxMessage.objects.filter(case=case, name="push_status", args__status=status)
    return owed(message_id=row.latest("pk").pk)


def test_a_submitted_case_is_told_without_receipt(case):
    told = after(case, "1").snapshot

    assert (told.status, told.received_at, told.due_at) == ("1", None, None)
    assert (told.owner.name, told.owner.phone) == ("Nguyễn Thị An", "0905314728")
    assert told.verified_account


def test_later_moves_do_not_show_in_an_earlier_snapshot(place, case):
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + STEP)

    assert after(case, "1").snapshot.received_at is None
    assert after(case, "2").snapshot.received_at == make.AT + STEP


def test_receipt_names_officer_post_and_desk(place, case):
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + STEP)

    line = after(case, "2").progress

    assert (line.person, line.title, line.unit) == (
        "Hồ Thị Lan",
        "Công chức tiếp nhận",
        "Bộ phận Một cửa phường Thuận Hoá",
    )


def test_a_citizen_is_told_by_role_not_by_name(case):
    line = after(case, "1").progress

    assert (line.role, line.person) == ("nguoi_nop", "")


def test_a_supplement_is_told_by_the_names_of_what_was_asked(place, case):
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + STEP)
    lan = place.viewer("thu_ly")
    make.move(case, "supplement", lan, make.AT + 2 * STEP, items=["giay_xn_cu"], notes={})

    asked = after(case, "5").snapshot.supplements[0]

    assert (asked.number, asked.asked_by, asked.text, asked.answered_at) == (
        1,
        "Lê Văn Minh",
        "Giấy xác nhận đã cấp trước đó",
        None,
    )


def test_only_papers_that_may_be_opened_are_told(case):
    clean = File.objects.create(sha256="a" * 64, size=1, scan="clean", stored_at=make.AT)
    waiting = File.objects.create(sha256="b" * 64, size=1, scan="waiting", stored_at=make.AT)
    shown = Paper.objects.create(
        case=case, paper_id="giay_xn_cu", view=clean, added_at=make.AT
    )
    Paper.objects.create(case=case, paper_id="khac", view=waiting, added_at=make.AT)

    told = after(case, "1").snapshot.papers

    assert [(one.file.id, one.name) for one in told] == [
        (shown.pk, "Giấy xác nhận đã cấp trước đó.pdf")
    ]


def test_an_organisation_owns_its_case(case):
    case.organisation = name_organisation(
        name="Công ty TNHH Sông Hương", tax_code="3300101011", address=None, at=make.AT
    )
    case.save()

    owner = after(case, "1").snapshot.owner

    assert (owner.name, owner.tax_code, owner.is_organisation) == (
        "Công ty TNHH Sông Hương",
        "3300101011",
        True,
    )


def test_a_refusal_ends_the_case_at_its_own_moment(place, case):
    make.move(
        case,
        "refuse",
        place.viewer("tiep_nhan"),
        make.AT + STEP,
        reason="Không thuộc thẩm quyền",
    )

    told = after(case, "3").snapshot

    assert (told.received_at, told.finished_at) == (None, make.AT + STEP)


def test_parts_of_a_joint_case_are_not_told(place, case):
    part = make.case(place, make.citizen(make.person("Lê Văn Ba", "046060001111")))
    part.parent = case
    part.save()

    assert after(part, "1") is None


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("granted", ("Giấy xác nhận tình trạng hôn nhân", "KQ.G15.000038")),
        ("rejected", ("Thông báo từ chối", "")),
    ],
)
def test_a_rejection_is_not_told_as_the_result_that_was_applied_for(case, outcome, told):
    bytes_of = File.objects.create(sha256="c" * 64, size=1, scan="clean", stored_at=make.AT)
    Letter.objects.create(
        case=case,
        name="result",
        n=1,
        state="released",
        facts={"result": {"title": "Thông báo từ chối"}},
        ordered_at=make.AT,
        released_at=make.AT,
        file=bytes_of,
    )
    case.state_data = {**case.state_data, "outcome": outcome}
    case.save()
    row = OutboxMessage.objects.get(case=case, name="push_status")
    row.args = {**row.args, "status": "9"}
    row.save()

    assert [(one.name, one.code) for one in owed(message_id=row.pk).snapshot.results] == [told]


@pytest.mark.parametrize(
    ("name", "result", "code"),
    [
        ("Hộ tịch", "KQ.G15.000038", "G15-TP07"),
        ("Hộ tịch", "", "G08-NG07"),
        ("hộ tịch", "KQ.G15.000038", "G15-TP07"),
        ("Không có lĩnh vực này", "KQ.G15.000038", ""),
    ],
)
def test_a_sector_has_the_code_of_the_ministry_that_issues_the_result(name, result, code):
    assert sector_code(name, result) == code


def test_what_is_owed_takes_a_fixed_number_of_queries(place, case, django_assert_num_queries):
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + STEP)
    row = OutboxMessage.objects.filter(name="push_status").latest("pk")

    with django_assert_num_queries(8):
        owed(message_id=row.pk)
