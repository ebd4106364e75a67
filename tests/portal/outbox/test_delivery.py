"""Order within a case, nothing held up by another, every row carried out at least once."""

import random
from datetime import timedelta

import pytest

from portal import outbox
from portal.effects import TABLE
from procedures.models import Heartbeat, Incident, NationalDelivery, OutboxMessage
from procedures.operations import breaker, deliveries
from procedures.operations.deliveries import Work
from tests import make
from tests.portal.national import server
from tests.portal.outbox.rows import deliver, push, pushes

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NATIONAL = Work(("push_status",), frozenset({"push_status"}))
REFUSED = server.says("-2", "Trường MaLinhVuc không hợp lệ")


def moved(place, moves: int = 4):
    """A case with its first moves made; the pushes 1, 2, 4, 5 are owed."""
    case = make.case(place)
    at = make.AT + MINUTE
    make.move(case, "receive", place.viewer("tiep_nhan"), at)
    if moves > 3:
        make.move(
            case, "supplement", place.viewer("thu_ly"), at + MINUTE, items=["giay_xn_cu"]
        )
    return case


def until_done(at, tries: int = 40) -> None:
    """Run the outbox again and again, each time when the next row is due."""
    for _ in range(tries):
        deliver(at)
        owed = OutboxMessage.objects.filter(name="push_status", done_at=None, parked_at=None)
        if not owed.exists():
            return
        at = max(at, owed.order_by("not_before").first().not_before) + 30 * MINUTE


def test_a_case_is_told_move_by_move(national, place):
    case = moved(place)

    deliver(make.AT + HOUR)

    assert national.statuses(case.code) == ["1", "2", "4", "5"]


def test_the_snapshot_never_runs_ahead_of_the_line_it_goes_with(national, place):
    moved(place)

    deliver(make.AT + HOUR)

    cases = [one for one in national.calls if one["service"] == "DongBoHoSoMC"]
    assert [one["data"][0]["TrangThaiHoSo"] for one in cases] == ["1", "2", "4", "5"]
    assert [one["data"][0]["NgayTiepNhan"] != "" for one in cases] == [False, True, True, True]


def test_lines_rise_by_whole_seconds_even_when_moves_do_not(national, place):
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + timedelta(microseconds=9))

    deliver(make.AT + HOUR)

    told = [row["ThoiDiemXuLy"] for row in national.progress]
    assert told == ["20261123080000", "20261123080001", "20261123080002"]


@pytest.mark.parametrize("seed", range(4))
def test_order_holds_and_nothing_is_lost_or_doubled_under_random_faults(national, place, seed):
    draw = random.Random(seed)
    cases = [moved(place) for _ in range(3)]
    bad = [
        server.http(500),
        server.obey_and_lose,
        server.http(200, b"<html>"),
        server.says("-1", "Phiên làm việc hết hạn"),
    ]
    national.scripts = [draw.choice([*bad, server.obey, server.obey]) for _ in range(40)]

    until_done(make.AT + HOUR)

    assert [national.statuses(case.code) for case in cases] == [["1", "2", "4", "5"]] * 3


def test_a_repeated_line_carries_the_same_moment(national, place):
    moved(place)
    national.scripts = [server.obey, server.obey_and_lose]

    until_done(make.AT + HOUR)

    lines = [one["data"][0] for one in national.calls if one["service"] != "DongBoHoSoMC"]
    assert lines[0] == lines[1]


def test_one_poisoned_case_holds_up_only_itself(national, place):
    cases = [moved(place) for _ in range(6)]
    national.scripts = [REFUSED]

    deliver(make.AT + HOUR)

    poisoned = national.calls[0]["data"][0]["MaHoSo"]
    assert {case.code: national.statuses(case.code) for case in cases} == {
        case.code: [] if case.code == poisoned else ["1", "2", "4", "5"] for case in cases
    }


def test_a_parked_case_keeps_its_later_moves_until_it_is_resumed(national, place):
    case = moved(place)
    national.scripts = [REFUSED]
    deliver(make.AT + HOUR)
    assert deliver(make.AT + 5 * HOUR) == 0

    deliveries.resume_case(case_id=case.pk, at=make.AT + 6 * HOUR)
    deliver(make.AT + 6 * HOUR)

    assert national.statuses(case.code) == ["1", "2", "4", "5"]
    assert Incident.objects.filter(closed_at=None).count() == 0


def test_a_case_that_is_not_whole_is_parked_before_it_is_sent(national, place):
    case = make.case(place)
    case.applicant.personal_id = ""
    case.applicant.save()

    deliver(make.AT)

    assert (push(case).last_error, national.calls) == ("gate: no_owner_number", [])


def test_a_worker_that_dies_between_claim_and_mark_costs_only_the_lease(national, place):
    case = make.case(place)
    claimed = deliveries.claim(work=NATIONAL, at=make.AT, lease=outbox.LEASE)
    assert claimed.id == push(case).pk

    assert deliver(make.AT + MINUTE) == 0
    assert deliver(make.AT + 3 * MINUTE) == 1
    assert push(case).attempts == 2


