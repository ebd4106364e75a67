"""Redis flushed, hung and stopped in the middle of a case: people notice nothing."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import Popen

import pytest
from redis import Redis

from portal.demo import checks
from portal.demo.browser import Browser
from portal.demo.journey import Journey, answer, find, sign_in
from portal.demo.story import PAPER, photo
from portal.demo.telling import Told
from portal.stack.valkey import Valkey
from tests.stack import data_directory, running

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("stack")]
LONGEST = 2.0  # seconds anybody may wait for a page while Redis is away
RETURN_SECONDS = 120


@dataclass
class Broker:
    """A Valkey of the test's own, which it may hurt."""

    server: Valkey
    process: Popen

    @property
    def url(self) -> str:
        return f"unix://{self.server.sock}"

    def flush(self) -> None:
        Redis(unix_socket_path=str(self.server.sock)).flushall()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """It takes connections and never answers."""
        os.kill(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process.pid, signal.SIGCONT)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """It is not there; then it comes back empty-handed or not."""
        self.server.stop(self.process)
        try:
            yield
        finally:
            self.process = self.server.start()


@pytest.fixture
def broker() -> Iterator[Broker]:
    with data_directory() as home:
        server = Valkey(home / "valkey", home / "valkey.sock", home / "valkey.log")
        hurt = Broker(server, server.start())
        yield hurt
        server.stop(hurt.process)


@pytest.fixture
def stack(broker):
    with data_directory() as data:
        (data / "past").touch()  # no other case than ours
        with running(data, REDIS_URL=broker.url) as started:
            yield started


def seconds_of(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def ready_to_submit(browser: Browser) -> None:
    find(browser)
    sign_in(browser)
    answer(browser)
    browser.send(files={f"paper-{PAPER}": photo(blurred=True)}, control=f"paper-{PAPER}")


def test_redis_away_delays_nothing_but_what_workers_do(stack, broker):
    told = Told(say=print)
    case = Journey(stack.url, told)
    ready_to_submit(case.citizen)
    waits = {}

    broker.flush()
    with broker.hung():
        waits["submit, hung"] = seconds_of(
            lambda: case.citizen.send({"cam_doan-cam_doan": "on"}, press="submit")
        )
    told.code = case.citizen.page.marks["case"]
    case.desk("vinh.tiepnhan").follow(action="receive")
    with broker.stopped():
        waits["receive, stopped"] = seconds_of(
            lambda: case.officers["vinh.tiepnhan"].send(press="receive")
        )
    broker.flush()
    case.supplement()
    broker.flush()
    case.decide()
    with broker.hung():
        waits["page, hung"] = seconds_of(lambda: case.citizen.get(f"/ho-so/{told.code}/"))
    case.hand_over()
    broker.flush()

    found = [(form, case.letter(form)) for form in ("01", "02")]
    checks.text(told, case.result)
    checks.national(told, stack.standin_url, seconds=RETURN_SECONDS)
    checks.messages(told, stack.standin_url, seconds=RETURN_SECONDS)
    assert told.wrong == []
    assert [form for form, pdf in found if pdf.startswith(b"%PDF")] == ["01", "02"]
    assert {what: wait for what, wait in waits.items() if wait > LONGEST} == {}
