"""Ways a case can go, told to the stand-in, which holds every field against its own table."""

from datetime import timedelta

import pytest

from procedures.engine import Command
from procedures.operations import casework
from tests import make
from tests.portal.outbox.conftest import ask
from tests.portal.outbox.rows import deliver, pushes

pytestmark = pytest.mark.django_db
STEP = timedelta(minutes=20)
ROUTES = {
    "a supplement before receipt": (
        ["supplement tiep_nhan", "supplied", "receive tiep_nhan"],
        ["1", "5", "1", "2", "4"],
    ),
    "a supplement while it is handled": (
        ["receive tiep_nhan", "supplement thu_ly", "supplied"],
        ["1", "2", "4", "5", "4"],
    ),
    "receipt refused": (["refuse tiep_nhan"], ["1", "3"]),
    "withdrawn before receipt": (["withdraw"], ["1", "7"]),
    "withdrawn while it is handled": (["receive tiep_nhan", "withdraw"], ["1", "2", "4", "7"]),
    "stopped": (["receive tiep_nhan", "stop lanh_dao_don_vi"], ["1", "2", "4", "8"]),
}
DATA = {
    "supplement": {"items": ["giay_xn_cu"], "notes": {"giay_xn_cu": "Bản chụp bị mờ"}},
    "refuse": {"reason": "Không thuộc thẩm quyền", "ground": "other_agency"},
    "stop": {"reason": "Người yêu cầu đã chết", "ground": "death"},
}


def go(place, anna, case, move: str, at) -> None:
    action, _, role = move.partition(" ")
    viewer = place.viewer(role) if role else anna
    by = make.seat(viewer).actor() if role else make.as_applicant(viewer)
    step = "" if action in ("stop", "withdraw") else case.open_steps[0]
    casework.act(
        case_code=case.code,
        command=Command(action, step, by, DATA.get(action, {})),
        viewer=viewer,
        expected=None,
        at=at,
    )
    case.refresh_from_db()


@pytest.mark.parametrize("name", ROUTES)
def test_every_step_of_a_route_is_taken_at_once_and_without_doubt(place, standin, name):
    moves, journey = ROUTES[name]
    anna = make.citizen()
    case = make.case(place, anna)
    for number, move in enumerate(moves, 1):
        go(place, anna, case, move, make.AT + number * STEP)

    deliver(make.AT + 10 * STEP)

    assert [row.last_error for row in pushes(case)] == [""] * len(journey)
    told = ask(f"{standin}/api/cases/{case.code}")
    assert (told["journey"], told["doubts"]) == (journey, [])
    assert {call["result"] for call in told["calls"]} == {"0"}


@pytest.mark.parametrize(
    "kind",
    [
        *("500", "html", "empty", "null", "list", "not_json", "deep", "wrong_echo", "gzip"),
        *("redirect", "expired", "lost", "cut", "already", "wrap", "int_code", "cookie"),
    ],
)
def test_a_bad_day_of_the_stand_in_costs_time_and_nothing_else(
    place, standin, standin_url, settings, kind
):
    settings.NATIONAL_TIMEOUT = (0.5, 0.5, 1.0)
    case = make.case(place)
    ask(f"{standin_url}/api/faults", [{"service": "*", "kind": kind, "times": 1}])

    deliver(make.AT)
    deliver(make.AT + timedelta(hours=1))
    deliver(make.AT + timedelta(hours=2))

    told = ask(f"{standin}/api/cases/{case.code}")
    assert pushes(case)[0].done_at is not None
    assert [row["status"] for row in told["progress"]] == ["1"]