def test_a_worker_that_dies_after_the_work_tells_it_once(national, place, monkeypatch):
    case = make.case(place)
    monkeypatch.setattr(deliveries, "finish", lambda **facts: None)
    deliver(make.AT)
    monkeypatch.undo()

    deliver(make.AT + 3 * MINUTE)

    assert national.statuses(case.code) == ["1"]
    sent = [one["service"] for one in national.calls]
    assert sent == ["DongBoHoSoMC", "CapNhatTienDoHoSoMC", "CapNhatTienDoHoSoMC"]


def test_an_equal_snapshot_is_not_sent_again(national, place):
    case = make.case(place)
    deliver(make.AT)
    OutboxMessage.objects.filter(pk=push(case).pk).update(done_at=None)

    deliver(make.AT + HOUR)

    assert national.services.count("DongBoHoSoMC") == 1
    assert NationalDelivery.objects.get(case=case).known


def test_a_case_the_national_side_lost_is_created_again(national, place):
    case = moved(place, moves=3)
    deliver(make.AT)
    national.cases.clear()

    until_done(make.AT + HOUR)

    assert case.code in national.cases


def test_what_may_still_be_undone_waits_and_what_was_undone_never_goes(
    national, place, settings
):
    settings.UNDO_SECONDS = 60
    case, lan = make.case(place), place.viewer("tiep_nhan")
    deliver(make.AT + 2 * MINUTE)
    at = make.AT + HOUR
    make.move(case, "receive", lan, at)

    deliver(at + timedelta(seconds=59))
    assert national.statuses(case.code) == ["1"]
    make.move(case, "undo", lan, at + timedelta(seconds=59), step="")
    deliver(at + HOUR)
    assert national.statuses(case.code) == ["1"]


def test_cases_of_another_system_are_not_ours_to_tell(national, place):
    case = make.case(place)
    case.owner_system = case.Owner.MINISTRY
    case.save()

    assert (deliver(make.AT), national.calls) == (1, [])


def test_where_there_is_no_national_portal_nothing_is_owed(national, place, settings):
    settings.NATIONAL_BASE_URL = ""
    make.case(place)

    assert (deliver(make.AT), national.calls) == (1, [])


def test_a_feed_that_is_switched_off_keeps_everything_for_later(national, place, settings):
    case = moved(place)
    settings.NATIONAL_ENABLED = False
    assert deliver(make.AT + HOUR) == 0

    settings.NATIONAL_ENABLED = True
    deliver(make.AT + HOUR)

    assert national.statuses(case.code) == ["1", "2", "4", "5"]


def test_after_five_failures_in_a_row_one_request_probes_each_half_minute(national, place):
    for _ in range(8):
        make.case(place)
    national.scripts = [server.http(503)] * 7

    deliver(make.AT)
    assert len(national.calls) == 5
    deliver(make.AT + timedelta(seconds=20))
    assert len(national.calls) == 5
    deliver(make.AT + timedelta(seconds=40))
    assert len(national.calls) == 6
    assert Heartbeat.objects.get(pk="breaker.national").note == "6"


def test_the_first_success_closes_the_breaker_and_all_goes_out(national, place):
    cases = [make.case(place) for _ in range(8)]
    national.scripts = [server.http(503)] * 5
    deliver(make.AT)

    deliver(make.AT + MINUTE)

    assert [national.statuses(case.code) for case in cases] == [["1"]] * 8
    assert breaker.may_pass(group="national", at=make.AT + MINUTE)


def test_an_hour_of_silence_is_an_incident_and_still_tried(national, place):
    case = make.case(place)
    national.scripts = [server.http(503)] * 2
    deliver(make.AT)
    assert Incident.objects.count() == 0

    deliver(make.AT + HOUR)
    assert Incident.objects.get().key == outbox.LATE_KEY
    assert push(case).parked_at is None
    assert deliver(make.AT + 3 * HOUR) == 1


def test_a_fault_nobody_foresaw_is_kept_without_its_message_and_tried_again(
    national, place, monkeypatch
):
    def perform(due, at):
        raise KeyError("Nguyễn Thị An")

    kind = TABLE["push_status"]
    broken = type(kind)(perform, kind.group, in_order=True)
    monkeypatch.setattr(outbox, "TABLE", {**TABLE, "push_status": broken})
    case = make.case(place)

    deliver(make.AT)

    assert push(case).last_error.startswith("KeyError in test_delivery.py:")
    assert push(case).not_before > make.AT


def test_resuming_ten_times_is_resuming_once(national, place):
    case = make.case(place)
    national.scripts = [REFUSED]
    deliver(make.AT)

    for _ in range(10):
        deliveries.resume(message_id=push(case).pk, at=make.AT)
    deliver(make.AT)

    assert national.statuses(case.code) == ["1"]
    assert deliveries.resume(message_id=push(case).pk, at=make.AT) is False


def test_pushes_are_one_row_for_each_status(place):
    case = moved(place)

    assert [row.args["status"] for row in pushes(case)] == ["1", "2", "4", "5"]
