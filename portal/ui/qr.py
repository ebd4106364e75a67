"""QR codes of our own addresses, as inline SVG that needs neither script nor style."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


def svg(path: str, label: str) -> SafeString:
    """A QR code that opens ``path`` of this portal; ``label`` is what it is called.

    The content is ours, never typed text.
    """
    drawn = io.BytesIO()
    segno.make(f"{settings.PUBLIC_URL}{path}", error="m").save(
        drawn,
        kind="svg",
        border=1,
        omitsize=True,
        xmldecl=False,
        svgns=False,
        svgclass="qr",
        lineclass=None,
        title=label,
    )
    # Paths and numbers made by segno from an address we compose ourselves.
    return mark_safe(drawn.getvalue().decode())  # noqa: S308
