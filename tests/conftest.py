"""The servers of the test run, and fixtures every test may use."""

import os
import shutil
from pathlib import Path

import pytest
from django.db import connection, connections

from portal.stack.postgres import APP, GRANTS, Postgres, make_role, session
from portal.stack.valkey import Valkey
from tests import browser as browsers
from tests import settings
from tests import stack as stacks

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Beside an event loop, such as Playwright's, Django has other connections than without
    one. It drops the database knowing only those of the test that made it."""
    yield
    connections.close_all()


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


@pytest.fixture(scope="session")
def stack():
    """The whole portal with its worker and stand-in, started once for all that ask for it.

    Mark its tests ``xdist_group("browser")``, so that one worker runs them all on one stack.
    """
    with stacks.data_directory() as data, stacks.running(data) as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    """Chromium; tests are skipped with the reason where there is none.

    Ends with its module: as long as Playwright lives its event loop runs in this thread, and
    nothing else (pyHanko) could run one.
    """
    with browsers.launched() as chromium:
        yield chromium
        connections.close_all()


@pytest.fixture
def page(browser):
    """A page at the width of a laptop, in Vietnamese, with no memory of earlier tests."""
    context = browser.new_context(
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": 1366, "height": 768},
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
