"""One letter as one page of HTML with its assets, handed to the PDF engine."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string

from portal.letters import render
from portal.letters.fonts import unprintable
from portal.letters.shape import LetterFacts
from portal.places import BASE_DIR

STATIC = BASE_DIR / "static" / "letters"


def printed(title: str, template: str, words: Mapping[str, Any], facts: LetterFacts) -> bytes:
    """Return the letter as PDF/A. Raises ``render.PdfFailed``."""
    html = unicodedata.normalize("NFC", render_to_string(template, {"title": title, **words}))
    if not facts.verify_url.startswith(f"{settings.PUBLIC_URL}/"):
        raise render.PdfFailed("forbidden_link")
    if unprintable(html):
        raise render.PdfFailed("no_glyph")
    return render.pdf(html, title=words.get("title", title), at=facts.at, assets=assets(facts))


def assets(facts: LetterFacts) -> dict[str, render.Asset]:
    """Everything a letter may show besides its words."""
    return {
        "letters.css": ("text/css", (STATIC / "letters.css").read_bytes()),
        "emblem.svg": ("image/svg+xml", (STATIC / "emblem.svg").read_bytes()),
        "qr.svg": ("image/svg+xml", qr(facts.verify_url)),
    }


def qr(address: str) -> bytes:
    """Return the QR code of an address as SVG; error level M survives a fold or a stain."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True
    )
    return out.getvalue()
