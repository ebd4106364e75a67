"""A1: the board tells the age of every duty, and what waits for a person can be sent again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal import tasks
from portal.console import duties, wording
from portal.effects import TABLE
from procedures.models import Heartbeat, Incident, OutboxMessage
from procedures.operations import deliveries
from procedures.operations.heartbeats import beat
from procedures.queries import health
from procedures.queries.health import Owed
from tests import make, paths

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now()


def all_beat(at):
    for name in ("worker", *tasks.RECONCILERS):
        beat(name=name, at=at)


def board(at):
    return health.board(at=at, day_began=at - timedelta(hours=8))


def standing(name, at, pushes=True):
    found = duties.standings(board(at), at=at, pushes=pushes)
    return next(one for one in found if one.duty.name == name)


def owe(name="notify", *, case=None, **facts):
    values = {"created_at": make.AT, "not_before": make.AT} | facts
    return OutboxMessage.objects.create(name=name, case=case, args={}, **values)


def test_board_knows_every_duty_of_the_house():
    assert {one.name: one.every for one in duties.DUTIES} == {
        name: one.every for name, one in tasks.RECONCILERS.items()
    }


def test_board_has_a_word_for_every_effect():
    assert set(wording.EFFECTS) == set(TABLE)


def test_fresh_house_that_runs_is_all_well(admin, now):
    all_beat(now)

    assert standing("national", now).face.state == "on_time"
    assert "box-ok" in admin.get("/quan-tri/").content.decode()


def test_duty_that_never_ran_does_not_run(now):
    assert standing("checkpoint", now).face.state == "overdue"


def test_duty_that_missed_its_turns_does_not_run(now):
    all_beat(now - 10 * MINUTE)

    assert (standing("worker", now).face.state, standing("checkpoint", now).face.state) == (
        "overdue",
        "on_time",
    )


@pytest.mark.parametrize(
    ("age", "state"), [(1, "on_time"), (6, "due_soon"), (59, "due_soon"), (61, "overdue")]
)
def test_duty_is_as_late_as_its_oldest_row(now, age, state):
    all_beat(now)
    owe(created_at=now - age * MINUTE, not_before=now - age * MINUTE)

    assert standing("messages", now).face.state == state


def test_row_that_can_still_be_taken_back_is_not_late(now):
    all_beat(now)
    owe(created_at=now - 2 * MINUTE, not_before=now + MINUTE)

    assert board(now).owed["notify"] == Owed(due=0, oldest=None, held=1, parked=0)


def test_receiver_that_does_not_answer_is_told(now):
    all_beat(now)
    Heartbeat.objects.create(name="breaker.national", at=now + MINUTE, note="5")

    assert standing("national", now).face.state == "due_soon"


def test_feed_that_is_switched_off_is_paused(now):
    assert standing("national", now, pushes=False).face.state == "paused"


def test_letters_that_are_being_made_count_by_state(place, now):
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)

    assert board(now).owed["letters_ordered"] == Owed(1, make.AT + make.HOUR)


def test_events_without_a_number_count(place, now):
    make.case(place)

    assert board(now).owed["sequencer"] == Owed(1, make.AT)


def test_page_shows_what_waits_for_a_person_with_its_case_and_fault(admin, place):
    case = make.case(place)
    row = OutboxMessage.objects.get(case=case, name="push_status")
    deliveries.park(message_id=row.pk, why="gate: no_phone", at=make.AT)
    page = admin.get("/quan-tri/").content.decode()

    assert f'name="tin" value="{row.pk}"' in page
    assert (case.code in page, "gate: no_phone" in page) == (True, True)


def test_page_names_no_person_of_a_case(admin, place):
    case = make.case(place)
    row = OutboxMessage.objects.get(case=case, name="push_status")
    deliveries.park(message_id=row.pk, why="gate: no_phone", at=make.AT)

    assert "Nguyễn Thị An" not in admin.get("/quan-tri/").content.decode()


def test_parked_row_is_sent_again_and_its_incident_closed(admin, place):
    row = OutboxMessage.objects.get(case=make.case(place), name="push_status")
    deliveries.park(message_id=row.pk, why="gate: no_phone", at=make.AT)
    page = admin.post("/quan-tri/gui-lai/", {"tin": [row.pk], "act": "retry"}, follow=True)
    row.refresh_from_db()

    assert (row.parked_at, Incident.objects.filter(closed_at=None).count()) == (None, 0)
    assert 'role="status"' in page.content.decode()


@pytest.mark.parametrize("ticked", [[], ["x"], ["-1"], ["9" * 30], ["٣"]])
def test_nothing_sensible_ticked_changes_nothing_and_says_so(admin, place, ticked):
    row = OutboxMessage.objects.get(case=make.case(place), name="push_status")
    deliveries.park(message_id=row.pk, why="gate: no_phone", at=make.AT)
    page = admin.post("/quan-tri/gui-lai/", {"tin": ticked}, follow=True)
    row.refresh_from_db()

    assert (row.parked_at, "box-warn" in page.content.decode()) == (make.AT, True)


def test_sending_again_is_a_form_not_a_link(admin):
    assert admin.get("/quan-tri/gui-lai/").status_code == 405


def test_board_costs_the_same_with_much_owed(place, now, django_assert_num_queries):
    with django_assert_num_queries(9):
        board(now)
    for _ in range(3):
        case = make.case(place, make.citizen())
        row = OutboxMessage.objects.get(case=case, name="push_status")
        deliveries.park(message_id=row.pk, why="gate", at=make.AT)
    with django_assert_num_queries(9):
        board(now)


def test_administrator_of_a_demo_is_told_that_his_second_factor_is_missing(admin):
    assert "/tai-khoan/hai-lop/" in admin.get("/quan-tri/").content.decode()


def test_finished_case_owes_nothing_to_numbers_after_the_sweep(place, now):
    paths.handed_over(place)
    tasks.carry_out("sequencer", at=now)

    assert board(now).owed["sequencer"].due == 0
