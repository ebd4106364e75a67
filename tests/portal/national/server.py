"""A national portal that misbehaves on order: raw bytes over a real socket.

Each call takes the next script; after the last one it works as it should. Signing in always
works unless ``logins`` is scripted. ``calls`` holds what was understood, bodies parsed.
"""

import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Script = Callable[["National", socket.socket, dict[str, Any]], None]
PROMISED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@dataclass
class National:
    """What it was asked, what it holds, and how it will behave."""

    scripts: list[Script] = field(default_factory=list)
    logins: list[Script] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    progress: list[dict[str, Any]] = field(default_factory=list)
    targets: list[tuple[str, str]] = field(default_factory=list)
    signed_in: int = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def services(self) -> list[str]:
        return [call["service"] for call in self.calls]

    def statuses(self, code: str) -> list[str]:
        return [row["TrangThai"] for row in self.progress if row["MaHoSo"] == code]

    def serve(self) -> Callable[[], None]:
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = listener.getsockname()[1]
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener.close

    def work(self, call: dict[str, Any]) -> dict[str, Any]:
        """Do what the call asks, and say what came of it."""
        rows = call["data"]
        if call["service"] == "CapNhatTienDoHoSoMC":
            if rows[0]["MaHoSo"] not in self.cases:
                return {"error_code": "-4", "message": "Hồ sơ không tồn tại"}
            self.progress += [row for row in rows if row not in self.progress]
            return {"error_code": "0", "message": ""}
        code, updating = rows[0]["MaHoSo"], call["isUpdating"] == "True"
        if updating and code not in self.cases:
            return {"error_code": "-4", "message": f"Hồ sơ {code} không tồn tại"}
        if not updating and code in self.cases:
            return {"error_code": "-3", "message": f"Hồ sơ {code} đã tồn tại"}
        self.cases[code] = rows[0]
        return {"error_code": "0", "message": "Đồng bộ thành công"}

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                link, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[link], daemon=True).start()

    def _answer(self, link: socket.socket) -> None:
        with link:
            try:
                self._serve_one(link)
            except OSError:  # the other side hung up first
                return

    def _serve_one(self, link: socket.socket) -> None:
        path, target, body = _request(link)
        path, _, query = path.partition("?")
        with self.lock:
            self.targets.append((query, target))
            if path.endswith("/login"):
                self.signed_in += 1
                script = self.logins.pop(0) if self.logins else open_session
            else:
                self.calls.append(body)
                script = self.scripts.pop(0) if self.scripts else obey
        script(self, link, body)


def _request(link: socket.socket) -> tuple[str, str, dict[str, Any]]:
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += link.recv(65536)
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = dict(
        line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if ": " in line
    )
    fields = {name.lower(): value for name, value in fields.items()}
    while len(body) < int(fields.get("content-length", 0)):
        body += link.recv(65536)
    return head.split()[1].decode(), fields.get("dstcode", ""), json.loads(body)


def http(status: int, body: bytes = b"", *headers: str) -> Script:
    """Answer with exactly this, doing nothing."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *headers, "", ""]

    def script(national: National, link: socket.socket, call: dict[str, Any]) -> None:
        link.sendall("\r\n".join(lines).encode() + body)

    return script


def says(code: object, message: str = "", **more: object) -> Script:
    told = {"error_code": code, "message": message, **more}
    return http(200, json.dumps(told, ensure_ascii=False).encode())


def obey(national: National, link: socket.socket, call: dict[str, Any]) -> None:
    told = json.dumps(national.work(call), ensure_ascii=False).encode()
    http(200, told)(national, link, call)


def obey_oddly(*headers: str) -> Script:
    """Do the work; the answer has headers nobody should care about."""

    def script(national: National, link: socket.socket, call: dict[str, Any]) -> None:
        told = json.dumps(national.work(call), ensure_ascii=False).encode()
        http(200, told, *headers)(national, link, call)

    return script


def obey_and_lose(national: National, link: socket.socket, call: dict[str, Any]) -> None:
    """Do the work; the answer breaks off in the middle."""
    national.work(call)
    link.sendall(PROMISED + b'Content-Length: 40\r\n\r\n{"error_')


def say_nothing(national: National, link: socket.socket, call: dict[str, Any]) -> None:
    time.sleep(1.0)


def drip(national: National, link: socket.socket, call: dict[str, Any]) -> None:
    """One byte at a time, each sooner than any read gives up."""
    for byte in PROMISED * 20:
        link.sendall(bytes([byte]))
        time.sleep(0.02)


def endless(national: National, link: socket.socket, call: dict[str, Any]) -> None:
    link.sendall(PROMISED + b"Content-Length: 52428800\r\n\r\n" + b" " * 70_000)


def open_session(national: National, link: socket.socket, call: dict[str, Any]) -> None:
    says(0, "Thành công", session=f"session-{national.signed_in}")(national, link, call)
