"""The stand-in on a free port, spoken to over HTTP as its peers speak to it."""

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from portal.standin.__main__ import make
from portal.standin.tokens import Signer
from tests.portal.standin import golden

PREFIX = "/XrdAdapter/RestService/forward"


@dataclass
class Answer:
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Peer:
    """A client of the stand-in: plain HTTP, and the national envelope on top of it."""

    port: int
    folder: Path
    session: str = ""
    seen: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, path: str, body: bytes = b"", timeout: float = 5, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body or None, names)
            reply = connection.getresponse()
            told = {name.lower(): value for name, value in reply.getheaders()}
            return Answer(reply.status, told, reply.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, **headers)

    def post_json(self, path: str, value: Any, **headers: str) -> Answer:
        body = json.dumps(value, ensure_ascii=False).encode()
        return self.send("POST", path, body, content_type="application/json", **headers)

    def post_form(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        kind = "application/x-www-form-urlencoded"
        return self.send("POST", path, urlencode(form).encode(), content_type=kind, **headers)

    def login(self) -> Answer:
        reply = self.post_json(f"{PREFIX}/mapi/login", golden.ACCOUNT, dstcode=golden.TARGET)
        self.session = reply.json.get("session", "")
        return reply

    def call(self, service: str, **more: Any) -> Answer:
        """One call in the envelope; signs in first if need be."""
        if not self.session:
            self.login()
        told = {"session": self.session, "madonvi": "000.00.00.H57", "service": service}
        return self.post_json(f"{PREFIX}/mapi/g", told | more, dstcode=golden.TARGET)

    def result(self, service: str, **more: Any) -> str:
        """The error code of a call."""
        return str(self.call(service, **more).json["error_code"])

    def create(self, **changes: Any) -> str:
        return self.result("DongBoHoSoMC", isUpdating="False", data=[golden.case(**changes)])

    def update(self, case: dict[str, Any]) -> str:
        return self.result("DongBoHoSoMC", isUpdating="True", data=[case])

    def progress(self, *rows: dict[str, Any]) -> str:
        return self.result("CapNhatTienDoHoSoMC", data=list(rows))

    def order(self, service: str, kind: str, **more: Any) -> Answer:
        return self.post_json("/api/faults", {"service": service, "kind": kind, **more})

    def held(self, code: str = golden.CODE) -> Any:
        return self.get(f"/api/cases/{code}").json

    def raw(self, request: bytes) -> bytes:
        """Everything the server says to these bytes until it closes."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.fixture(scope="session")
def signing_key(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One signing key for all tests: making one takes a tenth of a second."""
    file = tmp_path_factory.mktemp("key") / "key.pem"
    Signer(file)
    return file.read_bytes()


@pytest.fixture
def peer(tmp_path: Path, signing_key: bytes) -> Iterator[Peer]:
    """A stand-in of its own for each test; the product is at http://127.0.0.1:8000."""
    (tmp_path / "standin").mkdir()
    (tmp_path / "standin" / "key.pem").write_bytes(signing_key)
    server = make(
        {
            "DATA_DIR": str(tmp_path),
            "STANDIN_PORT": "0",
            "PUBLIC_URL": "http://127.0.0.1:8000",
        }
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Peer(server.server_port, tmp_path)
    server.ending.set()
    server.shutdown()
    server.server_close()
    thread.join()
