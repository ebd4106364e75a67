"""Letters go out: each is facts → words → HTML → PDF/A bytes, and then signatures.

A form is one file here with ``content(facts) -> dict``, one template in
``templates/letters`` and one line in ``TABLE``. Forms are numbered by TT 03/2025/TT-VPCP.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.connect import signature
from portal.letters import (
    apology,
    receipt,
    refusal,
    result,
    stop_notice,
    supplement_request,
    words,
)
from portal.letters.page import printed
from portal.letters.shape import LetterFacts, Office, Signer

__all__ = [
    "TABLE",
    "Form",
    "render_letter",
    "seal_as_agency",
    "sign_as_leader",
    "sign_as_officer",
]


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form: its number in the circular, its title, its page, its words."""

    number: str
    title: str
    template: str
    content: Callable[[LetterFacts], Mapping[str, Any]]


TABLE: Mapping[str, Form] = {
    "receipt": Form(
        "01",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "letters/receipt.html",
        receipt.content,
    ),
    "supplement_request": Form(
        "02",
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "letters/supplement_request.html",
        supplement_request.content,
    ),
    "refusal": Form(
        "03",
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "letters/refusal.html",
        refusal.content,
    ),
    "apology": Form(
        "04",
        "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
        "letters/letter.html",
        apology.content,
    ),
    "stop_notice": Form(
        "05",
        "Thông báo dừng giải quyết hồ sơ",
        "letters/letter.html",
        stop_notice.content,
    ),
    "result": Form("", "Kết quả giải quyết", "letters/result.html", result.content),
}
"""Every letter we print. The word on the left is what definitions and journals say."""


def render_letter(name: str, facts: LetterFacts) -> bytes:
    """Return the unsigned letter as PDF/A-3a; equal facts give equal bytes.

    Takes about a second in a process of its own, so call it outside transactions.
    Raises ``render.PdfEngineMissing`` (retry later) or another ``render.PdfFailed``.
    """
    form = TABLE[name]
    return printed(form.title, form.template, form.content(facts), facts)


def sign_as_officer(pdf: bytes, *, officer: Signer, desk: Office, at: datetime) -> bytes:
    """Add the receiving officer's signature to form 01, 02 or 03."""
    return _sign(pdf, "officer", officer.key, officer.name, desk, at)


def sign_as_leader(pdf: bytes, *, signer: Signer, agency: Office, at: datetime) -> bytes:
    """Add the leader's PAdES signature, in the box the letter keeps for it."""
    return _sign(pdf, "leader", signer.key, signer.name, agency, at)


def seal_as_agency(pdf: bytes, *, agency: Office, at: datetime) -> bytes:
    """Add the agency's PAdES signature; the leader's stays intact."""
    return _sign(pdf, "agency", f"agency:{agency.code}", words.short_name(agency), agency, at)


def _sign(pdf: bytes, box: str, key: str, name: str, office: Office, at: datetime) -> bytes:
    who = signature.Signer(key=key, name=name, agency=words.short_name(office))
    return signature.provider().sign(pdf, signer=who, box=box, at=at)
