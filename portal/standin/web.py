"""Requests, replies and the table of addresses: as much of HTTP as the stand-in needs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `query` and `form` keep the first value of a name."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # lower-case names
    body: bytes = b""

    @property
    def form(self) -> dict[str, str]:
        """The fields of a posted form, empty for any other body."""
        if "application/x-www-form-urlencoded" not in self.headers.get("content-type", ""):
            return {}
        return first_values(self.body.decode("utf-8", "replace"))

    @property
    def json(self) -> Any:
        """The body as JSON; raises ValueError, also for text that cannot be written again."""
        try:
            value = json.loads(self.body)
            json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate stops here
        except RecursionError as deep:
            raise ValueError("nested too deeply") from deep
        return value


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; `fault` names a misbehaviour to act out while sending it (see faults)."""

    status: int
    body: bytes
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    seconds: float = 0.0


View = Callable[..., Reply]
Routes = list[tuple[str, re.Pattern[str], View]]


def first_values(query: str) -> dict[str, str]:
    """A query string or form body as names and their first values, blanks kept."""
    return {name: values[0] for name, values in parse_qs(query, True).items()}


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """JSON, never cached: what is asked here changes from one moment to the next."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Reply(status, body, JSON, {"Cache-Control": "no-store", **(headers or {})})


def problem(status: int, title: str, **more: Any) -> Reply:
    """An error of the stand-in's own API as problem+json."""
    body = json.dumps({"title": title, "status": status, **more}, ensure_ascii=False).encode()
    return Reply(status, body, "application/problem+json; charset=utf-8")


def redirect(to: str) -> Reply:
    """Send the browser on (303: a posted form becomes a GET)."""
    return Reply(303, b"", HTML, {"Location": to, "Cache-Control": "no-store"})


def route(method: str, path: str, view: View) -> tuple[str, re.Pattern[str], View]:
    """`{code}` in the path stands for one segment and becomes an argument of that name."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return method, re.compile(pattern + r"\Z"), view


def dispatch(routes: Routes, request: Request) -> Reply:
    """The answer of the first address that fits; 404, or 405 if only the method is wrong."""
    allowed = set()
    for method, pattern, view in routes:
        if not (match := pattern.match(request.path)):
            continue
        if method == request.method or (method == "GET" and request.method == "HEAD"):
            return view(request, **match.groupdict())
        allowed.add(method)
    if allowed:
        return problem(405, "Method not allowed", allow=sorted(allowed))
    return problem(404, "Not found")
