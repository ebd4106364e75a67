"""The national portal's side of dialect ext24, as the integration guide describes it."""

import pytest

from tests.portal.standin import golden
from tests.portal.standin.conftest import PREFIX, Peer

LATER = "20261120093500"


def test_login_with_the_right_password_gives_a_session(peer: Peer) -> None:
    told = peer.login().json

    assert (told["error_code"], len(told["session"])) == (0, 32)


def test_login_with_a_wrong_password_is_refused_without_a_session(peer: Peer) -> None:
    wrong = {"username": "demo", "password": "guess"}
    told = peer.post_json(f"{PREFIX}/mapi/login", wrong, dstcode=golden.TARGET).json

    assert told == {"error_code": 1, "message": "Sai tên đăng nhập hoặc mật khẩu"}


@pytest.mark.parametrize("place", ["header", "query"])
def test_target_behind_the_exchange_may_be_named_in(peer: Peer, place: str) -> None:
    query = f"?dstcode={golden.TARGET}" if place == "query" else ""
    header = {"dstcode": golden.TARGET} if place == "header" else {}
    told = peer.post_json(f"{PREFIX}/mapi/login{query}", golden.ACCOUNT, **header).json

    assert told["error_code"] == 0


@pytest.mark.parametrize("target", ["", "VN:GOV:000.00.00.G22:other"])
def test_other_target_behind_the_exchange_is_refused(peer: Peer, target: str) -> None:
    told = peer.post_json(f"{PREFIX}/mapi/login", golden.ACCOUNT, dstcode=target).json

    assert told == {"error_code": "-1", "message": f"dstcode không hợp lệ: {target!r}"}


def test_direct_address_without_the_exchange_needs_no_target(peer: Peer) -> None:
    assert peer.post_json("/mapi/login", golden.ACCOUNT).json["error_code"] == 0


def test_call_without_a_session_is_told_so(peer: Peer) -> None:
    peer.session = "0" * 32

    told = peer.call("TraCuuHoSo", mahoso=golden.CODE).json

    expected = {"error_code": "-1", "message": "Phiên làm việc không hợp lệ hoặc đã hết hạn"}
    assert told == expected


def test_call_for_a_foreign_agency_is_refused(peer: Peer) -> None:
    assert peer.result("TraCuuHoSo", madonvi="000.00.00.H56", mahoso=golden.CODE) == "-301"


def test_unknown_service_is_refused(peer: Peer) -> None:
    assert peer.result("DongBoHoSo") == "-1"


def test_new_case_is_kept_whole(peer: Peer) -> None:
    assert peer.create() == "0"
    assert peer.held()["snapshot"] == golden.case()


def test_creating_a_known_case_again_says_it_exists(peer: Peer) -> None:
    peer.create()

    told = peer.call("DongBoHoSoMC", isUpdating="False", data=[golden.case()]).json

    assert told == {"error_code": "-3", "message": f"Hồ sơ {golden.CODE} đã tồn tại"}


def test_updating_an_unknown_case_says_it_is_missing(peer: Peer) -> None:
    told = peer.call("DongBoHoSoMC", isUpdating="True", data=[golden.case()]).json

    assert told == {"error_code": "-4", "message": f"Hồ sơ {golden.CODE} không tồn tại"}


def test_update_replaces_the_snapshot(peer: Peer) -> None:
    peer.create()

    assert peer.update(golden.finished()) == "0"
    assert peer.held()["snapshot"] == golden.finished()


def test_create_or_update_must_be_said_in_the_words_of_the_guide(peer: Peer) -> None:
    assert peer.result("DongBoHoSoMC", isUpdating="true", data=[golden.case()]) == "-2"


def test_case_message_carries_one_case(peer: Peer) -> None:
    two = [golden.case(), golden.case(MaHoSo="H57.01.01-261120-0008")]

    assert peer.result("DongBoHoSoMC", isUpdating="False", data=two) == "-2"


def test_refused_case_leaves_nothing_but_the_call(peer: Peer) -> None:
    peer.create(MaTTHC="")

    held = peer.held()
    assert (held["snapshot"], held["calls"][0]["result"]) == (None, "-2")


