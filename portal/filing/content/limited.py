"""Run the content child: one job, little memory, little time, no inheritance of secrets.

The limits are set by the child itself as its first act (`child.confine`), because code
between fork and exec is not safe in a threaded server. Here are the wall clock and a gate:
at most two children at a time for each process, so that twenty uploads at once cost twenty
turns and not twenty gigabytes.
"""

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

SECONDS = 20
AT_ONCE = 2
ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "1"}
ROOT = Path(__file__).resolve().parents[3]

_gate = threading.BoundedSemaphore(AT_ONCE)


class TooHeavy(Exception):
    """The child ran out of time or memory, or was killed by the file it read."""


def run_child(job: str, words: Sequence[str], content: bytes) -> bytes:
    """The child's answer to `job`; raises `TooHeavy` when it gave none."""
    command = [sys.executable, "-m", "portal.filing.content.child", job, *words]
    with _gate:
        try:
            done = subprocess.run(
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
                cwd=ROOT,
                env=ENVIRONMENT,
            )
        except subprocess.TimeoutExpired as error:
            raise TooHeavy("time") from error
    if done.returncode != 0:
        raise TooHeavy(f"exit {done.returncode}")
    return done.stdout
