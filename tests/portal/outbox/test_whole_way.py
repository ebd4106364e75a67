"""One case from submission to hand-over, carried out by the outbox.

The national portal and the message gateway are the stand-in, a process of its own that was
written from the same facts and shares no code with us.
"""

from datetime import timedelta

import pytest

from portal.connect.signature import verify
from procedures import storage
from procedures.engine import Command
from procedures.models import Case, Letter, LetterSignature, Notice, OutboxMessage
from procedures.operations import casework
from tests import make
from tests.portal.outbox.conftest import ask
from tests.portal.outbox.rows import deliver

pytestmark = pytest.mark.django_db
GROUPS = ("letters", "messages", "national")
STEP, WORKER = timedelta(minutes=20), timedelta(minutes=2)


def walk(place, anna, case: Case) -> None:
    """All moves, each followed by a run of the outbox."""
    officers = place.viewer
    moves = [
        ("receive", officers("tiep_nhan"), {}),
        ("supplement", officers("thu_ly"), {"items": ["giay_xn_cu"], "notes": {}}),
        ("supplied", anna, {}),
        ("draft", officers("thu_ly"), {"content": {"muc_dich": "Vay vốn"}}),
        ("forward", officers("thu_ly"), {}),
        ("forward", officers("lanh_dao_phong"), {}),
        ("sign", officers("lanh_dao_don_vi"), {}),
        ("issue", officers("van_thu"), {}),
        ("hand_over", officers("tra_ket_qua"), {"how": "electronic"}),
    ]
    at = make.AT
    deliver(at + WORKER, *GROUPS)
    for action, viewer, data in moves:
        at += STEP
        case.refresh_from_db()
        actor = make.seat(viewer).actor() if viewer.seats else make.as_applicant(viewer)
        command = Command(action, case.open_steps[0], actor, data)
        casework.act(case_code=case.code, command=command, viewer=viewer, expected=None, at=at)
        deliver(at + WORKER, *GROUPS)


def test_the_whole_way_is_told_once_in_order_with_letters_signed_and_released(place, standin):
    anna = make.citizen(make.person(phone="0905314728", email="anna@example.vn"))
    case = make.case(place, anna)

    walk(place, anna, case)

    assert not OutboxMessage.objects.filter(done_at=None, cancelled_at=None).exists()
    told = ask(f"{standin}/api/cases/{case.code}")
    assert told["journey"] == ["1", "2", "4", "5", "4", "9", "10"]
    assert told["doubts"] == []
    assert told["snapshot"]["MaLinhVuc"] == "G15-TP07"
    assert len(told["progress"]) == len({row["at"] for row in told["progress"]}) == 7
    assert {call["result"] for call in told["calls"]} == {"0"}

    letters = Letter.objects.filter(case=case).values_list("name", "state")
    assert sorted(letters) == [
        ("receipt", "released"),
        ("result", "released"),
        ("supplement_request", "released"),
    ]
    result = Letter.objects.get(case=case, name="result")
    found = verify(storage.read(result.file_id))
    assert [(one.box, one.intact, one.whole) for one in found] == [
        ("leader", True, True),
        ("agency", True, True),
    ]
    assert LetterSignature.objects.filter(letter=result).count() == 2

    texts = [one["text"] for one in ask(f"{standin}/api/messages")]
    assert [text.split(case.code)[1][:14] for text in texts] == [
        " da nop. Chung",
        " da duoc tiep ",
        ": can bo sung ",
        " da co ket qua",
        " da tra ket qu",
    ]
    assert not Notice.objects.filter(case=case, sent_at=None).exists()
