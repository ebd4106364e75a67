"""The broker may vanish, hang or forget; these values are why that is dull."""

import pytest

from portal.celery import (
    BEAT,
    IMPATIENT,
    PATIENT,
    QUEUES,
    REDELIVERY,
    app,
    be_patient,
    broker_url,
)
from portal.places import Places
from portal.stack.programs import programs


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task_acks_late", True),
        ("task_reject_on_worker_lost", True),
        ("task_publish_retry", False),
        ("task_ignore_result", True),
        ("worker_prefetch_multiplier", 1),
        ("accept_content", ["json"]),
        ("task_serializer", "json"),
        ("broker_connection_max_retries", None),
        ("timezone", "UTC"),
    ],
)
def test_setting_that_keeps_promises_is_set(name, value):
    assert app.conf[name] == value


def test_no_task_may_run_as_long_as_the_broker_waits_before_it_gives_it_to_another():
    assert app.conf.task_time_limit < REDELIVERY["visibility_timeout"] / 2


def test_wake_ups_of_beat_expire_before_they_pile_up():
    assert {entry["options"]["expires"] for entry in BEAT.values()} == {30}


def test_every_queue_has_a_worker_in_the_stack(tmp_path):
    worker = next(
        program
        for program in programs(
            Places(tmp_path), listen="127.0.0.1", port=1, shared_memory=True, demo=False
        )
        if program.name == "worker"
    )

    assert worker.command[worker.command.index("--queues") + 1] == ",".join(QUEUES)


def test_web_process_waits_half_a_second_for_a_broker_and_a_worker_longer():
    assert app.conf.broker_transport_options == REDELIVERY | IMPATIENT

    class Conf:
        broker_transport_options = None

    be_patient(conf=Conf)

    assert Conf.broker_transport_options == REDELIVERY | PATIENT


@pytest.mark.parametrize(
    ("redis_url", "celery_url"),
    [
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock"),
        ("redis://:secret@cache:6379/1", "redis://:secret@cache:6379/1"),
        ("rediss://cache:6380/0", "rediss://cache:6380/0"),
    ],
)
def test_redis_address_is_spelled_for_celery(redis_url, celery_url):
    assert broker_url(redis_url) == celery_url
