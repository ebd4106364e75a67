"""What ``v14`` and ``ext24`` share: the envelope of a call, and how an answer is judged.

There is no official list of error codes. Success is only HTTP 200 with a JSON object whose
``error_code`` is 0; everything else is sorted by what real answers have been seen to say.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from portal.connect.http import Answer
from portal.national.dialects.reply import Reply, Verdict

# In the order of judging. The second pattern is for answers without marks; then "quyền"
# (a right) could as well be "quyển" (a register), so it has to be "quyen truy cap".
SAID = (
    (Verdict.EXISTS, r"đã tồn tại", r"da ton tai"),
    (Verdict.MISSING, r"không tồn tại|không tìm thấy", r"khong ton tai|khong tim thay"),
    (Verdict.SESSION, r"phiên|session|token|đăng nhập", r"phien|session|token|dang nhap"),
    (Verdict.CONFIG, r"quyền|dstcode|đơn vị không", r"quyen truy|dstcode|don vi khong"),
)
PERHAPS_FACTS = frozenset({400, 409, 422})
FORBIDDEN = frozenset({401, 403})
TEXT_LIMIT = 160


def login(username: str, password: str) -> dict[str, str]:
    """Return the body of ``mapi/login``."""
    return {"username": username, "password": password}


def in_session(call: Mapping[str, Any], *, session: str, agency: str) -> dict[str, Any]:
    """Return the call as it goes out: the session lies in the body, not in a header."""
    return {"session": session, "madonvi": agency, **call}


def decode(answer: Answer, *, case: str = "") -> Reply:
    """Return what the answer proves about a call, or about a call on ``case``."""
    after = answer.headers.get("retry-after", "")
    if answer.status in FORBIDDEN:
        return Reply(Verdict.CONFIG, str(answer.status))
    if answer.status in PERHAPS_FACTS:
        return Reply(Verdict.REFUSED, str(answer.status))
    if answer.status != 200:
        return Reply(Verdict.TRANSIENT, str(answer.status), retry_after=after)
    body = _object(answer.body)
    if body is None:
        return Reply(Verdict.TRANSIENT, "not_json")
    return _judged(_unwrapped(body), case)


def _judged(body: Mapping[str, Any], case: str) -> Reply:
    code, said = str(body.get("error_code", "")).strip(), str(body.get("message") or "")
    text = _harmless(said)
    if code == "0":
        fault = _fault_in_result(body.get("result"), case)
        if fault:
            return Reply(fault, code, text)
        return Reply(Verdict.OK, code, text, session=str(body.get("session") or ""))
    if not code:
        return Reply(Verdict.TRANSIENT, "no_code", text)
    return Reply(_said(said), code, text)


def _fault_in_result(result: object, case: str) -> Verdict | None:
    """A list of results may name another case, or refuse single items."""
    items = (
        [item for item in result if isinstance(item, dict)] if isinstance(result, list) else []
    )
    if any(str(item.get("error_code", "0")).strip() not in ("0", "") for item in items):
        return Verdict.DATA
    named = {str(item["MaHoSo"]) for item in items if item.get("MaHoSo")}
    return Verdict.TRANSIENT if case and named and case not in named else None


def _said(text: str) -> Verdict:
    plain = unicodedata.normalize("NFC", text).casefold()
    for verdict, marked, unmarked in SAID:
        if re.search(unmarked if plain.isascii() else marked, plain):
            return verdict
    return Verdict.DATA


def _object(content: bytes | str) -> dict[str, Any] | None:
    """The JSON object in the bytes, or None for anything else, however malformed."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):  # bad UTF-8 is a ValueError, depth the other
        return None
    return value if isinstance(value, dict) else None


def _unwrapped(body: dict[str, Any]) -> dict[str, Any]:
    """Some gateways put the real answer, as text, into ``message``."""
    message = body.get("message")
    inner = _object(message) if isinstance(message, str) and message.startswith("{") else None
    return inner if inner and "error_code" in inner else body


def _harmless(text: str) -> str:
    """Keep enough of the other side's words to act on, and no number of a person."""
    text = re.sub(r"\d{9,}", "…", " ".join(text.split()))
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"
