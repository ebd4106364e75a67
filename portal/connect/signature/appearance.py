"""What a signature looks like on the page: red text in a red frame (NĐ 30/2020, annex I).

The text is part of the signature, not of the letter: an unsigned letter cannot show it. The
font is embedded with its characters named, as PDF/A wants.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

from fontTools import subset
from fontTools.ttLib import TTFont
from pyhanko.pdf_utils.content import PdfResources
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from portal.places import BASE_DIR

FONT = BASE_DIR / "static" / "fonts" / "LiberationSans-Regular.ttf"
SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
"""Points; the largest that fits is taken."""
LEADING = 1.3
PADDING = 4.0
RED = b"0.643 0.086 0.102"


@dataclass(frozen=True)
class Lines(BaseStampStyle):
    """A framed box of a few lines."""

    border_width: int = 0
    lines: tuple[str, ...] = ()

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict
    ) -> BaseStamp:
        """Return the box, ready to be drawn into the signature field."""
        return _Box(writer, self, box)


class _Box(BaseStamp):
    def _render_inner_content(self) -> list[bytes]:
        face, width, height = _face(), self.box.width, self.box.height
        size, lines = fitted(self.style.lines, width, height)
        resources = PdfResources()
        resources.font[NameObject("/F1")] = face.embedded(self.writer, "".join(lines))
        self.import_resources(resources)
        drop = (height - (len(lines) - 1) * size * LEADING - size * 0.72) / 2
        text = b" T* ".join(b"<%s> Tj" % face.shown(line) for line in lines)
        return [
            b"%s RG %s rg 0.75 w 0.375 0.375 %.2f %.2f re S"
            % (RED, RED, width - 0.75, height - 0.75),
            b"BT /F1 %.2f Tf %.2f TL %.2f %.2f Td %s ET"
            % (size, size * LEADING, PADDING, height - drop - size * 0.72, text),
        ]


def fitted(lines: tuple[str, ...], width: float, height: float) -> tuple[float, list[str]]:
    """Return the largest size at which the lines, broken between words, fit the box."""
    for size in SIZES:
        broken = [part for line in lines for part in _broken(line, size, width - 2 * PADDING)]
        if len(broken) * size * LEADING + 2 <= height:
            break
    return size, broken


def _broken(line: str, size: float, width: float) -> list[str]:
    parts, face = [""], _face()
    for word in line.split():
        longer = f"{parts[-1]} {word}".strip()
        if parts[-1] and face.width(longer) * size > width:
            parts.append(word)
        else:
            parts[-1] = longer
    return parts


@dataclass(frozen=True)
class _Face:
    """The font: which glyph a character has, and how wide it is (1 = the type size)."""

    glyphs: dict[str, int]
    widths: dict[str, float]

    def width(self, text: str) -> float:
        return sum(self.widths.get(sign, 0.5) for sign in text)

    def shown(self, text: str) -> bytes:
        return b"".join(b"%04x" % self.glyphs.get(sign, 0) for sign in text)

    def embedded(self, writer: BasePdfFileWriter, text: str) -> DictionaryObject:
        """Put the used glyphs into the file; return the font for its resources."""
        signs = sorted(sign for sign in set(text) if sign in self.glyphs)
        name = NameObject("/MOTCUA+LiberationSans")
        descriptor = self._descriptor(writer, name, signs)
        widths = ArrayObject()
        for sign in signs:
            wide = FloatObject(f"{self.widths[sign] * 1000:.2f}")
            widths += [NumberObject(self.glyphs[sign]), ArrayObject([wide])]
        system = _dict(
            Registry=TextStringObject("Adobe"),
            Ordering=TextStringObject("Identity"),
            Supplement=NumberObject(0),
        )
        cid = _dict(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=name,
            CIDSystemInfo=system,
            CIDToGIDMap="/Identity",
            DW=NumberObject(500),
            W=widths,
            FontDescriptor=writer.add_object(descriptor),
        )
        return writer.add_object(
            _dict(
                Type="/Font",
                Subtype="/Type0",
                BaseFont=name,
                Encoding="/Identity-H",
                DescendantFonts=ArrayObject([writer.add_object(cid)]),
                ToUnicode=writer.add_object(
                    StreamObject(stream_data=_to_unicode({self.glyphs[s]: s for s in signs}))
                ),
            )
        )

    def _descriptor(
        self, writer: BasePdfFileWriter, name: NameObject, signs: list[str]
    ) -> DictionaryObject:
        """The measures of the face and its program, cut down to the used glyphs."""
        face = _program([self.glyphs[sign] for sign in signs])
        program = StreamObject(stream_data=face)
        program.compress()
        # With the line feed after it, a last byte that is a carriage return would not count.
        if program.encoded_data.endswith(b"\r"):
            program = StreamObject(stream_data=face)
        program[NameObject("/Length1")] = NumberObject(len(face))
        return _dict(
            Type="/FontDescriptor",
            FontName=name,
            Flags=NumberObject(4),
            FontBBox=ArrayObject(map(NumberObject, (-544, -303, 1302, 980))),
            ItalicAngle=NumberObject(0),
            Ascent=NumberObject(905),
            Descent=NumberObject(-212),
            CapHeight=NumberObject(729),
            StemV=NumberObject(80),
            FontFile2=writer.add_object(program),
        )


@cache
def _face() -> _Face:
    with TTFont(FONT, lazy=True) as font:
        numbers, advance, em = font.getReverseGlyphMap(), font["hmtx"], font["head"].unitsPerEm
        chosen = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
        return _Face(
            {sign: numbers[glyph] for sign, glyph in chosen.items()},
            {sign: advance[glyph][0] / em for sign, glyph in chosen.items()},
        )


def _program(glyphs: list[int]) -> bytes:
    """The font with these outlines only, glyph numbers as they were."""
    options = subset.Options(
        retain_gids=True, notdef_outline=True, glyph_names=False, layout_features=[]
    )
    options.drop_tables += [
        "FFTM",
        "GSUB",
        "GPOS",
        "GDEF",
        "kern",
        "name",
        "cmap",
        "post",
        "OS/2",
    ]
    out = io.BytesIO()
    with TTFont(FONT, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(gids=glyphs)
        subsetter.subset(font)
        font.save(out)
    return out.getvalue()


def _to_unicode(signs: dict[int, str]) -> bytes:
    """The table that turns glyphs back into characters, for search and screen readers."""
    lines = "\n".join(
        f"<{glyph:04x}> <{sign.encode('utf-16-be').hex()}>" for glyph, sign in signs.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(signs)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


def _dict(**entries: object) -> DictionaryObject:
    """A dictionary; a text that starts with a stroke is a name."""
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(value)
            if isinstance(value, str)
            and value[:1] == "/"
            and not isinstance(value, NameObject | TextStringObject)
            else value
            for key, value in entries.items()
        }
    )
