"""What the stand-in remembers, in `DATA_DIR/standin/`: a restart loses nothing.

One SQLite file, one connection behind one lock: a stand-in serves one province, and a
single writer makes "first the case, then its progress" true without further thought.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS cases (
  code TEXT PRIMARY KEY, snapshot TEXT NOT NULL, doubts TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS progress (
  n INTEGER PRIMARY KEY, code TEXT NOT NULL, entry TEXT NOT NULL, moment TEXT NOT NULL,
  status TEXT NOT NULL, said TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS progress_code ON progress (code, n);
CREATE TABLE IF NOT EXISTS calls (
  n INTEGER PRIMARY KEY, code TEXT NOT NULL, service TEXT NOT NULL, result TEXT NOT NULL,
  said TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS calls_code ON calls (code, n);
CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS faults (
  n INTEGER PRIMARY KEY, service TEXT NOT NULL, kind TEXT NOT NULL, times INTEGER NOT NULL,
  code TEXT NOT NULL, retry_after TEXT NOT NULL, seconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
  n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, channel TEXT NOT NULL,
  recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS grants (
  code TEXT PRIMARY KEY, asked TEXT NOT NULL, person TEXT NOT NULL, shared TEXT NOT NULL,
  signed_in REAL NOT NULL, until REAL NOT NULL, used INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tokens (
  token TEXT PRIMARY KEY, grant_code TEXT NOT NULL, person TEXT NOT NULL,
  shared TEXT NOT NULL, until REAL NOT NULL);
"""

_EMPTIED = ("cases", "progress", "calls", "sessions", "faults", "messages")


class Store:
    """The memory of the stand-in; every method of the rooms goes through `writing`/`rows`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            folder / "standin.sqlite3", check_same_thread=False, isolation_level=None
        )
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All of the block or none of it, and nobody else in between."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """The rows a question returns."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row a question returns, if any."""
        with self._lock:
            return self._db.execute(sql, values).fetchone()

    def forget(self) -> None:
        """Empty the national portal and the gateway; sign-ins under way go on."""
        with self.writing() as db:
            for table in _EMPTIED:
                db.execute(f"DELETE FROM {table}")  # noqa: S608  names from the tuple above

    def close(self) -> None:
        """Close the file; the stand-in is of no use afterwards."""
        with self._lock:
            self._db.close()


def now() -> str:
    """This moment in office time, as answers show it: 2026-11-20T09:10:00+07:00."""
    return datetime.now(UTC).astimezone(OFFICE).isoformat(timespec="seconds")


def text(value: Any) -> str:
    """JSON with Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=False)
