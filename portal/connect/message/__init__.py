"""SMS and e-mail through somebody's gateway.

The provider is the setting ``MESSAGE_PROVIDER``, a dotted path to a class with the two methods
of ``MessageProvider``. Every message carries an id of ours, the same at every try, so that
sending again after an unclear answer never makes two messages of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one recipient."""

    id: str
    channel: Literal["sms", "email"]
    to: str
    """0905314728, or an e-mail address."""
    text: str
    subject: str = ""
    """Of an e-mail, on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The gateway has the message."""

    segments: int = 1
    """How many SMS the network charges for it."""
    repeated: bool = False
    """The gateway had it before."""


class NotSent(Exception):
    """The gateway will never take it. ``word``: recipient, text, conflict, refused."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class GatewayUnavailable(Exception):
    """Not now: no answer, an answer that proves nothing, or too many messages. Try again.

    ``retry_after`` is what the gateway asked for, in seconds, 0 if it asked for nothing;
    ``key_refused`` means a person has to look at the key.
    """

    def __init__(self, why: str, *, retry_after: int = 0, key_refused: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.retry_after = retry_after
        self.key_refused = key_refused


class MessageProvider(Protocol):
    """What a way to send messages offers."""

    def send(self, message: Message) -> Sent:
        """Hand the message over. Raises ``NotSent`` or ``GatewayUnavailable``."""

    def check(self) -> None:
        """Raise ``GatewayUnavailable`` if messages cannot be sent now."""


@cache
def provider() -> MessageProvider:
    """The provider this installation uses."""
    return import_string(settings.MESSAGE_PROVIDER)()
