"""Events are numbered after commit: no gap, no change, none missed by a reader who goes on."""

import random
import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from procedures.models import OutboxMessage
from procedures.operations.sequencer import number_events
from tests import make

WRITERS, SECONDS = 8, 1.5


def event(case=None, at=make.AT, **facts: object) -> OutboxMessage:
    return OutboxMessage.objects.create(
        case=case,
        name="push_status",
        args={"key": str(uuid4())},
        created_at=at,
        not_before=facts.pop("not_before", at),
        **facts,
    )


def numbers() -> list[int | None]:
    return list(OutboxMessage.objects.order_by("pk").values_list("seq", flat=True))


@pytest.mark.django_db
def test_events_are_numbered_from_one_without_a_gap():
    for _ in range(3):
        event()

    assert (number_events(at=make.AT), numbers()) == (3, [1, 2, 3])
    event()
    assert (number_events(at=make.AT), numbers()) == (1, [1, 2, 3, 4])


@pytest.mark.django_db
def test_what_may_be_undone_gets_no_number_and_what_was_undone_never_does():
    later = make.AT + timedelta(minutes=1)
    undone, kept = event(not_before=later), event(not_before=later)

    assert number_events(at=make.AT) == 0
    OutboxMessage.objects.filter(pk=undone.pk).update(cancelled_at=make.AT)
    assert (number_events(at=later), numbers()) == (1, [None, 1])
    kept.refresh_from_db()
    assert kept.seq == 1


@pytest.mark.django_db
def test_a_later_move_of_a_case_is_not_numbered_before_an_earlier_one():
    case = make.case(make.office())
    OutboxMessage.objects.all().delete()
    event(case, not_before=make.AT + timedelta(minutes=1))
    event(case)

    assert number_events(at=make.AT) == 0
    assert (number_events(at=make.AT + timedelta(minutes=1)), numbers()) == (2, [1, 2])


@pytest.mark.django_db
def test_an_event_that_waits_for_another_try_keeps_its_place():
    event(attempts=3, not_before=make.AT + timedelta(hours=1))

    assert number_events(at=make.AT) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", [1, 7, 100])
def test_a5_a_reader_misses_nothing_and_sees_nothing_twice_among_concurrent_writers(page):
    stop, all_written = threading.Event(), threading.Event()
    written: list[str] = []
    read: list[str] = []
    writers = [threading.Thread(target=write, args=[n, written, stop]) for n in range(WRITERS)]
    others = [threading.Thread(target=sequence, args=[all_written]) for _ in range(2)]
    others += [threading.Thread(target=follow, args=[page, read, all_written])]
    for one in writers + others:
        one.start()
    time.sleep(SECONDS)
    stop.set()
    for one in writers:
        one.join()
    all_written.set()
    for one in others:
        one.join()

    assert len(written) > WRITERS
    assert sorted(read) == sorted(written)


def write(seed: int, written: list[str], stop: threading.Event) -> None:
    """Insert, dawdle, commit; sometimes take it back instead."""
    draw = random.Random(seed)
    while not stop.is_set():
        with transaction.atomic():
            row = event()
            time.sleep(draw.random() * 0.02)
            if draw.random() < 0.1:
                transaction.set_rollback(True)
                continue
        written.append(row.args["key"])
    connection.close()


def sequence(stop: threading.Event) -> None:
    while not stop.is_set() or number_events(at=make.AT):
        number_events(at=make.AT)
    connection.close()


def follow(page: int, read: list[str], stop: threading.Event) -> None:
    """Read on from the last number seen, as a system that pulls would."""
    after = 0
    while True:
        last_round = stop.is_set() and not OutboxMessage.objects.filter(seq=None).exists()
        rows = OutboxMessage.objects.filter(seq__gt=after).order_by("seq")
        found = list(rows.values_list("seq", "args")[:page])
        assert [seq for seq, _ in found] == list(range(after + 1, after + 1 + len(found)))
        read += [args["key"] for _, args in found]
        after = found[-1][0] if found else after
        if last_round and not found:
            break
    connection.close()
