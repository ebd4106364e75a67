"""The least that keeps our promises, in psycopg2 and nothing else: our figures' divisor.

A schema ``floor`` of its own; fsync stays as the server has it, and the report says how.
"""

import bisect
import json
import time
from collections.abc import Callable
from datetime import date, timedelta

import psycopg2
import psycopg2.extras

TABLES = """
DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor; SET search_path = floor;
CREATE TABLE cases (
  id bigserial PRIMARY KEY, code text UNIQUE, status int NOT NULL, step text,
  moves int NOT NULL DEFAULT 0, due_at timestamptz, answers jsonb);
CREATE TABLE journal (
  id bigserial PRIMARY KEY, case_id bigint NOT NULL REFERENCES cases, n int NOT NULL,
  entry jsonb NOT NULL, chain bytea NOT NULL, UNIQUE (case_id, n));
CREATE TABLE outbox (
  id bigserial PRIMARY KEY, case_id bigint NOT NULL, name text NOT NULL,
  facts jsonb NOT NULL, done_at timestamptz);
CREATE INDEX ON outbox (id) WHERE done_at IS NULL;
CREATE TABLE files (
  id bigserial PRIMARY KEY, case_id bigint NOT NULL REFERENCES cases,
  sha256 bytea NOT NULL, name text, bytes int);
INSERT INTO cases (code, status, step, due_at, answers)
SELECT 'H57.01-261124-' || lpad(i::text, 5, '0'), 2, 'thu_ly', now(), '{}'
FROM generate_series(1, 20000) i;
"""
ENTRY = json.dumps(
    {
        "command": "forward",
        "step": "thu_ly",
        "actor": 7,
        "at": "2026-11-24T09:15:00+07:00",
        "events": ["step_done"],
    }
)
FACTS = json.dumps({"status": "4", "at": "2026-11-24T09:15:00+07:00"})
ANSWERS = json.dumps({f"truong_{k}": "Nguyễn Thị Hương, phường Thuận Hóa" for k in range(40)})
Work = Callable[[int], int]
"""Does round i, says how many units it did."""


def connect(url: str) -> psycopg2.extensions.connection:
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = floor")
    connection.commit()
    return connection


def prepare(url: str) -> psycopg2.extensions.connection:
    """Make the schema and return a connection that uses it."""
    with psycopg2.connect(url) as connection:
        connection.cursor().execute(TABLES)
    connection.close()
    return connect(url)


def move(connection: psycopg2.extensions.connection) -> Work:
    """Lock, update, journal, outbox, commit: four statements."""
    cursor = connection.cursor()

    def four(i: int) -> int:
        case = i % 20000 + 1
        cursor.execute(
            "SELECT status, step, moves FROM cases WHERE id = %s FOR UPDATE", (case,)
        )
        n = cursor.fetchone()[2] + 1
        cursor.execute(
            "UPDATE cases SET status = 4, step = 'ky', moves = %s, due_at = now()"
            " WHERE id = %s",
            (n, case),
        )
        cursor.execute(
            "INSERT INTO journal (case_id, n, entry, chain) VALUES (%s, %s, %s, sha256(%s))",
            (case, n, ENTRY, ENTRY.encode()),
        )
        cursor.execute(
            "INSERT INTO outbox (case_id, name, facts) VALUES (%s, 'push_status', %s)",
            (case, FACTS),
        )
        connection.commit()
        return 1

    return four


def submission(connection: psycopg2.extensions.connection) -> Work:
    """Case, answers, two files, journal, two outbox rows, in one transaction."""
    cursor, stamp = connection.cursor(), time.time_ns()

    def submit(i: int) -> int:
        cursor.execute(
            "INSERT INTO cases (code, status, step, due_at, answers)"
            " VALUES (%s, 1, 'tiep_nhan', now(), %s) RETURNING id",
            (f"N{stamp}-{i}", ANSWERS),
        )
        case = cursor.fetchone()[0]
        psycopg2.extras.execute_values(
            cursor,
            "INSERT INTO files (case_id, sha256, name, bytes) VALUES %s",
            [(case, b"0" * 32, "anh.jpg", 500_000)] * 2,
        )
        cursor.execute(
            "INSERT INTO journal (case_id, n, entry, chain) VALUES (%s, 1, %s, sha256(%s))",
            (case, ENTRY, ENTRY.encode()),
        )
        psycopg2.extras.execute_values(
            cursor,
            "INSERT INTO outbox (case_id, name, facts) VALUES %s",
            [(case, "notify", FACTS), (case, "push_status", FACTS)],
        )
        connection.commit()
        return 1

    return submit


def due_date() -> Work:
    """A hundred due dates by bisecting prefix sums of working half days."""
    first, sums, days = date(2024, 1, 1), [0], []
    for k in range(1461):
        day = first + timedelta(days=k)
        days.append(day)
        sums.append(sums[-1] + (2 if day.weekday() < 5 else 0))

    def hundred(i: int) -> int:
        for k in range(100):
            days[bisect.bisect_left(sums, sums[(i + k) % 1000] + 6) - 1]
        return 100

    return hundred
