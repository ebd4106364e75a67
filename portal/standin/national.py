"""The national portal: sign-in with a session in the body, then one address for every service.

`DongBoHoSoMC` is an upsert of a whole case, `CapNhatTienDoHoSoMC` appends to its log. Codes
of refusal are the stand-in's own where no official list is in reach: `-2` wrong data, `-3`
exists already, `-4` unknown case, `-301` foreign agency.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.standin import faults
from portal.standin.records import SERVICES, Outcome, case_code
from portal.standin.store import Store, now
from portal.standin.web import Reply, Request, answer

PREFIXES = ("/XrdAdapter/RestService/forward", "/VXPAdapter/RestService/forward")


@dataclass(frozen=True, slots=True)
class Account:
    """The province's account at the national side, and where its messages must be sent."""

    username: str
    password: str
    agencies: tuple[str, ...]  # codes it may call itself by in madonvi
    target: str  # dstcode of the provider behind the exchange
    session_seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class National:
    """The room: its account and its memory."""

    account: Account
    store: Store

    def login(self, request: Request) -> Reply:
        """POST mapi/login {username, password} → {error_code, message, session}."""
        if refused := self._wrong_target(request):
            return refused
        return self._acting("login", "", lambda: self._login(request))

    def call(self, request: Request) -> Reply:
        """POST mapi/g {session, madonvi, service, …} → {error_code, message, result?}."""
        if refused := self._wrong_target(request):
            return refused
        try:
            asked = request.json
        except ValueError:
            return answer({"error_code": "-1", "message": "Thân yêu cầu không phải JSON"}, 400)
        if not isinstance(asked, dict):
            return answer({"error_code": "-1", "message": "Thân phải là một đối tượng"}, 400)
        service, code = str(asked.get("service", "")), case_code(asked)
        return self._acting(service, code, lambda: self._serve(service, code, asked))

    def _wrong_target(self, request: Request) -> Reply | None:
        """Behind the exchange every call names its target; called directly none is needed."""
        if not request.path.startswith(PREFIXES):
            return None
        named = request.headers.get("dstcode") or request.query.get("dstcode", "")
        if named == self.account.target:
            return None
        return answer({"error_code": "-1", "message": f"dstcode không hợp lệ: {named!r}"})

    def _acting(self, service: str, code: str, work: Callable[[], Reply]) -> Reply:
        """Do the work, unless or except as a fault was ordered for this service."""
        fault = faults.take(self.store, service, code)
        if fault is None:
            return work()
        if fault.kind == "expired":
            with self.store.writing() as db:
                db.execute("DELETE FROM sessions")
        reply = faults.instead(fault)
        if reply is None:
            return faults.spoil(fault, work(), code)
        self._log(code, service, f"fault:{fault.kind}", "Lỗi dựng theo lệnh")
        return reply

    def _login(self, request: Request) -> Reply:
        try:
            asked = request.json
        except ValueError:
            asked = None
        known = isinstance(asked, dict) and _same(
            (asked.get("username"), self.account.username),
            (asked.get("password"), self.account.password),
        )
        if not known:
            self._log("", "login", "1", "Sai tên đăng nhập hoặc mật khẩu")
            return answer({"error_code": 1, "message": "Sai tên đăng nhập hoặc mật khẩu"})
        session = secrets.token_hex(16)
        with self.store.writing() as db:
            db.execute("DELETE FROM sessions WHERE until < ?", (time.time(),))
            until = time.time() + self.account.session_seconds
            db.execute("INSERT INTO sessions VALUES (?, ?)", (session, until))
        self._log("", "login", "0", "Thành công")
        return answer({"error_code": 0, "message": "Thành công", "session": session})

    def _serve(self, service: str, code: str, asked: Mapping[str, Any]) -> Reply:
        result, said, found = self._outcome(service, asked)
        self._log(code, service, result, said)
        body = {"error_code": result, "message": said}
        return answer(body if found is None else {**body, "result": found})

    def _outcome(self, service: str, asked: Mapping[str, Any]) -> Outcome:
        sound = self.store.row(
            "SELECT 1 FROM sessions WHERE token = ? AND until > ?",
            str(asked.get("session", "")),
            time.time(),
        )
        if sound is None:
            return "-1", "Phiên làm việc không hợp lệ hoặc đã hết hạn", None
        if asked.get("madonvi") not in self.account.agencies:
            return "-301", "Đơn vị không có quyền gọi dịch vụ: madonvi", None
        if service not in SERVICES:
            return "-1", f"Dịch vụ không tồn tại: {service[:60]}", None
        with self.store.writing() as db:
            return SERVICES[service](db, asked)

    def _log(self, code: str, service: str, result: str, said: str) -> None:
        with self.store.writing() as db:
            db.execute(
                "INSERT INTO calls (code, service, result, said, at) VALUES (?, ?, ?, ?, ?)",
                (code, service[:60], result, said, now()),
            )


def _same(*pairs: tuple[Any, str]) -> bool:
    """Whether each given value is the expected one; all are compared, in constant time."""
    results = [
        hmac.compare_digest(str(given).encode(), want.encode()) for given, want in pairs
    ]
    return all(results)
