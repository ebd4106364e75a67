"""The programs of the stack and how each is started."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from portal.places import Places


@dataclass(frozen=True, slots=True)
class Program:
    """One process the supervisor keeps alive."""

    name: str
    command: tuple[str, ...]
    seconds_to_end: float = 10.0
    once: bool = False


def programs(
    places: Places, *, listen: str, port: int, shared_memory: bool, demo: bool
) -> list[Program]:
    """What runs beside the servers; the stand-in only in a demo."""
    python = sys.executable
    web = (
        *(python, "-m", "gunicorn", "portal.wsgi", "--bind", _address(listen, port)),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"),
        *("--timeout", "30", "--graceful-timeout", "8", "--keep-alive", "5"),
        *("--max-requests", "5000", "--max-requests-jitter", "500"),
        *("--log-level", "warning", "--no-control-socket"),
    )
    worker = (
        *(python, "-m", "celery", "-A", "portal.celery", "worker", "--loglevel", "warning"),
        *("--queues", "relay,render,mail,default", "--concurrency", "2"),
        *("--pool", "prefork" if shared_memory else "threads"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    )
    beat = (
        *(python, "-m", "celery", "-A", "portal.celery", "beat", "--loglevel", "warning"),
        *("--schedule", str(places.run / "beat"), "--pidfile", ""),
    )
    found = [Program("web", web), Program("worker", worker), Program("beat", beat, 3.0)]
    if demo:
        found.append(Program("stand-in", (python, "-m", "portal.standin"), 3.0))
        if not (places.data / "past").exists():
            found.append(Program("past", (python, "manage.py", "demo_past"), 3.0, once=True))
    return found


def environment(places: Places, **settled: str) -> dict[str, str]:
    """What the children see: our environment, and what was settled while starting."""
    return {
        **os.environ,
        "DATA_DIR": str(places.data),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PYTHONUNBUFFERED": "1",
        # A worker told to end puts its tasks back into the queue at once.
        "REMAP_SIGTERM": "SIGQUIT",
        **settled,
    }


def log_of(places: Places, name: str) -> Path:
    """Where the words of one program go."""
    return places.logs / f"{name}.log"


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
