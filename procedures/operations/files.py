"""Keep bytes we made ourselves, with their row."""

from __future__ import annotations

from datetime import datetime

from procedures import storage
from procedures.models import File


def keep_letter(*, pdf: bytes, pages: int, at: datetime) -> str:
    """Keep a rendered or signed letter; return the SHA-256 it is known by.

    The bytes are safely stored before the row. Call it outside transactions.
    """
    kept = storage.put_bytes(pdf)
    File.objects.get_or_create(
        sha256=kept.sha256,
        defaults={
            "size": kept.size,
            "kind": "pdf",
            "pages": pages,
            "scan": File.Scan.CLEAN,
            "scanned_at": at,
            "stored_at": at,
        },
    )
    return kept.sha256
