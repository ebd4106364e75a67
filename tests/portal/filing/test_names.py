"""The name a file is shown under (rows U1 and U16 of the bad inputs)."""

import unicodedata

import pytest

from portal.filing.content import clean_name

ROWS = {
    "two extensions": ("cv.pdf.exe", "cv.pdf"),
    "percent-encoded end": ("a.pdf%00.html", "a.pdf"),
    "NUL": ("a.pdf\0.html", "a.pdf"),
    "no extension": ("giấy khai sinh", "giấy khai sinh.pdf"),
    "upper case": ("SCAN0001.PDF", "SCAN0001.pdf"),
    "trailing dot and space": ("a.pdf. ", "a.pdf"),
    "folders": ("C:\\Users\\An\\giấy.pdf", "giấy.pdf"),
    "path that climbs out": ("../../etc/passwd", "passwd.pdf"),
    "full stop inside the name": ("Phụ lục 3.Nhà ở.pdf", "Phụ lục 3.Nhà ở.pdf"),
    "decomposed letters": (unicodedata.normalize("NFD", "giấy tờ.pdf"), "giấy tờ.pdf"),
    "emoji": ("🏠 nhà.pdf", "🏠 nhà.pdf"),
    "right-to-left override": ("\u202egpj.exe", "gpj.pdf"),
    "zero width": ("a\u200bb\ufeff.pdf", "ab.pdf"),
    "line ends": ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
    "quotes": ("\"a\" 'b'.pdf", "a b.pdf"),
    "tags": ("<b>x.pdf", "b x.pdf"),
    "device": ("CON", "tep CON.pdf"),
    "device with extension": ("nul.pdf", "tep nul.pdf"),
    "option": ("-rf.pdf", "rf.pdf"),
    "formula": ("=cmd().pdf", "cmd().pdf"),
    "hidden file": (".htaccess", "htaccess.pdf"),
    "only an extension": (".pdf", "tep.pdf"),
    "nothing": ("", "tep.pdf"),
    "only invisible": ("\u200b\u200d.pdf", "tep.pdf"),
}


@pytest.mark.parametrize(("name", "shown"), ROWS.values(), ids=ROWS.keys())
def test_u16_name_is_shown_harmless(name, shown):
    assert clean_name(name, "pdf") == shown


def test_u16_long_name_keeps_its_beginning_and_extension():
    assert clean_name("ộ" * 255 + ".pdf", "pdf") == "ộ" * 116 + ".pdf"


@pytest.mark.parametrize(
    ("kind", "shown"), [("jpeg", "a.jpg"), ("png", "a.png"), ("heic", "a.heic")]
)
def test_u1_extension_follows_the_content(kind, shown):
    assert clean_name("a.pdf", kind) == shown
