import json
import os
import socket
import subprocess
import sys
import time
from typing import Any
from urllib.request import Request, urlopen

import pytest

from portal.connect import message
from portal.national import gateway
from tests import make
from tests.portal.national.conftest import national  # noqa: F401 -- a fixture


@pytest.fixture
def place(db):
    return make.office()


@pytest.fixture(scope="session")
def standin_url(tmp_path_factory):
    """The national stand-in as what it is: a process of its own, reached over HTTP."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "DEMO": "1",
        "STANDIN_PORT": str(port),
        "DATA_DIR": str(tmp_path_factory.mktemp("standin")),
    }
    child = subprocess.Popen([sys.executable, "-m", "portal.standin"], env=env)
    url = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urlopen(f"{url}/api/cases").close()
            break
        except OSError:
            time.sleep(0.05)
    yield url
    child.terminate()
    child.wait(5)


@pytest.fixture
def standin(standin_url, settings):
    """The stand-in, empty, at the address the settings name."""
    settings.NATIONAL_ENABLED = True
    settings.NATIONAL_BASE_URL = f"{standin_url}/XrdAdapter/RestService/forward"
    settings.MESSAGE_GATEWAY_URL = f"{standin_url}/gateway/messages"
    ask(f"{standin_url}/api/reset", {})
    gateway.forget_sessions()
    message.provider.cache_clear()
    yield standin_url
    gateway.forget_sessions()
    message.provider.cache_clear()


def ask(url: str, told: Any = None) -> Any:
    """GET, or POST ``told`` as JSON; the answer's JSON."""
    body = None if told is None else json.dumps(told).encode()
    with urlopen(Request(url, body, {"Content-Type": "application/json"})) as answer:
        content = answer.read()
    return json.loads(content) if content else None
