"""What the list of cases draws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from portal.ui.parts import CaseHead


@dataclass(frozen=True, slots=True)
class Card:
    """`ui/card.html`: one case with what happens next."""

    case: CaseHead
    url: str
    text: str
    at: datetime | None
    place: str


@dataclass(frozen=True, slots=True)
class Group:
    """Cases whose turn it is is the same."""

    title: str | Promise
    cards: tuple[Card, ...]
