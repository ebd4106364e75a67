"""A photograph of a paper as a telephone takes it: askew, on a table, a little unsharp.

Drawn, so that the demo needs no picture of a real document. The same words always give the
same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from portal.places import BASE_DIR

FONTS = BASE_DIR / "static" / "fonts"
SIZE = (1240, 1754)  # A4 at 150 dpi
TABLE, PAPER, INK, RED = (74, 60, 48), (246, 243, 235), (38, 38, 46), (176, 38, 44)


def paper(lines: Sequence[str], *, seal: str, blurred: bool = False) -> bytes:
    """A JPEG of a paper with these lines: the first is its heading, "" leaves room.

    ``blurred`` is a photo nobody can read the number on, as officers get them.
    """
    page = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(page)
    top = 150
    for place, line in enumerate(lines):
        font = _font(
            "LiberationSerif-Bold.ttf" if place < 3 else "LiberationSerif-Regular.ttf"
        )
        width = pen.textlength(line, font=font)
        left = (SIZE[0] - width) / 2 if place < 3 else 130
        pen.text((left, top), line, font=font, fill=INK)
        top += 62
    _stamp(pen, seal, (880, top + 210))
    if blurred:
        page = page.filter(ImageFilter.GaussianBlur(9))
    return _taken(page)


def _stamp(pen: ImageDraw.ImageDraw, words: str, centre: tuple[int, int]) -> None:
    x, y = centre
    for radius in (132, 122):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=5)
    font = _font("LiberationSerif-Bold.ttf", 25)
    for place, line in enumerate(words.splitlines()):
        width = pen.textlength(line, font=font)
        pen.text((x - width / 2, y - 44 + 32 * place), line, font=font, fill=RED)


def _taken(page: Image.Image) -> bytes:
    """The paper on a table, turned by hand, with the light coming from one side."""
    table = Image.new("RGB", (1560, 2080), TABLE)
    sheet = page.convert("RGBA").rotate(1.6, expand=True, resample=Image.Resampling.BICUBIC)
    table.paste(sheet, (120, 130), sheet)
    light = Image.linear_gradient("L").resize(table.size).point(lambda p: 96 - p // 5)
    shaded = Image.composite(
        table, Image.new("RGB", table.size, (0, 0, 0)), light.point(_bright)
    )
    out = io.BytesIO()
    shaded.filter(ImageFilter.GaussianBlur(0.8)).save(out, "JPEG", quality=82, dpi=(150, 150))
    return out.getvalue()


def _bright(level: int) -> int:
    return min(255, 160 + level)


def _font(name: str, size: int = 38) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(Path(FONTS) / name), size)
