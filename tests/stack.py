"""The whole portal as its users meet it: every process, its own data, its own ports."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.places import BASE_DIR

OURS = {
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "DATA_DIR",
    "DJANGO_SETTINGS_MODULE",
}
"""What the test run set for itself and a stack of its own must not inherit."""

START_SECONDS = 90


@dataclass
class Running:
    """One stack: its process, where it keeps its data, what it said so far."""

    process: subprocess.Popen
    data: Path
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text()

    @property
    def ready(self) -> dict:
        return json.loads((self.data / "run" / "ready.json").read_text())

    @property
    def url(self) -> str:
        return self.ready["url"]

    @property
    def standin_url(self) -> str:
        return self.ready["standin_url"]

    def children(self) -> list[int]:
        """Process ids of everything the supervisor started itself."""
        return [
            pid for pid, _ in json.loads((self.data / "run" / "children.json").read_text())
        ]

    def manage(self, *words: str) -> subprocess.CompletedProcess:
        """One command of manage.py beside this stack."""
        command = [sys.executable, "manage.py", *words]
        env = environment(DATA_DIR=str(self.data))
        return subprocess.run(command, cwd=BASE_DIR, env=env, capture_output=True, text=True)

    def await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while "Một Cửa: http" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(30)


def environment(**settings: str) -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if k not in OURS}
    return env | {"PORT": "0", "UNDO_SECONDS": "0"} | settings


@contextmanager
def data_directory() -> Iterator[Path]:
    """A directory the database may enter, also where root runs the tests."""
    directory = Path(tempfile.mkdtemp(prefix="motcua-stack-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


def launch(data: Path, **settings: str) -> Running:
    """Start the supervisor on this directory; does not wait."""
    log = data / f"said-{time.monotonic_ns()}"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.stack"],
            cwd=BASE_DIR,
            env=environment(DATA_DIR=str(data), **settings),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    return Running(process, data, log)


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Running]:
    """A stack that answers; stopped at the end."""
    stack = launch(data, **settings)
    try:
        stack.await_ready()
        yield stack
    finally:
        stack.end()
