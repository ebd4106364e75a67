"""HTML in, PDF/A-3a out, by WeasyPrint in a process that has little and ends soon.

The child may use ``MEGABYTES`` of memory and ``SECONDS`` of time, fetches nothing but the
assets it is given, and sees no font but ours. Equal input gives equal bytes.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from portal import pango
from portal.letters import fonts
from portal.letters.child import BLOCKED, ENGINE_MISSING, FORBIDDEN_LINK
from portal.places import BASE_DIR, here

log = logging.getLogger("portal.letters")

MEGABYTES = 512
SECONDS = 10
LARGEST_PAGE = 2 << 20
"""Bytes of HTML, in UTF-8."""

CHILD = BASE_DIR / "portal" / "letters" / "child.py"

BOXES = {
    "officer": "Chữ ký số của người tiếp nhận",
    "leader": "Chữ ký số của người có thẩm quyền",
    "agency": "Chữ ký số của cơ quan",
}
"""Signature fields a page may keep a place for, and what a screen reader calls them."""

Asset = tuple[str, bytes]
"""Media type and content."""


class PdfFailed(Exception):
    """The letter could not be made. ``reason`` is a stable word without personal data.

    too_long, too_slow, blocked (the page asked for something that is no asset),
    forbidden_link (an address that is not ours), no_glyph (a sign no font of ours has),
    failed (no layout, or no memory).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PdfEngineMissing(PdfFailed):
    """This machine lacks Pango or our fonts; letters wait until it has them."""

    def __init__(self) -> None:
        super().__init__("engine_missing")


def pdf(
    html: str, *, title: str, at: datetime, assets: Mapping[str, Asset] | None = None
) -> bytes:
    """Return the page as PDF/A-3a with empty signature fields where it keeps places.

    ``at`` becomes the file's date. ``assets`` are what ``portal-asset:NAME`` in the page
    may stand for. Raises ``PdfEngineMissing`` or ``PdfFailed``.
    """
    if len(html.encode()) > LARGEST_PAGE:
        raise PdfFailed("too_long")
    if fonts.missing():
        raise PdfEngineMissing
    request = {
        "html": html,
        "title": title,
        "at": at.isoformat(timespec="seconds"),
        "assets": {
            name: (kind, base64.b64encode(content).decode())
            for name, (kind, content) in (assets or {}).items()
        },
        "links": [f"{settings.PUBLIC_URL}/"],
        "boxes": BOXES,
        "libraries": str(pango.UNPACKED),
        "megabytes": MEGABYTES,
        "seconds": SECONDS,
    }
    return _run(json.dumps(request).encode())


def check() -> str:
    """Return "" when letters can be made here, else one sentence for the health page."""
    if lost := fonts.missing():
        return f"Font files are missing: {', '.join(lost)}"
    return "" if pango.loadable() else "Pango is missing: run make setup"


def _run(request: bytes) -> bytes:
    """Run the child with a bare environment and read its answer."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(CHILD)],
            input=request,
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
            env={"FONTCONFIG_FILE": str(pango.fonts_conf(here())), "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PdfFailed("too_slow") from None
    if done.returncode == ENGINE_MISSING:
        raise PdfEngineMissing
    if done.returncode in _REASONS:
        raise PdfFailed(_REASONS[done.returncode])
    if done.returncode:
        log.warning("letters.failed status=%d fault=%s", done.returncode, _fault(done.stderr))
        raise PdfFailed("failed")
    return done.stdout


def _fault(said: bytes) -> str:
    """The name of the exception a child ended with; its message could name a person."""
    last = said.decode(errors="replace").rstrip().rpartition("\n")[2]
    name = re.match(r"[A-Za-z_.]+", last)
    return name[0] if name else "none"


_REASONS = {
    BLOCKED: "blocked",
    FORBIDDEN_LINK: "forbidden_link",
    -24: "too_slow",  # SIGXCPU
}
