"""Start everything in order, keep it alive, stop it in reverse order.

The order of stopping matters: the programs first, so that what they do is written down;
then Valkey; PostgreSQL last. Should the supervisor itself be killed, the kernel tells every
child (``children.spawn``), and the next supervisor waits for them (``preflight``).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psycopg2

from portal.env import REMEMBERED, flag, number
from portal.places import BASE_DIR, Places
from portal.stack import preflight
from portal.stack.children import end, spawn
from portal.stack.postgres import APP, Postgres, session
from portal.stack.programs import Program, environment, log_of, programs
from portal.stack.pulse import Pulse, last_sweep
from portal.stack.sentences import Stopped
from portal.stack.valkey import Valkey

DATABASE = "motcua"
PAGE_SECONDS = 60
LOW_MB = 100
RESTARTS, RESTART_WINDOW = 5, 120.0
"""A child that ends more often than this many times in that many seconds stops the stack."""
PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0)
"""Seconds before the first, second, … restart within the window."""


@dataclass(slots=True)
class Child:
    """One process we keep alive, and how to start and to stop it."""

    name: str
    log: Path
    start: Callable[[], subprocess.Popen[bytes]]
    stop: signal.Signals = signal.SIGTERM
    seconds_to_end: float = 10.0
    once: bool = False  # it does its work and ends; that is no reason to start it again
    process: subprocess.Popen[bytes] | None = None
    ends: list[float] = field(default_factory=list)
    due: float = 0.0


class Stack:
    """One running installation. ``start`` returns when the first page was served."""

    def __init__(self, places: Places, say: Callable[[str], None]) -> None:
        self.places = places
        self.say = say
        self.children: list[Child] = []
        self.env: dict[str, str] = {}
        self.url = self.standin_url = ""
        self.warned = False
        self.old_database = False
        self.valkey: Valkey | None = None
        self.pulse: Pulse | None = None
        self.database_url = ""
        self.people = places.data / "people.json"

    def start(self) -> None:
        """Bring everything up, or raise ``Stopped`` with the sentence that says why not."""
        self.lock = preflight.claim(self.places)
        preflight.demand_room(self.places.data)
        preflight.outlive_former(self.places)
        preflight.trim_logs(self.places)
        for stale in ("ready.json", "environment.json"):
            (self.places.run / stale).unlink(missing_ok=True)
        self._settle()
        self._start_database()
        self._start_valkey()
        self._prepare()
        first, *others = self.programs
        self.say("Starting the web server and the workers")
        self._keep(first)
        self._await_page()  # with both processors to itself
        for program in others:
            self._keep(program)
        if self.database_url:
            self.pulse = Pulse(partial(last_sweep, self.database_url))
        self._announce()

    def watch(self) -> None:
        """Keep every child alive until a signal ends us; ``Stopped`` if one will not stay."""
        while True:
            for child in self.children:
                if child.once:
                    continue
                if child.process is not None and child.process.poll() is not None:
                    self._mourn(child, child.process.returncode)
                elif child.process is None and time.monotonic() >= child.due:
                    self._revive(child)
            self._mind_the_disk()
            if self.pulse and self.pulse.stands_still():
                self._shake()
            time.sleep(0.25)

    def stop(self) -> None:
        """End everything: the programs together, then Valkey, then PostgreSQL."""
        servers = [c for c in self.children if c.name in ("valkey", "postgres")]
        others = [c for c in self.children if c not in servers]
        for child in others:
            if child.process and child.process.poll() is None:
                child.process.send_signal(child.stop)
        for child in [*others, *reversed(servers)]:
            if child.process:
                end(child.process, child.stop, seconds=child.seconds_to_end)
        if hasattr(self, "lock") and not self.lock.closed:
            for name in ("ready.json", "environment.json", "children.json"):
                (self.places.run / name).unlink(missing_ok=True)
            self.lock.close()

    # --- starting

    def _settle(self) -> None:
        """Decide ports, addresses and whether this is a demo, once, for every child."""
        listen = os.environ.get("LISTEN") or "127.0.0.1"
        wanted = number("PORT", 8000, high=65535)
        port = preflight.settle_port(listen, wanted, name="PORT")
        told = number("STANDIN_PORT", 0, high=65535)
        standin = preflight.settle_port(
            "127.0.0.1", told or port % 65535 + 1, name="STANDIN_PORT", may_move=not told
        )
        demo = flag("DEMO", True)
        self.url = os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{port}"
        self.standin_url = f"http://127.0.0.1:{standin}" if demo else ""
        self.local = f"http://{'127.0.0.1' if listen == '0.0.0.0' else listen}:{port}"  # noqa: S104
        shared = preflight.shared_memory()
        if not shared:
            self.say("No shared memory (/dev/shm): background work runs in threads instead.")
        self.programs = programs(
            self.places, listen=listen, port=port, shared_memory=shared, demo=demo
        )
        self._remember(DEMO=str(int(demo)), PORT=str(port), STANDIN_PORT=str(standin))

    def _remember(self, **settled: str) -> None:
        """What was settled, for our children and for ``manage.py`` in a second terminal."""
        self.env = environment(self.places, PUBLIC_URL=self.url, **settled)
        remembered = {k: v for k in REMEMBERED if (v := self.env.get(k))}
        (self.places.run / "environment.json").write_text(json.dumps(remembered))
        mark = self.places.data / "demo"
        if settled["DEMO"] == "1":
            mark.touch()
        else:
            mark.unlink(missing_ok=True)

    def _start_database(self) -> None:
        if url := os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL"):
            try:
                with session(url):
                    return
            except psycopg2.Error as fault:
                why = str(fault).strip().splitlines()[0]
                raise Stopped("database_url", why=why) from None
        home = self.places.settle_database_home()
        log = log_of(self.places, "postgres")
        self.old_database = (home / "data" / "PG_VERSION").exists()
        self.say(
            "Starting PostgreSQL" if self.old_database else "Making a PostgreSQL database"
        )
        server = Postgres(home, self.places.database_sockets, log)
        self._add(Child("postgres", log, server.start, signal.SIGINT, 15.0))
        server.prepare(DATABASE)
        self.database_url = server.url(APP, DATABASE)

    def _start_valkey(self) -> None:
        if os.environ.get("REDIS_URL"):
            return
        log = log_of(self.places, "valkey")
        home = self.places.data / "valkey"
        self.valkey = Valkey(home, self.places.valkey_socket, log)
        self._add(Child("valkey", log, self.valkey.start, seconds_to_end=5.0))

    def _prepare(self) -> None:
        """Migrate and load; the words of the command become our progress lines.

        Skipped if neither our code nor its data changed since the last time, on a database
        of our own: that saves a third of a warm start.
        """
        stamp = self.places.data / "prepared"
        digest = preflight.digest_of_code(self.env["DEMO"])
        if self.old_database and stamp.exists() and stamp.read_text() == digest:
            return
        stamp.unlink(missing_ok=True)
        command = [sys.executable, "manage.py", "prepare", "--people", str(self.people)]
        with subprocess.Popen(
            command, cwd=BASE_DIR, env=self.env, stdout=subprocess.PIPE, text=True
        ) as process:
            for line in process.stdout or ():
                self.say(line.rstrip())
        if process.returncode:
            raise Stopped("prepare")
        stamp.write_text(digest)

    def _keep(self, program: Program) -> None:
        log = log_of(self.places, program.name)

        def start() -> subprocess.Popen[bytes]:
            return spawn(program.command, log=log, cwd=BASE_DIR, env=self.env)

        seconds = program.seconds_to_end
        self._add(Child(program.name, log, start, seconds_to_end=seconds, once=program.once))

    def _add(self, child: Child) -> None:
        child.process = child.start()
        self.children.append(child)
        preflight.remember_children(
            self.places, [c.process.pid for c in self.children if c.process]
        )

    def _await_page(self) -> None:
        web = next(child for child in self.children if child.name == "web")
        deadline = time.monotonic() + PAGE_SECONDS
        while time.monotonic() < deadline:
            if web.process and web.process.poll() is not None:
                raise Stopped("ended", name="web", log=web.log)
            with contextlib.suppress(OSError):
                if self._answers():
                    return
            time.sleep(0.05)
        raise Stopped("silent", name="web", seconds=PAGE_SECONDS, log=web.log)

    def _answers(self) -> bool:
        host = self.url.split("://", 1)[1].split("/")[0]
        ask = urllib.request.Request(f"{self.local}/healthz", headers={"Host": host})  # noqa: S310
        with urllib.request.urlopen(ask, timeout=10) as answer:  # noqa: S310  our own server
            return answer.status == 200

    def _announce(self) -> None:
        ready = {"url": self.url, "standin_url": self.standin_url, "pid": os.getpid()}
        draft = self.places.run / "ready.draft"
        draft.write_text(json.dumps(ready))
        draft.replace(self.places.run / "ready.json")

    # --- watching

    def _mourn(self, child: Child, code: int) -> None:
        now = time.monotonic()
        child.process = None
        child.ends = [t for t in child.ends if t > now - RESTART_WINDOW] + [now]
        if len(child.ends) > RESTARTS:
            preflight.demand_room(
                self.places.data
            )  # the usual reason, and the better sentence
            raise Stopped("dying", name=child.name, log=child.log)
        child.due = now + PAUSES[len(child.ends) - 1]
        self.say(f"The {child.name} ended ({_meaning(code)}); starting it again. {child.log}")

    def _shake(self) -> None:
        """Start again what may hang; ``watch`` sees the ends and does the rest."""
        self.say("No background work for a minute: starting worker and beat again.")
        for child in self.children:
            if child.process and (
                child.name in ("worker", "beat")
                or (child.name == "valkey" and self.valkey and not self.valkey.answers())
            ):
                end(child.process, child.stop, seconds=child.seconds_to_end)

    def _mind_the_disk(self) -> None:
        """Say once that the disk fills up; everything waits for room and goes on by itself."""
        free = preflight.free_mb(self.places.data)
        if free < LOW_MB and not self.warned:
            self.say(str(Stopped("filling", directory=self.places.data, free=free)))
        self.warned = free < LOW_MB

    def _revive(self, child: Child) -> None:
        try:
            child.process = child.start()
        except Stopped as fault:
            self.say(str(fault))
            self._mourn(child, 1)
            return
        preflight.remember_children(
            self.places, [c.process.pid for c in self.children if c.process]
        )


def _meaning(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit {code}"
