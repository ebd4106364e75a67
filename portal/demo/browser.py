"""A browser without JavaScript, for programs: cookies, links, forms, uploads.

It follows links and sends forms as they stand in the page, hidden fields included, so a page
that works here works for people whose scripts do not load.
"""

from __future__ import annotations

import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

from portal.demo.page import Form, Page, parse

PATIENCE = 40  # seconds for one answer
LARGEST = 32 * 1024 * 1024  # bytes of one answer


class Unexpected(Exception):
    """A page was not what the journey needs; the text says what was there instead."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file for a file control of a form."""

    name: str
    kind: str
    content: bytes


@dataclass
class Browser:
    """One person's browser. ``page`` is what it shows, ``body`` the bytes that came."""

    base: str
    jar: CookieJar = field(default_factory=CookieJar)
    page: Page = field(default_factory=Page)
    body: bytes = b""

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar)
        )
        self._opener.addheaders = [
            ("User-Agent", "Mot-Cua-demo"),
            ("Accept-Language", "vi"),
            ("Accept", "text/html"),
        ]

    def get(self, address: str) -> Page:
        """Open an address, relative to the page that is open."""
        where = urljoin(self.page.url or self.base, address)
        return self._go(urllib.request.Request(where))  # noqa: S310 -- our own portal

    def follow(self, *, action: str = "", href: str = "", words: str = "") -> Page:
        """Open the first link with this data-action, part of an address, or part of a text."""
        for link in self.page.links:
            if (
                (not action or link.data.get("action") == action)
                and href in link.href
                and words in link.words
            ):
                return self.get(link.href)
        raise Unexpected(f"{self.page.told()}: no link {action or href or words!r}")

    def send(
        self,
        values: Mapping[str, str | Sequence[str]] | None = None,
        *,
        files: Mapping[str, Upload] | None = None,
        press: str = "",
        control: str = "",
    ) -> Page:
        """Fill the form that has ``control`` (or the button, or a control of ours) and press.

        ``press`` is a button's data-action, name or name=value; without it, the first button.
        Controls that ``values`` does not name are sent as they stand.
        """
        form = self.form(control or press or next(iter(values or files or {}), ""))
        pairs = form.filled(values or {}, press)
        where = urljoin(self.page.url, form.action or self.page.url)
        if form.method == "get":
            return self.get(f"{where.split('?')[0]}?{urlencode(pairs)}")
        kind, body = _encoded(pairs, files or {}, form)
        headers = {"Content-Type": kind, "Referer": self.page.url}
        return self._go(urllib.request.Request(where, body, headers))  # noqa: S310

    def form(self, control: str) -> Form:
        """The first form that has such a control or button."""
        for form in self.page.forms:
            if form.has(control):
                return form
        raise Unexpected(f"{self.page.told()}: no form with {control!r}")

    def demand(self, holds: bool, words: str) -> None:
        """Stop unless this is so."""
        if not holds:
            raise Unexpected(f"{self.page.told()}: {words}")

    def await_page(self, address: str, holds: str, *, seconds: float) -> Page:
        """Open an address again and again until a link's address contains ``holds``."""
        until = time.monotonic() + seconds
        while True:
            self.get(address)
            if any(holds in link.href for link in self.page.links):
                return self.page
            self.demand(time.monotonic() < until, f"no {holds} after {seconds:.0f} s")
            time.sleep(0.2)

    def _go(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                self.body = answer.read(LARGEST)
                status, url, kind = answer.status, answer.url, answer.headers["Content-Type"]
        except urllib.error.HTTPError as refusal:
            self.body = refusal.read(LARGEST)
            status, url = refusal.code, refusal.url
            kind = refusal.headers["Content-Type"]
        text = self.body.decode(errors="replace") if "html" in (kind or "") else ""
        self.page = parse(text, url=url, status=status, kind=kind or "")
        return self.page


def _encoded(
    pairs: Sequence[tuple[str, str]], files: Mapping[str, Upload], form: Form
) -> tuple[str, bytes]:
    """Content type and body of a post."""
    if not form.multipart:
        return "application/x-www-form-urlencoded", urlencode(pairs).encode()
    mark = secrets.token_hex(12)
    part = f"--{mark}\r\nContent-Disposition: form-data; name="
    parts = [f'{part}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in pairs]
    for name, one in files.items():
        head = f'{part}"{name}"; filename="{one.name}"\r\nContent-Type: {one.kind}\r\n\r\n'
        parts.append(head.encode() + one.content + b"\r\n")
    return f"multipart/form-data; boundary={mark}", b"".join(
        parts
    ) + f"--{mark}--\r\n".encode()
