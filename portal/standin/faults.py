"""Misbehaviour on order: what a national system does on a bad day, so many times per service.

A fault is looked up before the work (the work is then not done) or after it (the work is
done and only the answer suffers, which is how real answers get lost).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from portal.standin.store import Store
from portal.standin.web import HTML, JSON, Reply, answer, problem

# The work is not done.
BEFORE = {
    "hang": "connection stays open, no answer",
    "reset": "connection reset without an answer",
    "html": "200 with an HTML page of a firewall",
    "empty": "200 without a body",
    "null": "200 with null",
    "list": "200 with []",
    "not_json": "200 with text that is no JSON",
    "bad_utf8": "200 with bytes that are no UTF-8",
    "deep": "200 with JSON nested 100,000 deep",
    "redirect": "302 to another address",
    "huge": "200 with a body of 50 MB",
    "endless": "200 with a body that does not end",
    "gzip": "200 with 50 MB in 50 kB of gzip",
    "wrong_echo": "200 about another case, without an error code",
    "expired": "the session is gone",
    "data_error": "refused as wrong data, code -2",
    "config": "refused as a foreign agency, code -301",
}
# The work is done first.
AFTER = {
    "lost": "done, then the connection is closed without an answer",
    "cut": "done, then the connection is closed in the middle of the answer",
    "slow": "done, the answer comes at one byte a second",
    "late": "done, the answer comes after `seconds` (default 30)",
    "already": "done, answered with -3 'đã tồn tại'",
    "wrap": "done, the answer as JSON text inside `message`",
    "int_code": "done, error_code as a number",
    "skewed_date": "done, with a Date header ten years off",
    "cookie": "done, with Set-Cookie and an authentication challenge",
}
# The sign-in is done, but the id_token is one that must be refused (service `id_token`).
ASSERTIONS = {
    "unsigned": "alg none, no signature",
    "other_key": "signed with a key that is not in the key set",
    "other_audience": "made for another client",
    "other_issuer": "made by another provider",
    "other_subject": "about another person than userinfo",
    "old_nonce": "answers another request",
    "outdated": "expired an hour ago",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One order: the next `times` calls of `service` (and `code`, if given) go wrong."""

    service: str
    kind: str
    times: int = 1
    code: str = ""
    retry_after: str = ""
    seconds: float = 0.0


class BadOrder(ValueError):
    """The order names no known kind or no sensible number; the text says which."""


def read(value: Any) -> Fault:
    """An order as posted: {service, kind, times, code?, retry_after?, seconds?}."""
    if not isinstance(value, dict) or not isinstance(value.get("kind"), (str, int)):
        raise BadOrder("kind is missing")
    kind = str(value["kind"])
    numeric = kind.isdigit() and 300 <= int(kind) <= 599
    if kind not in BEFORE | AFTER | ASSERTIONS and not numeric:
        raise BadOrder(f"unknown kind {kind}")
    try:
        times = int(value.get("times", 1))
        seconds = float(value.get("seconds", 0))
    except (TypeError, ValueError) as wrong:
        raise BadOrder("times and seconds are numbers") from wrong
    texts = {key: str(value.get(key, "")) for key in ("code", "retry_after")}
    return Fault(str(value.get("service", "*")), kind, times, seconds=seconds, **texts)


