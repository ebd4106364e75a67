"""Killed while citizens submit and officers receive; then it is counted (C1 to C5, N1).

Web server, worker, beat, database and Valkey are killed in turn, and Valkey is flushed. Those
who get no answer press again. What was accepted is kept outside the portal and compared with
what the portal, its history and the national side hold in the end.
"""

import json
import os
import random
import signal
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from portal.demo.browser import Browser, Unexpected
from portal.demo.journey import CASE_CODE, answer, find, officer_in, sign_in
from portal.demo.story import PAPER, photo
from tests.stack import data_directory, running

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("stack")]

CASES, PAUSE = 10, 1.5
PATIENCE = 90.0  # seconds anybody presses again
DRAINED = 180.0
ENOUGH = 4  # kills of one child: more in two minutes and the supervisor rightly gives up
STAND_IN = "portal.standin"


@pytest.fixture
def stack():
    with data_directory() as data:
        (data / "past").touch()  # no other cases than ours
        with running(data) as started:
            yield started


class Chaos(threading.Thread):
    """Kills one child after another until it is told to stop."""

    def __init__(self, stack, seed: int) -> None:
        super().__init__()
        self.stack, self.draw = stack, random.Random(seed)
        self.over, self.killed = threading.Event(), Counter()

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            victims = [
                (pid, name)
                for pid in self.stack.children()
                if (name := name_of(pid)) and self.killed[name] < ENOUGH
            ]
            if victims:
                pid, name = self.draw.choice(victims)
                self.killed[name] += 1
                os.kill(pid, signal.SIGKILL)
            if self.draw.random() < 0.3:
                flush(self.stack.data)

    def stop(self) -> None:
        self.over.set()
        self.join()


def name_of(pid: int) -> str:
    """What a child is; nothing for the stand-in and for one that is gone."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return ""
    return "" if STAND_IN in words else " ".join(words[:4])


def flush(data: Path) -> None:
    with suppress(RedisError):  # it may just have been killed
        Redis(unix_socket_path=str(data / "run" / "valkey.sock")).flushall()


def until_done(act: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Press again until there is an answer, as people do."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return act()
        except (OSError, HTTPException, Unexpected):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def ready_to_submit(url: str) -> Browser:
    browser = Browser(url)
    find(browser)
    sign_in(browser)
    answer(browser)
    browser.send(files={f"paper-{PAPER}": photo(blurred=True)}, control=f"paper-{PAPER}")
    browser.demand("/kiem-tra/" in browser.page.url, "not ready")
    return browser


def submitted(browser: Browser) -> str:
    """The code, however often it takes; every try begins with the check page."""
    check = browser.page.url

    def press() -> str:
        browser.get(check)
        if not CASE_CODE.search(browser.page.url):
            browser.send({"cam_doan-cam_doan": "on"}, press="submit")
        found = CASE_CODE.search(browser.page.url)
        browser.demand(found is not None, "not submitted")
        return found[1]

    return until_done(press)


def received(url: str, code: str) -> str:
    """The case's status after the officer has received it."""

    def press() -> str:
        browser = Browser(url)
        officer_in(browser, "vinh.tiepnhan")
        browser.get(f"{url}/can-bo/ho-so/{code}/")
        browser.demand(browser.page.status == 200, "not shown")
        if browser.page.marks.get("status") == "1":
            browser.follow(action="receive")
            browser.send(press="receive")
        status = browser.page.marks.get("status", "")
        browser.demand(status == "4", "not received")
        return status

    return until_done(press)


def national(standin: str, code: str) -> list[str]:
    """The journey as the national side tells it, each status once in a row."""
    try:
        with urllib.request.urlopen(f"{standin}/api/cases/{code}") as held:
            told = [row["status"] for row in json.load(held)["progress"]]
    except OSError:
        return []
    return [one for n, one in enumerate(told) if n == 0 or told[n - 1] != one]


def letter(browser: Browser, url: str, code: str) -> str:
    """The first four bytes of the receipt; its maker may have been killed at it."""
    browser.get(f"{url}/ho-so/{code}/giay/01/")
    browser.demand(browser.page.status == 200, "no receipt yet")
    return browser.body[:4].decode()


def test_nothing_that_was_accepted_is_lost_and_nothing_is_there_twice(stack):
    drafts = [until_done(lambda: ready_to_submit(stack.url)) for _ in range(CASES)]
    chaos = Chaos(stack, seed=2026)

    chaos.start()
    codes = [submitted(browser) for browser in drafts]
    statuses = [received(stack.url, code) for code in codes]
    chaos.stop()

    assert len(set(codes)) == CASES
    assert statuses == ["4"] * CASES
    assert sum(chaos.killed.values()) >= 5

    deadline = time.monotonic() + DRAINED
    while time.monotonic() < deadline:
        held = {code: national(stack.standin_url, code) for code in codes}
        if all(one == ["1", "2", "4"] for one in held.values()):
            break
        time.sleep(1)
    assert held == dict.fromkeys(codes, ["1", "2", "4"])

    history = json.loads(stack.manage("verify_history", "--json").stdout)
    replay = json.loads(stack.manage("replay_cases", "--json").stdout)
    assert (history["ok"], replay["ok"], replay["cases"]) == (True, True, CASES)

    letters = [
        until_done(lambda b=browser, c=code: letter(b, stack.url, c), DRAINED)
        for code, browser in zip(codes, drafts, strict=True)
    ]
    assert letters == ["%PDF"] * CASES
