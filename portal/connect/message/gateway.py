"""A message gateway that takes JSON (docs/api/standin.md), over HTTPS with a key of ours."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from portal.connect import http
from portal.connect.message import GatewayUnavailable, Message, NotSent, Sent

ACCEPTED = (200, 201, 202)
LONGEST_WAIT = 3600  # seconds; a gateway that asks for more is asked again after this


class JsonGateway:
    """Settings ``MESSAGE_GATEWAY_URL`` and ``MESSAGE_GATEWAY_KEY``."""

    def __init__(self) -> None:
        self.url = settings.MESSAGE_GATEWAY_URL
        self.key = settings.MESSAGE_GATEWAY_KEY

    def send(self, message: Message) -> Sent:
        """POST the message; only an answer that names its id counts as taken."""
        told: dict[str, str] = {
            "id": message.id,
            "channel": message.channel,
            "to": message.to,
            "text": message.text,
        }
        if message.channel == "email":
            told["subject"] = message.subject
        reply = self._post(told)
        if reply.status in ACCEPTED:
            return self._taken(reply, message)
        raise _refusal(reply)

    def check(self) -> None:
        """Post an empty message: a gateway that can be used refuses its content, not us."""
        reply = self._post({})
        if reply.status not in (400, 422):
            raise _unavailable(reply)

    def _post(self, told: dict[str, str]) -> http.Answer:
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            return http.post_json(self.url, told, headers=headers)
        except http.Unreachable as fault:
            raise GatewayUnavailable(fault.why) from fault

    def _taken(self, reply: http.Answer, message: Message) -> Sent:
        told = _object(reply.body)
        if told.get("id") != message.id or told.get("status") != "accepted":
            raise GatewayUnavailable("unproven")
        segments = told.get("segments")
        return Sent(
            segments=segments if isinstance(segments, int) else 1,
            repeated=told.get("duplicate") is True,
        )


def _refusal(reply: http.Answer) -> Exception:
    if reply.status == 409:
        return NotSent("conflict")
    if reply.status in (400, 422):
        field = _object(reply.body).get("field")
        return NotSent({"to": "recipient", "text": "text"}.get(str(field), "refused"))
    return _unavailable(reply)


def _unavailable(reply: http.Answer) -> GatewayUnavailable:
    asked = reply.headers.get("retry-after", "")
    wait = min(int(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else 0
    refused = reply.status in (401, 403)
    return GatewayUnavailable(f"http_{reply.status}", retry_after=wait, key_refused=refused)


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
