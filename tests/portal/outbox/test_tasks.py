"""The broker only hurries: refused, hung or flushed, it costs little and loses nothing."""

import base64
import json
import socket
import time
from datetime import timedelta

import kombu.pools
import pytest
import redis
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import connections

from portal import tasks
from portal.celery import BEAT, QUEUES, app, broker_url
from procedures.models import Heartbeat, Incident, OutboxMessage
from procedures.operations.heartbeats import duty_held
from tests import make
from tests.portal.outbox.rows import push

# One worker runs them all, in a part of Valkey of their own: they count messages.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("broker")]
OWN_PART = 5
MINUTE = timedelta(minutes=1)


@pytest.fixture
def broker():
    """Point the broker somewhere, and back afterwards."""

    def use(url: str) -> None:
        app.conf.broker_url = app.conf.broker_write_url = url
        app.pool.force_close_all()
        kombu.pools.reset()
        app.amqp._producer_pool = app._pool = None
        tasks._quiet_until = 0.0

    use(own_part(broker_url(configured.REDIS_URL), "virtual_host"))
    yield use
    use(broker_url(configured.REDIS_URL))


@pytest.fixture
def valkey():
    link = redis.from_url(own_part(configured.REDIS_URL, "db"))
    link.flushdb()
    yield link
    link.close()


def own_part(url: str, name: str) -> str:
    """The address of one numbered part of a server; a socket's is told by parameter."""
    is_socket = url.startswith(("unix:", "redis+socket:"))
    return f"{url}?{name}={OWN_PART}" if is_socket else f"{url.rstrip('/0')}/{OWN_PART}"


def woken(*names: str) -> float:
    """Seconds it took."""
    began = time.monotonic()
    tasks._send(names)
    return time.monotonic() - began


def test_a6_a_refused_broker_costs_nothing_and_the_next_sweep_delivers(
    broker, national, place
):
    with socket.create_server(("127.0.0.1", 0)) as free:
        broker(f"redis://127.0.0.1:{free.getsockname()[1]}/0")
    case = make.case(place)

    assert woken(*tasks.AFTER_A_MOVE) < 1.0
    tasks.carry_out("national", at=make.AT)
    assert national.statuses(case.code) == ["1"]


def test_a6_a_hung_broker_costs_half_a_second_once(broker, national, place):
    with socket.create_server(("127.0.0.1", 0), backlog=16) as hole:
        broker(f"redis://127.0.0.1:{hole.getsockname()[1]}/0")
        case = make.case(place)

        assert woken(*tasks.AFTER_A_MOVE) < 1.5
        assert woken(*tasks.AFTER_A_MOVE) < 0.05
    tasks.carry_out("national", at=make.AT)
    assert national.statuses(case.code) == ["1"]


def test_a7_a_flushed_broker_leaves_no_duty_behind(broker, valkey, national, place):
    case = make.case(place)
    woken("national")
    valkey.flushdb()

    for name in tasks.RECONCILERS:
        tasks.carry_out(name, at=make.AT)

    assert national.statuses(case.code) == ["1"]
    assert push(case).done_at is not None


def test_a_message_carries_the_name_of_its_duty_and_nothing_else(broker, valkey):
    woken("letters")

    message = json.loads(valkey.lindex("render", 0))
    args, kwargs, _ = json.loads(base64.b64decode(message["body"]))
    assert (args, kwargs, message["headers"]["task"]) == (
        ["letters"],
        {},
        "portal.tasks.run_duty",
    )
    assert message["headers"]["expires"] is not None


def test_waking_waits_for_the_commit(broker, valkey, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        tasks.wake("national")

    assert (len(waiting), valkey.llen("relay")) == (1, 0)
    waiting[0]()
    assert valkey.llen("relay") == 1


def test_a_duty_notes_when_it_ran_through(national, place):
    make.case(place)

    assert tasks.carry_out("sequencer", at=make.AT) == 1
    beat = Heartbeat.objects.get(pk="sequencer")
    assert (beat.at, beat.note) == (make.AT, "1")


def test_the_sweep_wakes_every_duty_that_never_ran(broker, valkey):
    tasks.sweep()

    queues = {duty.queue for duty in tasks.RECONCILERS.values()}
    assert sum(valkey.llen(queue) for queue in queues) == len(tasks.RECONCILERS)


def test_a_duty_is_due_again_when_its_time_has_come():
    for name in tasks.RECONCILERS:
        tasks.beat(name=name, at=make.AT)

    assert tasks.due_duties(make.AT + timedelta(seconds=4)) == ()
    assert "national" in tasks.due_duties(make.AT + timedelta(seconds=5))
    assert "checkpoint" not in tasks.due_duties(make.AT + timedelta(seconds=5))


def test_a_clock_that_was_set_back_makes_duties_due_not_silent():
    for name in tasks.RECONCILERS:
        tasks.beat(name=name, at=make.AT + timedelta(days=1))

    assert tasks.due_duties(make.AT) == tuple(tasks.RECONCILERS)


@pytest.mark.django_db(transaction=True)
def test_a_duty_somebody_is_at_is_left_alone(national):
    other = connections["default"].copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('duty.national'), 0)")

    assert tasks.carry_out("national", at=make.AT) is None
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(hashtext('duty.national'), 0)")
    other.close()
    with duty_held("national") as held:
        assert held


def test_every_duty_has_a_queue_some_worker_reads():
    assert {duty.queue for duty in tasks.RECONCILERS.values()} <= set(QUEUES)


def test_beat_and_tasks_agree_on_names():
    assert {entry["task"] for entry in BEAT.values()} <= set(app.tasks)


def test_sweep_carries_out_everything_as_of_a_moment(national, place, capsys):
    case = make.case(place)

    call_command("sweep", at="2026-11-23T09:00", json=True)

    done = json.loads(capsys.readouterr().out)["done"]
    assert list(done) == list(tasks.RECONCILERS)
    assert (done["national"], done["sequencer"]) == (1, 1)
    assert national.statuses(case.code) == ["1"]


@pytest.mark.parametrize("text", ["gestern", "2026-13-01"])
def test_sweep_refuses_what_is_no_moment(db, text):
    with pytest.raises(CommandError) as caught:
        call_command("sweep", at=text)

    assert caught.value.returncode == 2


def test_sweep_takes_a_moment_only_in_a_demo(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("sweep", at="2026-11-23T09:00")


def test_an_incident_about_a_duty_closes_when_nothing_of_it_is_late(national, place):
    case = make.case(place)
    Incident.objects.create(
        duty="push_status", key="late", why="timeout", opened_at=make.AT - 10 * MINUTE
    )
    OutboxMessage.objects.filter(case=case).update(
        attempts=2, created_at=make.AT - timedelta(hours=2)
    )
    assert tasks.carry_out("incidents", at=make.AT) == 0

    OutboxMessage.objects.filter(case=case).update(done_at=make.AT)
    assert tasks.carry_out("incidents", at=make.AT) == 1
