"""The whole stack, started, hurt and stopped, as a newcomer might do it."""

import json
import os
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from portal.stack.preflight import _born
from tests.stack import data_directory, launch, running

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("stack")]


@pytest.fixture(scope="module")
def data():
    with data_directory() as directory:
        yield directory


def until(holds, seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def readiness(url: str) -> dict:
    with urllib.request.urlopen(f"{url}/readyz", timeout=10) as answer:
        return json.load(answer)


def test_stack_starts_refuses_a_second_heals_and_ends(data):
    with running(data) as stack:
        assert stack.said.rstrip().splitlines()[-1] == f"Một Cửa: {stack.url}/"
        assert readiness(stack.url)["ready"] is True

        second = launch(data)
        assert second.process.wait(30) == 1
        assert second.said.startswith(f"make: Một Cửa already runs with {data} at {stack.url}")

        assert listening(stack) == {stack.url, stack.standin_url}

        before = set(stack.children())
        kill_one(stack, "beat")
        assert until(lambda: "The beat ended (SIGKILL); starting it again." in stack.said)
        assert until(lambda: len(set(stack.children()) - before) == 1)

        children = stack.children()
        began = time.monotonic()
        assert stack.end(signal.SIGINT) == 0
        assert time.monotonic() - began < 12
    assert [pid for pid in children if _born(pid)] == []
    assert not (data / "run" / "ready.json").exists()


def test_killed_supervisor_leaves_no_orphan_and_its_data_start_again(data):
    first = launch(data)
    first.await_ready()
    children = first.children()

    first.end(signal.SIGKILL)

    assert until(lambda: not any(_born(pid) for pid in children))
    with running(data) as second:
        assert readiness(second.url)["checks"]["database"] == "ok"


def listening(stack) -> set[str]:
    """Every TCP address the processes of this stack listen on."""
    session = {os.getsid(pid) for pid in stack.children()}
    ours = [p for p in map(int, filter(str.isdigit, os.listdir("/proc"))) if sid(p) in session]
    inodes = {os.readlink(fd) for pid in ours for fd in Path(f"/proc/{pid}/fd").iterdir()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and f"socket:[{words[9]}]" in inodes:
                host, port = words[1].split(":")
                at = ".".join(str(int(host[i : i + 2], 16)) for i in (6, 4, 2, 0))
                found.add(f"http://{at}:{int(port, 16)}")
    return found


def sid(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


def kill_one(stack, word: str) -> None:
    for pid in stack.children():
        with open(f"/proc/{pid}/cmdline") as file:
            if f"\0{word}\0" in file.read():
                os.kill(pid, signal.SIGKILL)
