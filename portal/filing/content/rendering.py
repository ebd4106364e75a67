"""Runs in the child only: what a file is made of, and one PDF out of many."""

from io import BytesIO
from typing import Any

import pikepdf

from portal.filing.content.failure import Unusable
from portal.filing.content.images import photo_facts, photo_page
from portal.filing.content.kinds import IMAGES, kind_of
from portal.filing.content.outcome import MAX_PAGES
from portal.filing.content.pdfs import append_pages, pdf_facts


def facts_of(kind: str, content: bytes) -> dict[str, Any]:
    """``{"pages": n, "warnings": [word, …]}``; raises `Unusable`."""
    pages, warnings = photo_facts(kind, content) if kind in IMAGES else pdf_facts(content)
    return {"pages": pages, "warnings": warnings}


def merged(parts: list[bytes]) -> tuple[bytes, int]:
    """The PDF of all parts and its number of pages; raises `Unusable`.

    The result is a new document: no outline, script, attachment or metadata of any part is
    carried over, because nothing is copied but the pages.
    """
    target = pikepdf.new()
    for part in parts:
        kind = kind_of(part)
        if kind is None:
            raise Unusable("wrong_type")
        if kind in IMAGES:
            photo_page(target, kind, part)
        else:
            append_pages(target, part)
        if len(target.pages) > MAX_PAGES:
            raise Unusable("too_many_pages", limit=MAX_PAGES)
    if not parts:
        raise Unusable("empty")
    out = BytesIO()
    target.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return out.getvalue(), len(target.pages)
