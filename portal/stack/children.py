"""Start a process that can never outlive us."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Account:
    """The unprivileged user some children run as, when we are root."""

    uid: int
    gid: int


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    stop: signal.Signals = signal.SIGTERM,
    cwd: Path = Path("/"),
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a session of its own; the kernel sends it ``stop`` when we die.

    Its own session keeps the terminal's Ctrl-C away from it: we stop our children in order.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=cwd,
            env=env,
            start_new_session=True,
            preexec_fn=_die_with_parent(stop),  # safe: we have no threads
            **as_account(account),
        )


def as_account(account: Account | None) -> dict[str, object]:
    """Arguments of ``subprocess`` that give up root for this account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def end(child: subprocess.Popen[bytes], stop: signal.Signals, *, seconds: float) -> None:
    """Ask a child to stop, and kill it if it has not within ``seconds``."""
    if child.poll() is None:
        child.send_signal(stop)
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _die_with_parent(stop: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def ask_kernel() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(stop))
        if os.getppid() != parent:  # we died before the kernel was told
            os.kill(os.getpid(), signal.SIGKILL)

    return ask_kernel
