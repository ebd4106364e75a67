"""What must be so after the demo's case: letters, signatures, national side, records."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pypdfium2

from portal.connect.signature import verify
from portal.demo.people import CLIENT_ID, CLIENT_SECRET
from portal.demo.story import JOURNEY, PRINTED
from portal.demo.telling import Told
from portal.letters import archival

PATIENCE = 15  # seconds for one answer of a program


def letters(told: Told, found: Sequence[tuple[str, bytes, Sequence[str]]]) -> None:
    """Signatures and PDF/A of every letter: its form, its bytes, the boxes signed in it."""
    for form, pdf, boxes in found:
        told.letters.append(
            {"form": form, "sha256": hashlib.sha256(pdf).hexdigest(), "pages": pages_of(pdf)}
        )
        signed = verify(pdf)
        good = [one.box for one in signed if one.good]
        told.check(
            f"văn bản {form}: chữ ký hợp lệ của {', '.join(one.signer for one in signed)}",
            good == list(boxes),
            f"có {good}",
        )
        wrong = archival.faults(pdf)
        told.check(f"văn bản {form}: đúng PDF/A-3a", not wrong, "; ".join(wrong))


def text(told: Told, pdf: bytes) -> None:
    """The certificate says what was decided."""
    said = text_of(pdf).casefold()
    missing = [one for one in PRINTED if one.casefold() not in said]
    told.check("giấy xác nhận ghi đúng nội dung", not missing, f"thiếu {missing}")


def national(told: Told, standin: str, *, seconds: float) -> None:
    """The national side holds the whole journey; its repeats count once."""
    until = time.monotonic() + seconds
    while True:
        told.national = _journey(standin, told.code)
        if told.national == list(JOURNEY) or time.monotonic() > until:
            break
        time.sleep(0.25)
    told.check(
        "cổng quốc gia nhận đủ tiến trình " + " → ".join(told.national),
        told.national == list(JOURNEY),
        "phải là " + " → ".join(JOURNEY),
    )


def messages(told: Told, standin: str, *, seconds: float) -> None:
    """The applicant was told that the result is ready; an SMS has no accents."""
    until = time.monotonic() + seconds
    while True:
        sent = _json(f"{standin}/api/messages") or []
        texts = [one["text"] for one in sent if told.code in one["text"]]
        ready = any("co ket qua" in text for text in texts)
        if ready or time.monotonic() > until:
            break
        time.sleep(0.25)
    told.check(
        f"người nộp nhận {len(texts)} tin nhắn, trong đó có tin báo kết quả",
        ready,
        f"nhận {texts}",
    )


def status_api(told: Told, url: str) -> None:
    """The status API says the same as the national side holds."""
    secret = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    form = urlencode({"grant_type": "client_credentials", "scope": "national.read"}).encode()
    token = _json(
        f"{url}/identity/o/api/token", form, {"Authorization": f"Basic {secret}"}
    ).get("access_token", "")
    case = _json(f"{url}/api/v1/cases/{told.code}", None, {"Authorization": f"Bearer {token}"})
    said = collapsed([one["status"] for one in case.get("progress", [])])
    status = (case.get("status") or {}).get("code")
    told.check(
        "API trạng thái trả lời giống như vậy",
        (said, status) == (told.national, told.national[-1:] and told.national[-1]),
        f"trả lời {said or case}",
    )


def collapsed(statuses: Sequence[str]) -> list[str]:
    """The journey without repeats."""
    return [one for n, one in enumerate(statuses) if n == 0 or statuses[n - 1] != one]


def text_of(pdf: bytes) -> str:
    """Every page's text, with single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages))


def pages_of(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _journey(standin: str, code: str) -> list[str]:
    held = _json(f"{standin}/api/cases/{code}")
    return collapsed([one["status"] for one in held.get("progress", [])])


def _json(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
    """An answer in JSON; {} when there is none."""
    request = urllib.request.Request(url, body, headers or {})  # noqa: S310 -- ours
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return json.load(answer)
    except (urllib.error.URLError, ValueError):
        return {}
