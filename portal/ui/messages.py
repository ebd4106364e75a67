"""The text of an SMS or e-mail: one template for each kind and channel in
``templates/messages``. An officer is shown the very text before it is sent.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

from procedures.queries.notices import MessageFacts

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SMS_LENGTH = 160


def compose(kind: str, channel: str, facts: MessageFacts, *, name: str) -> tuple[str, str]:
    """Return subject and text; an SMS has no subject and no accents.

    ``name`` greets the reader of an e-mail. An SMS never gets it, and links to the page
    where the code and a second fact are asked for.
    """
    personal = {"name": name} if channel == "email" else {}
    said = _said(facts) | personal
    template = get_template(f"messages/{kind}.{channel}.txt").template
    text = template.render(Context(said, autoescape=False)).strip()
    if channel == "sms":
        return "", unaccented(" ".join(text.split()))
    subject, _, body = text.partition("\n")
    return subject.strip(), re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def unaccented(text: str) -> str:
    """Drop every mark: a phone's network charges an accented SMS two or three times.

    >>> unaccented("Đặng Thuỷ, 17 giờ")
    'Dang Thuy, 17 gio'
    """
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _said(facts: MessageFacts) -> dict[str, object]:
    return {
        "code": facts.code,
        "procedure": facts.procedure,
        "desk": facts.desk,
        "desk_phone": facts.desk_phone,
        "short": _short(facts.moment),
        "moment": _long(facts.moment),
        "items": facts.items,
        "step": facts.step,
        "delivery": facts.delivery,
        "site": urlsplit(settings.PUBLIC_URL).netloc,
        "case_url": f"{settings.PUBLIC_URL}/ho-so/{facts.code}/",
    }


def _short(at: datetime | None) -> str:
    """Return "17h30 04/12", for an SMS."""
    return f"{at.astimezone(HANOI):%Hh%M %d/%m}" if at else ""


def _long(at: datetime | None) -> str:
    """Return "17 giờ 30 ngày 04/12/2026"."""
    return f"{at.astimezone(HANOI):%H giờ %M ngày %d/%m/%Y}" if at else ""
