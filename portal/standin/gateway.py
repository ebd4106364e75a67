"""The message gateway: takes SMS and e-mail of the product and keeps them for reading.

POST /gateway/messages with a Bearer key and
`{"id", "channel": "sms"|"email", "to", "subject"?, "text"}`. `id` is the sender's own; the
same id with the same content is answered as before (202, `"duplicate": true`), with other
content refused (409). A message that cannot be sent is 422 with the field that is wrong.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.standin.store import Store, now
from portal.standin.web import Reply, Request, answer, problem

SMS_LONGEST = 160 * 3
GSM7 = re.compile(r"[\x20-\x7e\n\r€£¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà]*")


@dataclass(frozen=True, slots=True)
class Gateway:
    """The room: the key its senders carry, and the memory."""

    key: str
    store: Store

    def take(self, request: Request) -> Reply:
        """POST /gateway/messages."""
        kind, _, key = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or not hmac.compare_digest(
            key.encode(), self.key.encode()
        ):
            refused = problem(401, "Unknown key")
            return Reply(401, refused.body, refused.kind, {"WWW-Authenticate": "Bearer"})
        try:
            asked = request.json
        except ValueError:
            return problem(400, "Body is not JSON")
        if not isinstance(asked, dict):
            return problem(400, "Body is not an object")
        if wrong := _wrong(asked):
            return problem(422, "Message cannot be sent", field=wrong)
        return self._keep(asked)

    def _keep(self, asked: Mapping[str, Any]) -> Reply:
        row = (asked["channel"], asked["to"], asked.get("subject") or "", asked["text"])
        with self.store.writing() as db:
            held = db.execute(
                "SELECT channel, recipient, subject, body FROM messages WHERE id = ?",
                (asked["id"],),
            ).fetchone()
            if held is None:
                db.execute(
                    "INSERT INTO messages (id, channel, recipient, subject, body, at)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (asked["id"], *row, now()),
                )
        if held is not None and tuple(held) != row:
            return problem(409, "This id was used for another message")
        told = {"id": asked["id"], "status": "accepted", "duplicate": held is not None}
        return answer({**told, "segments": segments(asked["text"], asked["channel"])}, 202)


def listed(store: Store, to: str = "") -> list[dict[str, Any]]:
    """Every message, oldest first; only those to one number or address if `to` is given."""
    rows = store.rows(
        "SELECT * FROM messages WHERE recipient = ? OR ? = '' ORDER BY n", to, to
    )
    return [
        {
            "id": row["id"],
            "channel": row["channel"],
            "to": row["recipient"],
            "subject": row["subject"],
            "text": row["body"],
            "at": row["at"],
        }
        for row in rows
    ]


def segments(text: str, channel: str) -> int:
    """How many SMS a text costs: 160 plain letters (153 in a chain), 70 (67) otherwise."""
    if channel != "sms":
        return 1
    single, chained = (160, 153) if GSM7.fullmatch(text) else (70, 67)
    return 1 if len(text) <= single else -(-len(text) // chained)


def _wrong(asked: Mapping[str, Any]) -> str:
    """The first field that keeps a message from being sent, or an empty text."""
    for name in ("id", "channel", "to", "text"):
        value = asked.get(name)
        if not isinstance(value, str) or not value.strip() or "\x00" in value:
            return name
    if asked["channel"] == "sms":
        if not re.fullmatch(r"(\+84|0)[35789][0-9]{8}", asked["to"]):
            return "to"
        return "text" if len(asked["text"]) > SMS_LONGEST else ""
    if asked["channel"] != "email":
        return "channel"
    if not re.fullmatch(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{3,255}", asked["to"]):
        return "to"
    subject = asked.get("subject")
    if not isinstance(subject, str) or not subject.strip() or re.search(r"[\r\n]", subject):
        return "subject"
    return ""
