"""The fonts of letters: ours, complete for Vietnamese, and no others.

A letter must look and read the same on every machine, so the engine sees one folder of
fonts (``portal.pango``) and a letter with a sign none of them has is not printed at all.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from portal.places import BASE_DIR

FOLDER = BASE_DIR / "static" / "fonts"

FACES = tuple(
    FOLDER / f"Liberation{face}.ttf"
    for face in (
        "Sans-Regular",
        "Sans-Bold",
        "Serif-Regular",
        "Serif-Bold",
        "Serif-Italic",
        "Serif-BoldItalic",
    )
)
"""One file per face: split subsets under one family name come out as wrong letters."""

FALLBACK = FOLDER / "DejaVuSans.ttf"
"""Signs the faces lack, such as Arabic letters and faces that smile."""

_DECEIVING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Direction marks: invisible, and able to make one name read as another."""


def missing() -> list[str]:
    """Return the names of font files that are not where they belong."""
    return [font.name for font in (*FACES, FALLBACK) if not font.is_file()]


def unprintable(text: str) -> list[str]:
    """Return the characters no letter can show, sorted; a form may refuse them early."""
    used = set(text)
    return sorted(used - _printable() | used & _DECEIVING)


@cache
def _printable() -> frozenset[str]:
    signs = set.intersection(*map(_signs, FACES)) | _signs(FALLBACK)
    return frozenset(map(chr, signs)) | {"\n", "\r", "\t"}


def _signs(face: Path) -> set[int]:
    with TTFont(face, lazy=True) as font:
        return set(font.getBestCmap())
