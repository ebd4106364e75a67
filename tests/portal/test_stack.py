"""Starting and stopping: one sentence for every trouble, and nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.places import SOCKET_PATH_LIMIT, Places, short_enough
from portal.stack import preflight, supervisor
from portal.stack.children import spawn
from portal.stack.pulse import Pulse
from portal.stack.sentences import Stopped
from portal.stack.supervisor import Child, Stack


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def claimed(places):
    with preflight.claim(places):
        yield places


def alive(pid: int) -> bool:
    return preflight._born(pid) is not None


def until(holds, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def test_second_instance_is_refused_and_told_where_the_first_one_is(places):
    first = preflight.claim(places)
    (places.run / "ready.json").write_text('{"url": "http://127.0.0.1:8000", "pid": 7}')

    with pytest.raises(Stopped) as refused:
        preflight.claim(places)

    assert str(refused.value) == (
        f"Một Cửa already runs with {places.data} at http://127.0.0.1:8000 (process 7). Stop "
        "that one with Ctrl-C, or give this one a place and a port of its own: "
        "`make run DATA_DIR=.data-2 PORT=9000`."
    )
    first.close()


def test_data_directory_is_free_again_once_its_owner_is_gone(places):
    preflight.claim(places).close()

    with preflight.claim(places) as second:
        assert second.name == str(places.run / "lock")


def test_unwritable_data_directory_gets_one_sentence():
    with pytest.raises(Stopped) as refused:
        preflight.claim(Places(Path("/dev/null/data")))

    assert str(refused.value) == (
        "Cannot write to /dev/null/data (Not a directory). Give it to your user, or choose "
        "another place: `make run DATA_DIR=/path`."
    )


def test_full_disk_gets_one_sentence(tmp_path):
    with pytest.raises(Stopped) as refused:
        preflight.demand_room(tmp_path, needed=10**9)

    assert refused.value.word == "disk"
    assert str(refused.value).endswith(
        "1000000000 MB needed. Make room, or choose another place: `make run DATA_DIR=/path`."
    )


def test_taken_port_is_refused_with_a_free_one_to_choose():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        with pytest.raises(Stopped) as refused:
            preflight.settle_port("127.0.0.1", taken, name="PORT")

    assert str(refused.value).startswith(
        f"Port {taken} is taken by another program. Choose a free one: `make run PORT="
    )


def test_port_nobody_asked_for_moves_out_of_the_way():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        settled = preflight.settle_port("127.0.0.1", taken, name="X", may_move=True)

    assert settled not in (0, taken)


def test_address_of_another_machine_gets_one_sentence():
    with pytest.raises(Stopped) as refused:
        preflight.settle_port("203.0.113.1", 8000, name="PORT")

    assert str(refused.value) == (
        "Cannot listen on 203.0.113.1:8000 (Cannot assign requested address). "
        "Check LISTEN and PORT."
    )


def test_killed_supervisor_leaves_no_child(tmp_path):
    script = (
        "import sys, time; from pathlib import Path; from portal.stack.children import spawn\n"
        "child = spawn(['sleep', '600'], log=Path(sys.argv[1]))\n"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "log"], stdout=subprocess.PIPE, text=True
    )
    child = int(parent.stdout.readline())
    assert alive(child)

    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert until(lambda: not alive(child))


def test_successor_waits_for_children_of_a_killed_supervisor(claimed):
    child = subprocess.Popen(["sleep", "0.3"])
    preflight.remember_children(claimed, [child.pid])

    preflight.outlive_former(claimed)

    assert child.poll() is None or child.returncode == 0
    assert not alive(child.pid)
    child.wait()


def test_successor_does_not_wait_for_a_stranger_with_the_same_number(claimed):
    (claimed.run / "children.json").write_text(f'[[{os.getpid()}, "1"]]')
    began = time.monotonic()

    preflight.outlive_former(claimed)

    assert time.monotonic() - began < 1


def test_child_that_will_not_stay_stops_the_stack(claimed, monkeypatch):
    monkeypatch.setattr(supervisor, "PAUSES", (0.0,) * supervisor.RESTARTS)
    log, told = claimed.data / "log", []
    stack = Stack(claimed, told.append)
    stack.children = [Child("web", log, lambda: spawn(["false"], log=log))]

    with pytest.raises(Stopped) as stopped:
        stack.watch()

    assert (
        str(stopped.value) == f"The web ends again and again, so everything stops. See {log}."
    )
    assert told == [f"The web ended (exit 1); starting it again. {log}"] * supervisor.RESTARTS


def test_child_that_dies_is_started_again(claimed, monkeypatch):
    log, told = claimed.data / "log", []
    stack = Stack(claimed, told.append)
    stack._add(Child("worker", log, lambda: spawn(["sleep", "600"], log=log)))
    first = stack.children[0].process
    first.kill()
    first.wait()

    def stop_once_revived(seconds: float) -> None:
        if stack.children[0].process not in (None, first):
            raise KeyboardInterrupt

    monkeypatch.setattr(supervisor.time, "sleep", stop_once_revived)
    with pytest.raises(KeyboardInterrupt):
        stack.watch()

    assert told == [f"The worker ended (SIGKILL); starting it again. {log}"]
    assert alive(stack.children[0].process.pid)
    monkeypatch.undo()
    stack.stop()
    assert not alive(stack.children[0].process.pid)


def test_sockets_of_a_deep_directory_lie_in_a_short_one(tmp_path):
    deep = tmp_path / ("d" * SOCKET_PATH_LIMIT)

    short = short_enough(deep)

    assert len(os.fsencode(short)) <= SOCKET_PATH_LIMIT
    assert short == short_enough(deep)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has rights to give up")
def test_database_of_root_moves_out_of_a_directory_nobody_may_enter(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    places = Places(closed / "data")
    places.data.mkdir()

    home = places.settle_database_home()

    assert home.parent == Path("/var/lib")
    assert places.database == home


def test_signal_is_named_in_plain_words():
    assert supervisor._meaning(-signal.SIGKILL) == "SIGKILL"
    assert supervisor._meaning(3) == "exit 3"


@pytest.fixture
def pulse():
    """A pulse on a clock and a heartbeat that the test turns by hand."""
    now, seen = [1000.0], ["09:00:00"]
    watched = Pulse(ask=lambda: seen[0], clock=lambda: now[0])

    def turn(seconds: float, sweep: str) -> bool:
        now[0], seen[0] = now[0] + seconds, sweep
        return watched.stands_still()

    return turn


def test_sweeps_that_go_on_are_left_alone(pulse):
    assert [pulse(30, f"09:0{minute}:00") for minute in range(6)] == [False] * 6


def test_minute_without_a_sweep_is_a_standstill_told_once(pulse):
    pulse(30, "09:00:30")

    assert [pulse(30, "09:00:30") for _ in range(4)] == [False, True, False, True]


def test_clock_that_is_set_back_is_no_standstill_while_sweeps_go_on(pulse):
    assert [pulse(40, hour) for hour in ("09:00", "08:01", "07:02")] == [False] * 3
