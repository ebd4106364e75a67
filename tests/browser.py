"""A real browser for the tests, or one visible reason why there is none."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import playwright
import pytest
from playwright.sync_api import Browser, sync_playwright

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
)
"""A test browser looks up nothing but the pages it is sent to."""


@cache
def drives_browsers() -> bool:
    """True if the program that drives the browser runs here."""
    node = Path(playwright.__file__).parent / "driver" / "node"
    return subprocess.run([node, "--version"], capture_output=True).returncode == 0


def chromium() -> str:
    """Path of the browser; skips the test with the remedy if the machine has none."""
    if not drives_browsers():
        pytest.skip("Playwright cannot run here: install the package libatomic1")
    told = os.environ.get("CHROMIUM")
    for path in [told] if told else PLACES:
        if Path(path).exists():
            return path
    pytest.skip(
        "no Chromium: `make test` installs it as root on Debian; else set CHROMIUM=/path"
    )


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium without a window. Root has to switch its sandbox off."""
    path = chromium()
    # Playwright's loop runs in this thread; Django would forbid the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield browser
        browser.close()