def order(store: Store, fault: Fault) -> None:
    """Remember an order; orders for one service are worked off one after the other."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO faults (service, kind, times, code, retry_after, seconds)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                fault.service,
                fault.kind,
                fault.times,
                fault.code,
                fault.retry_after,
                fault.seconds,
            ),
        )


def waiting(store: Store) -> list[dict[str, Any]]:
    """The orders still open, oldest first."""
    fields = "service, kind, times, code, retry_after, seconds"
    return [dict(row) for row in store.rows(f"SELECT {fields} FROM faults ORDER BY n")]  # noqa: S608


def take(store: Store, service: str, code: str = "") -> Fault | None:
    """Use up one time of the oldest order that fits this call."""
    with store.writing() as db:
        row = db.execute(
            "SELECT * FROM faults WHERE service IN (?, '*') AND code IN (?, '')"
            " AND times > 0 ORDER BY n LIMIT 1",
            (service, code),
        ).fetchone()
        if row is None:
            return None
        db.execute("UPDATE faults SET times = times - 1 WHERE n = ?", (row["n"],))
        db.execute("DELETE FROM faults WHERE times < 1")
    told = {key: row[key] for key in ("code", "retry_after", "seconds")}
    return Fault(row["service"], row["kind"], row["times"], **told)


def around(store: Store, service: str, work: Callable[[], Reply]) -> Reply:
    """Do the work, unless or except as a fault was ordered for this service."""
    fault = take(store, service)
    if fault is None:
        return work()
    reply = instead(fault)
    return spoil(fault, work()) if reply is None else reply


def instead(fault: Fault) -> Reply | None:
    """The answer given instead of doing the work, or None for a fault of the answer."""
    if fault.kind in AFTER:
        return None
    if fault.kind.isdigit():
        return _status(fault)
    return _PAGES[fault.kind]()


def _status(fault: Fault) -> Reply:
    status = int(fault.kind)
    headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
    if status < 400:
        headers["Location"] = "/bao-tri"
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="NDXP"'
    reply = problem(status, "Ordered fault")
    return Reply(status, reply.body, reply.kind, headers)


_PAGES = {
    "hang": lambda: Reply(200, b"", fault="hang"),
    "reset": lambda: Reply(200, b"", fault="reset"),
    "html": lambda: Reply(200, b"<html><body>Request Rejected</body></html>", HTML),
    "empty": lambda: Reply(200, b""),
    "null": lambda: Reply(200, b"null"),
    "list": lambda: Reply(200, b"[]"),
    "not_json": lambda: Reply(200, "Đồng bộ thành công".encode()),
    "bad_utf8": lambda: Reply(200, b'{"error_code": "0", "message": "\xff\xfe"}'),
    "deep": lambda: Reply(200, b"[" * 100_000 + b"]" * 100_000),
    "redirect": lambda: Reply(302, b"", HTML, {"Location": "/bao-tri"}),
    "huge": lambda: Reply(200, b"", fault="huge"),
    "endless": lambda: Reply(200, b"", fault="endless"),
    "gzip": lambda: Reply(
        200, gzip.compress(b" " * 50_000_000), JSON, {"Content-Encoding": "gzip"}
    ),
    "wrong_echo": lambda: answer({"message": "Đồng bộ thành công hồ sơ H57.00-200101-9999"}),
    "expired": lambda: answer(
        {"error_code": "-1", "message": "Phiên làm việc không hợp lệ hoặc đã hết hạn"}
    ),
    "data_error": lambda: answer({"error_code": "-2", "message": "Dữ liệu không hợp lệ"}),
    "config": lambda: answer(
        {"error_code": "-301", "message": "Đơn vị không có quyền gọi dịch vụ"}
    ),
}


def spoil(fault: Fault, reply: Reply, code: str = "") -> Reply:
    """The right answer about case `code`, made wrong the way the order says."""
    if fault.kind in _HEADERS:
        return replace(reply, headers={**reply.headers, **_HEADERS[fault.kind]})
    if fault.kind in _WORDS:
        return _WORDS[fault.kind](reply, code)
    wait = fault.seconds or 30.0 if fault.kind == "late" else 0.0
    return replace(reply, fault=fault.kind, seconds=wait)


_HEADERS = {
    "skewed_date": {"Date": "Fri, 20 Nov 2016 02:10:00 GMT"},
    "cookie": {"Set-Cookie": "JSESSIONID=1; Path=/", "WWW-Authenticate": "Negotiate"},
}
_WORDS = {
    "already": lambda reply, code: answer(
        {"error_code": "-3", "message": f"Hồ sơ {code} đã tồn tại"}
    ),
    "wrap": lambda reply, code: answer({"message": reply.body.decode()}),
    "int_code": lambda reply, code: answer(_with_number(json.loads(reply.body))),
}


def _with_number(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "error_code": int(value.get("error_code", 0))}
