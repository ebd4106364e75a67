"""The process: reads requests off the socket, asks the rooms, sends replies, good or bad."""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from portal.standin import faults
from portal.standin.gateway import Gateway
from portal.standin.identity import Identity
from portal.standin.national import PREFIXES, National
from portal.standin.reading import Reading
from portal.standin.web import (
    Reply,
    Request,
    Routes,
    View,
    dispatch,
    first_values,
    problem,
    route,
)

LARGEST_BODY = 8_000_000
SHEET = Path(__file__).parent / "assets" / "standin.css"


def routes(
    national: National, identity: Identity, gateway: Gateway, reading: Reading
) -> Routes:
    """Every address of the stand-in."""

    def on_order(name: str, view: View) -> View:
        return lambda request: faults.around(reading.store, name, lambda: view(request))

    table = [
        route("GET", "/", reading.home),
        route("GET", "/healthz", lambda request: Reply(200, b"ok", "text/plain")),
        route("GET", "/standin.css", _sheet),
        route("GET", "/ho-so/{code}/", reading.case),
        route("GET", "/tin-nhan/", reading.messages),
        route("GET", "/api/cases", reading.api_cases),
        route("GET", "/api/cases/{code}", reading.api_case),
        route("GET", "/api/messages", reading.api_messages),
        route("GET", "/api/faults", reading.api_faults),
        route("POST", "/api/faults", reading.order_fault),
        route("POST", "/api/reset", reading.reset),
        route("POST", "/gateway/messages", on_order("message", gateway.take)),
        route(
            "GET",
            "/.well-known/openid-configuration",
            on_order("discovery", identity.discovery),
        ),
        route("GET", "/oidc/jwks", on_order("jwks", identity.jwks)),
        route("GET", "/oidc/authorize", identity.authorize),
        route("POST", "/oidc/authorize", identity.authorize),
        route("POST", "/oidc/token", on_order("token", identity.token)),
        route("GET", "/oidc/userinfo", on_order("userinfo", identity.userinfo)),
        route("POST", "/oidc/userinfo", on_order("userinfo", identity.userinfo)),
        route("GET", "/oidc/logout", identity.logout),
    ]
    # Behind the exchange, and as in the exchange's test environment without it.
    for prefix in (*PREFIXES, ""):
        table.append(route("POST", f"{prefix}/mapi/login", national.login))
        table.append(route("POST", f"{prefix}/mapi/g", national.call))
    return table


def _sheet(request: Request) -> Reply:
    return Reply(
        200, SHEET.read_bytes(), "text/css; charset=utf-8", {"Cache-Control": "max-age=300"}
    )


class Server(ThreadingHTTPServer):
    """A thread a connection; they die with the process, so a hanging fault never blocks it."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], table: Routes) -> None:
        self.table = table
        self.ending = threading.Event()
        super().__init__(address, Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is one line."""
        fault = sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]
        if not isinstance(fault, OSError):
            print(f"standin: {type(fault).__name__}", file=sys.stderr, flush=True)


class Handler(BaseHTTPRequestHandler):
    """One connection: HTTP/1.1 with keep-alive, as a real server in front of the exchange."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "CongQuocGiaThu", ""
    timeout = 75
    server: Server
    _acts: ClassVar[dict[str, str]] = {
        "hang": "_hang",
        "reset": "_reset",
        "lost": "_lost",
        "cut": "_cut",
        "slow": "_slow",
        "late": "_late",
        "huge": "_huge",
        "endless": "_endless",
    }

    def do_GET(self) -> None:
        self._handle()

    def do_HEAD(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses of the sign-in carry codes."""

    def _handle(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit():
            return self._refuse(411, "Length required")
        if int(length) > LARGEST_BODY:
            return self._refuse(413, "Body too large")
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(length))
        request = Request(self.command, path, first_values(query), headers, body)
        reply = dispatch(self.server.table, request)
        return getattr(self, self._acts.get(reply.fault, "_send"))(reply)

    def _refuse(self, status: int, title: str) -> None:
        self.close_connection = True
        self._send(problem(status, title))

    def _head(self, reply: Reply, length: int | None) -> None:
        self.send_response_only(reply.status)
        headers = {
            "Date": self.date_time_string(),
            "Content-Type": reply.kind,
            **reply.headers,
        }
        if length is not None:
            headers["Content-Length"] = str(length)
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, reply: Reply) -> None:
        self._head(reply, len(reply.body))
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    # --- misbehaviour

    def _hang(self, reply: Reply) -> None:
        self.close_connection = True
        self.server.ending.wait(60)

    def _reset(self, reply: Reply) -> None:
        self.close_connection = True
        hard = struct.pack("ii", 1, 0)  # close with RST instead of FIN
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, hard)

    def _lost(self, reply: Reply) -> None:
        self.close_connection = True

    def _cut(self, reply: Reply) -> None:
        self.close_connection = True
        self._head(reply, len(reply.body))
        self.wfile.write(reply.body[: len(reply.body) // 2])

    def _slow(self, reply: Reply) -> None:
        self.close_connection = True
        self._head(reply, len(reply.body))
        with contextlib.suppress(OSError):
            for n in range(len(reply.body)):
                self.wfile.write(reply.body[n : n + 1])
                self.wfile.flush()
                if self.server.ending.wait(1):
                    return

    def _late(self, reply: Reply) -> None:
        self.server.ending.wait(reply.seconds)
        with contextlib.suppress(OSError):
            self._send(reply)

    def _huge(self, reply: Reply) -> None:
        self.close_connection = True
        self._head(reply, 50_000_000)
        with contextlib.suppress(OSError):
            for _ in range(50):
                self.wfile.write(b" " * 1_000_000)

    def _endless(self, reply: Reply) -> None:
        self.close_connection = True
        self._head(reply, None)
        end = time.monotonic() + 60
        with contextlib.suppress(OSError):
            while time.monotonic() < end and not self.server.ending.is_set():
                self.wfile.write(b" " * 65_536)
