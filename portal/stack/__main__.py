"""``python -m portal.stack``: run until told to stop; ``… demo``: one case, then stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

from portal.env import BadSetting
from portal.places import BASE_DIR, Places, here
from portal.stack import preflight
from portal.stack.greeting import greeting
from portal.stack.sentences import Stopped
from portal.stack.supervisor import Stack

BEGAN = time.monotonic()


def main(words: list[str]) -> int:
    """Exit status: 0 ended as asked, 1 could not start or go on."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return demo(words[1:]) if words[:1] == ["demo"] else run()
    except (BadSetting, Stopped) as fault:
        print(f"make: {fault}", file=sys.stderr, flush=True)
        return 1


def run() -> int:
    """Run the stack of this data directory until a signal comes."""
    stack = Stack(here(), say)
    try:
        stack.start()
        print(greeting(stack.people, stack.env, stack.url, stack.standin_url), flush=True)
        print(f"Một Cửa: {stack.url}/", flush=True)
        stack.watch()
    except KeyboardInterrupt:
        say("Stopping")
    finally:
        _ignore_signals()
        stack.stop()
    return 0


def demo(arguments: list[str]) -> int:
    """Take one case through the running stack, or through a temporary one of its own."""
    if known := preflight.running(here()):
        print(f"Using the portal at {known['url']}", flush=True)
        return _demo_case(arguments, dict(os.environ))
    with tempfile.TemporaryDirectory(prefix="motcua-demo-") as directory:
        Path(directory).chmod(0o711)  # so that root's database fits in as well
        (Path(directory) / "past").touch()  # one case is enough
        os.environ |= {"PORT": "0", "UNDO_SECONDS": "0", "DATA_DIR": directory}
        stack = Stack(Places(Path(directory)), say)
        try:
            stack.start()
            return _demo_case(arguments, stack.env)
        except KeyboardInterrupt:
            return 1
        finally:
            _ignore_signals()
            stack.stop()


def say(sentence: str) -> None:
    """One line of progress, with the seconds since we began."""
    print(f"[{time.monotonic() - BEGAN:5.1f} s] {sentence}", flush=True)


def _demo_case(arguments: list[str], env: dict[str, str]) -> int:
    command = [sys.executable, "manage.py", "demo_case", *arguments]
    return subprocess.run(command, cwd=BASE_DIR, env=env).returncode


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    """A second Ctrl-C must not tear down the orderly stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
