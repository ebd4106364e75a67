"""One HTTP exchange with somebody else's system, bounded in every direction.

Connecting, each read and the whole exchange have their own limits; redirects are not
followed, bodies are read up to a cap, cookies and challenges are ignored, certificates are
always checked. What went wrong is a stable word, never the other side's text.

>>> Limits().connect, Limits().read, Limits().total, Limits().body
(3.0, 20.0, 25.0, 65536)
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


class Unreachable(Exception):
    """No usable answer came; nothing is known about whether the request was carried out.

    ``why`` is one of: refused, timeout, tls, name, cut, too_large.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect, for each read and for all of it; bytes of the body."""

    connect: float = 3.0
    read: float = 20.0
    total: float = 25.0
    body: int = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, as it came. ``headers`` have lower-case names."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def media_type(self) -> str:
        """The content type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


DEFAULT = Limits()


def post_json(
    url: str,
    payload: Any,
    *,
    headers: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT,
) -> Answer:
    """POST ``payload`` as JSON. Raises ``Unreachable``; any HTTP status is an answer."""
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    sent = {"Content-Type": "application/json", "Accept": "application/json"}
    return request("POST", url, body=body, headers={**sent, **(headers or {})}, limits=limits)


def request(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    limits: Limits = DEFAULT,
) -> Answer:
    """Send one request over a connection of its own. Raises ``Unreachable``."""
    ends = time.monotonic() + limits.total
    parts = urlsplit(url)
    place = parts.path or "/"
    if parts.query:
        place = f"{place}?{parts.query}"
    connection = _connect(parts.scheme, parts.hostname or "", parts.port, limits)
    # A drip of one byte a second passes every read limit; closing the socket does not wait.
    alarm = threading.Timer(max(0.0, ends - time.monotonic()), _hang_up, [connection.sock])
    alarm.daemon = True
    alarm.start()
    try:
        connection.request(
            method,
            place,
            body=body or None,
            headers={"Accept-Encoding": "identity", "Connection": "close", **(headers or {})},
        )
        return _read(connection, limits, ends)
    except TimeoutError:
        raise Unreachable("timeout") from None
    except (OSError, http.client.HTTPException) as fault:
        late = time.monotonic() >= ends
        raise Unreachable("timeout" if late else _word(fault)) from None
    finally:
        alarm.cancel()
        connection.close()


def _read(connection: http.client.HTTPConnection, limits: Limits, ends: float) -> Answer:
    response = connection.getresponse()
    body = response.read(limits.body + 1)
    if time.monotonic() >= ends:
        raise TimeoutError
    if len(body) > limits.body:
        raise Unreachable("too_large")
    if response.length:  # fewer bytes came than were announced
        raise Unreachable("cut")
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(status=response.status, body=body, headers=headers)


def _connect(
    scheme: str, host: str, port: int | None, limits: Limits
) -> http.client.HTTPConnection:
    secure = scheme == "https"
    link = http.client.HTTPConnection(host, port or (443 if secure else 80))
    try:
        plain = socket.create_connection((link.host, link.port), timeout=limits.connect)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        plain.settimeout(limits.read)
    except OSError as fault:
        raise Unreachable(_word(fault)) from None
    link.sock = plain
    return link


def _hang_up(sock: socket.socket) -> None:
    try:
        # Of the plain class: the one of SSL sockets forgets its cipher under the reader.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:  # it has ended by itself meanwhile
        return


def _word(fault: Exception) -> str:
    if isinstance(fault, ssl.SSLError):
        return "tls"
    if isinstance(fault, socket.gaierror):
        return "name"
    if isinstance(fault, TimeoutError):
        return "timeout"
    if isinstance(fault, ConnectionRefusedError):
        return "refused"
    return "cut"
