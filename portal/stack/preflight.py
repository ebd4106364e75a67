"""What must hold before anything is started; each fault is one sentence."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import time
from pathlib import Path
from typing import TextIO

from portal.places import BASE_DIR, Places
from portal.stack.sentences import Stopped

NEEDED_MB = 400
"""A new database with its log, the loaded catalogue, and room to work."""

LOG_LIMIT = 10 * 2**20  # bytes, looked at when the stack starts

PATIENCE = 12.0
"""Seconds the children of a killed supervisor get to end before they are killed."""


def claim(places: Places) -> TextIO:
    """Take this data directory for us alone, for as long as the returned file stays open."""
    try:
        places.data.mkdir(parents=True, exist_ok=True)
        places.run.mkdir(exist_ok=True, mode=0o700)
        places.logs.mkdir(exist_ok=True)
        lock = (places.run / "lock").open("a")
    except OSError as fault:
        raise Stopped(
            "unwritable", directory=fault.filename or places.data, why=fault.strerror
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise Stopped("second", directory=places.data, where=_where(places)) from None
    return lock


def running(places: Places) -> dict[str, str | int] | None:
    """Content of ready.json: how to reach the stack of this data directory, if one runs."""
    try:
        return json.loads((places.run / "ready.json").read_text())
    except (OSError, ValueError):
        return None


def trim_logs(places: Places) -> None:
    """Keep one older file of each log, so that an installation left alone fills no disk."""
    for log in places.logs.glob("*.log"):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".old"))


def demand_room(directory: Path, *, needed: int = NEEDED_MB) -> None:
    """Refuse to start on a disk that would be full in minutes."""
    free = free_mb(directory)
    if free < needed:
        raise Stopped("disk", directory=directory, free=free, needed=needed)


def free_mb(directory: Path) -> int:
    """Room left on the disk that holds a directory, in MB."""
    return shutil.disk_usage(directory).free // 2**20


def settle_port(host: str, port: int, *, name: str, may_move: bool = False) -> int:
    """The port to listen on; 0, or a taken one that ``may_move``, becomes a free one."""
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if may_move:
                return settle_port(host, 0, name=name)
            if fault.errno == 98:  # EADDRINUSE
                other = settle_port(host, 0, name=name)
                raise Stopped("port", port=port, name=name, other=other) from None
            raise Stopped(
                "listen", host=host, port=port, name=name, why=fault.strerror
            ) from None
        return probe.getsockname()[1]


def shared_memory() -> bool:
    """True if processes can share semaphores here; Celery's process pool needs them."""
    return os.access("/dev/shm", os.W_OK | os.X_OK)  # noqa: S108  the kernel's place for it


def digest_of_code(*more: str) -> str:
    """Changes when any file of the product changes: code, definitions, data, static files."""
    digest = hashlib.sha256("\n".join(more).encode())
    for room in ("procedures", "portal", "static", "requirements.lock"):
        for path in sorted([BASE_DIR / room, *(BASE_DIR / room).rglob("*")]):
            if path.suffix not in (".pyc", ".mo") and path.is_file():
                stat = path.stat()
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def remember_children(places: Places, pids: list[int]) -> None:
    """Write down who is ours, so that a successor can wait for them."""
    known = [[pid, born] for pid in pids if (born := _born(pid))]
    (places.run / "children.json").write_text(json.dumps(known))


def outlive_former(places: Places) -> None:
    """Wait for children of a supervisor that was killed; they are ending on their own."""
    try:
        former = json.loads((places.run / "children.json").read_text())
    except (OSError, ValueError):
        return
    deadline = time.monotonic() + PATIENCE
    while left := [pid for pid, born in former if _born(pid) == born]:
        if time.monotonic() > deadline:
            for pid in left:
                os.kill(pid, 9)
        time.sleep(0.1)


def _born(pid: int) -> str | None:
    """When a live process started, in ticks: tells it from a later one of that number."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if words[0] in "ZX" else words[19]


def _where(places: Places) -> str:
    known = running(places)
    return f" at {known['url']} (process {known['pid']})" if known else ""


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
