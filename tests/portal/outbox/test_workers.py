"""Several workers at once, with real commits."""

import threading
import time

import pytest
from django.db import connection

from portal import outbox
from procedures.operations.deliveries import lane_held
from tests import make
from tests.portal.national import server
from tests.portal.outbox.rows import deliver

pytestmark = pytest.mark.django_db(transaction=True)


def slowly(national, link, call):
    """Work, but take a while over it."""
    time.sleep(0.05)
    server.obey(national, link, call)


def test_lanes_run_at_the_same_time_and_a_hanging_one_holds_up_no_other(national, place):
    cases = [make.case(place) for _ in range(12)]
    national.scripts = [server.say_nothing]

    done = outbox.deliver(at=make.AT, groups=("national",))

    assert done == 11
    told = sorted(national.statuses(case.code) for case in cases)
    assert told == [[]] + [["1"]] * 11


def test_two_workers_never_carry_out_one_row_twice(national, place):
    cases = [make.case(place) for _ in range(8)]
    national.scripts = [slowly] * 32

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    lines = [one for one in national.calls if one["service"] != "DongBoHoSoMC"]
    assert (len(lines), [national.statuses(case.code) for case in cases]) == (8, [["1"]] * 8)


def test_a_lane_somebody_holds_is_left_alone(national, place):
    case = make.case(place)
    lane = case.pk.bytes[15] % outbox.lanes_of("national")
    holding, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with lane_held("national", lane):
            holding.set()
            enough.wait(5)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(5)
    assert deliver(make.AT) == 0
    enough.set()
    holder.join()
    assert deliver(make.AT) == 1


def work() -> None:
    outbox.deliver(at=make.AT, groups=("national",))
    connection.close()
