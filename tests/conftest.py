"""The servers of the test run, and fixtures every test may use."""

import os
import shutil
from pathlib import Path

import pytest
from django.db import connection

from portal.stack.postgres import APP, GRANTS, Postgres, make_role, session
from portal.stack.valkey import Valkey
from tests import settings

HOME = Path(settings.HOME)
TEMPLATE = "motcua_template"
SERVERS = []


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL and Valkey once, in the process that leads the run."""
    if hasattr(config, "workerinput"):
        return
    config.add_cleanup(_stop)
    if str(HOME) in os.environ["DATABASE_URL"]:
        HOME.chmod(0o711)
        server = Postgres(
            HOME / "postgres", HOME / "postgres" / "run", HOME / "postgres.log", throwaway=True
        )
        SERVERS.append((server, server.start()))
    if not os.environ.get("REDIS_URL"):
        (HOME / "run").mkdir(exist_ok=True)
        valkey = Valkey(HOME / "valkey", HOME / "run" / "valkey.sock", HOME / "valkey.log")
        SERVERS.append((valkey, valkey.start()))
    _make_template(os.environ["DATABASE_URL"])


def _stop() -> None:
    for server, child in reversed(SERVERS):
        server.stop(child)
    shutil.rmtree(HOME, ignore_errors=True)


def _make_template(url: str) -> None:
    """Test databases are copies of this one: the application's role may use every table."""
    with session(url) as cursor:
        make_role(cursor, APP, "NOLOGIN")
        cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        cursor.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'")
    with session(url, dbname=TEMPLATE) as cursor:
        cursor.execute(GRANTS.format(app=APP))


@pytest.fixture(autouse=True)
def _evidence_is_cleared_between_tests(request: pytest.FixtureRequest):
    """Tables that refuse TRUNCATE must still be emptied after a test with real commits."""
    mark = request.node.get_closest_marker("django_db")
    real = "transactional_db" in request.fixturenames or "live_server" in request.fixturenames
    if not (real or (mark and mark.kwargs.get("transaction"))):
        yield
        return
    request.getfixturevalue("transactional_db")
    _let_triggers("origin")
    yield
    _let_triggers("replica")


def _let_triggers(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET session_replication_role = {role}")