def test_progress_is_kept_in_the_order_it_came(peer: Peer) -> None:
    peer.create()
    later = golden.step("4", LATER, NoiDungXuLy="Thẩm tra hồ sơ")

    assert peer.progress(golden.step(), later) == "0"
    assert [(row["status"], row["at"], row["text"]) for row in peer.held()["progress"]] == [
        ("2", "2026-11-20T09:10:00+07:00", "Tiếp nhận hồ sơ"),
        ("4", "2026-11-20T09:35:00+07:00", "Thẩm tra hồ sơ"),
    ]


def test_progress_of_an_unknown_case_is_refused(peer: Peer) -> None:
    assert peer.progress(golden.step()) == "-4"


def test_progress_of_more_than_ten_rows_is_refused(peer: Peer) -> None:
    peer.create()
    rows = [golden.step(at=f"202611200910{n:02}") for n in range(11)]

    assert (peer.progress(*rows), peer.held()["progress"]) == ("-2", [])


def test_progress_with_one_bad_row_keeps_none(peer: Peer) -> None:
    peer.create()

    assert peer.progress(golden.step(), golden.step(TrangThai="11")) == "-2"
    assert peer.held()["progress"] == []


def test_progress_sent_twice_is_kept_once(peer: Peer) -> None:
    peer.create()

    answers = [peer.progress(golden.step()), peer.progress(golden.step())]

    assert (answers, len(peer.held()["progress"])) == (["0", "0"], 1)


def test_journey_collapses_repeated_statuses(peer: Peer) -> None:
    peer.create()
    for n, status in enumerate(["2", "4", "4", "5", "4", "9", "10"]):
        peer.progress(golden.step(status, f"2026112009{n:02}00"))

    assert peer.held()["journey"] == ["2", "4", "5", "4", "9", "10"]


def test_lookup_of_a_known_case_shows_its_status(peer: Peer) -> None:
    peer.create()

    told = peer.call("TraCuuHoSo", mahoso=golden.CODE).json

    assert (told["error_code"], told["result"][0]["TrangThaiHoSo"]) == ("0", "2")


def test_lookup_of_an_unknown_case_is_an_empty_list(peer: Peer) -> None:
    told = peer.call("TraCuuHoSo", mahoso=golden.CODE).json

    assert told == {"error_code": "0", "message": "", "result": []}


def test_calls_of_a_case_are_told_in_order(peer: Peer) -> None:
    peer.create()
    peer.progress(golden.step())

    calls = [(call["service"], call["result"]) for call in peer.held()["calls"]]
    assert calls == [("DongBoHoSoMC", "0"), ("CapNhatTienDoHoSoMC", "0")]


def test_memory_survives_a_restart(peer: Peer) -> None:
    peer.create()

    from portal.standin.store import Store  # noqa: PLC0415  a second reader of the same file

    again = Store(peer.folder / "standin")
    row = again.row("SELECT code FROM cases")
    again.close()
    assert row is not None
    assert row["code"] == golden.CODE


def test_status_of_a_national_case_is_one_object_of_type_2(peer: Peer) -> None:
    told = {"MaHoSo": "QG-2026-000123", "MaHoSoDonVi": golden.CODE, "TrangThai": "2"}
    told |= {"NgayXuLy": LATER}

    with_type = peer.result("DongBoTrangThaiHoSo", type="2", data=told)
    without = peer.result("DongBoTrangThaiHoSo", data=told)

    assert (with_type, without) == ("0", "-2")


def test_body_that_is_no_json_is_refused(peer: Peer) -> None:
    reply = peer.send("POST", "/mapi/g", b'{"session": ')

    assert (reply.status, reply.json["error_code"]) == (400, "-1")


def test_lone_surrogate_in_a_body_is_refused(peer: Peer) -> None:
    reply = peer.send("POST", "/mapi/g", b'{"session": "\\ud800"}')

    assert (reply.status, reply.json["error_code"]) == (400, "-1")
