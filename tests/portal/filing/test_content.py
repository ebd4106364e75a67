"""What we take, refuse and show of an upload. Names carry the row of the bad inputs (U…)."""

import io
import zipfile

import pikepdf
import pypdf
import pytest
from PIL import Image, ImageFilter

from portal.filing.content import (
    MAX_BYTES,
    MAX_PAGES,
    Accepted,
    CannotRender,
    Rejected,
    inspect,
    to_pdf,
)
from tests.portal.filing import uploads


def warnings(content, name="giay.pdf"):
    outcome = inspect(content, name)
    assert isinstance(outcome, Accepted), outcome
    return outcome.warnings


def first_picture(view):
    """The first photo of a view, decoded."""
    document = pikepdf.open(io.BytesIO(view.pdf))
    page = document.pages[0]
    return pikepdf.PdfImage(page.Resources.XObject.Photo).as_pil_image()


@pytest.mark.parametrize(
    ("content", "name", "outcome"),
    [
        (uploads.jpeg(), "IMG_2041.JPG", Accepted("jpeg", 1, "IMG_2041.jpg")),
        (uploads.png(), "chụp.png", Accepted("png", 1, "chụp.png")),
        (uploads.heic(), "IMG_2041.HEIC", Accepted("heic", 1, "IMG_2041.heic")),
        (uploads.pdf(3), "tờ khai.pdf", Accepted("pdf", 3, "tờ khai.pdf")),
    ],
    ids=["jpeg", "png", "heic", "pdf"],
)
def test_photo_or_pdf_is_accepted(content, name, outcome):
    assert inspect(content, name) == outcome


def pdf_with(change):
    return lambda: uploads.pdf(change=change)


REFUSED = {
    "U1 program named as a pdf": ("wrong_type", lambda: b"MZ\x90\0" + bytes(500)),
    "U2 page named as a pdf": ("wrong_type", lambda: b"<html><script>alert(1)</script>"),
    "U2 drawing named as a photo": ("wrong_type", lambda: b"<svg onload=alert(1)>"),
    "U4 html before the pdf header": ("wrong_type", lambda: b"<html>" + uploads.pdf()),
    "U5 drawing": ("wrong_type", lambda: b"<?xml version='1.0'?><svg/>"),
    "U6 document that unpacks to 60 MB": ("office_document", uploads.document_bomb),
    "U6 archive of 10,000 entries": (
        "archive",
        lambda: uploads.archive((str(n) for n in range(10_000)), method=zipfile.ZIP_STORED),
    ),
    "U7 archive that climbs out": ("archive", lambda: uploads.archive(["../../etc/cron.d/x"])),
    "U8 100 million pixels": ("too_many_pixels", lambda: uploads.huge_png(10_000)),
    "U8 225 million pixels": ("too_many_pixels", lambda: uploads.huge_png(15_000)),
    "U9 moving picture": ("animated", lambda: uploads.animated("PNG")),
    "U9 gif": ("wrong_type", lambda: uploads.animated("GIF")),
    "U9 tiff of many pages": ("wrong_type", lambda: uploads.animated("TIFF")),
    "U10 password": (
        "locked",
        lambda: uploads.pdf(encryption=pikepdf.Encryption(owner="o", user="u")),
    ),
    "U10 more pages than the limit": ("too_many_pages", lambda: uploads.pdf(MAX_PAGES + 1)),
    "U10 50,000 pages": ("too_many_pages", lambda: uploads.many_pages(50_000)),
    "U10 pages in a circle": ("unreadable", pdf_with(uploads.cyclic_pages)),
    "U10 form drawn by a program": ("needs_rendering", pdf_with(uploads.dynamic_form)),
    "U10 stream that unpacks to 300 MB": ("too_complex", pdf_with(uploads.inflating_stream)),
    "U12 document with macros": (
        "office_document",
        lambda: uploads.archive(["[Content_Types].xml", "word/vbaProject.bin"]),
    ),
    "U12 old document": (
        "office_document",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
    ),
    "U15 nothing": ("empty", lambda: b""),
    "U15 one byte": ("wrong_type", lambda: b"%"),
    "U15 half a photo": ("unreadable", lambda: uploads.jpeg()[:20_000]),
    "U15 half a pdf": ("unreadable", lambda: uploads.pdf(9)[:40]),
    "U15 half a heic": ("unreadable", lambda: uploads.heic()[:2_000]),
    "U15 one byte over the limit": ("too_large", lambda: b"%PDF-" + bytes(MAX_BYTES - 4)),
}


@pytest.mark.parametrize(("word", "make"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_upload_is_refused_with_its_word(word, make):
    outcome = inspect(make(), "a.pdf")
    assert isinstance(outcome, Rejected), outcome
    assert outcome.word == word


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (uploads.huge_png(10_000), {"megapixels": 100, "limit_megapixels": 40}),
        (uploads.pdf(MAX_PAGES + 1), {"pages": MAX_PAGES + 1, "limit": MAX_PAGES}),
        (b"%PDF-1.7\n" + bytes(MAX_BYTES), {"limit_mb": 10}),
    ],
    ids=["pixels", "pages", "bytes"],
)
def test_refusal_by_a_limit_names_the_limit(content, facts):
    assert inspect(content, "a").facts == facts


def test_u1_kind_follows_the_content_and_the_shown_name_follows_the_kind():
    assert inspect(uploads.pdf(), "cv.pdf.exe") == Accepted("pdf", 1, "cv.pdf")


@pytest.mark.parametrize(
    "content",
    [
        uploads.png() + b"<html><script>alert(document.cookie)</script></html>",
        uploads.jpeg() + uploads.archive(["evil.sh"], content=b"<script>alert"),
    ],
    ids=["PNG and HTML", "JPEG and ZIP"],
)
def test_u3_second_nature_of_a_photo_is_not_in_what_people_see(content):
    assert isinstance(inspect(content, "a"), Accepted)
    view = to_pdf([content])
    assert b"<script>" not in view.pdf
    assert not zipfile.is_zipfile(io.BytesIO(view.pdf))


ACTIVE = {
    "JavaScript": uploads.javascript,
    "OpenAction": uploads.open_action,
    "Launch": uploads.launch,
    "XFA": uploads.static_form,
}


@pytest.mark.parametrize("change", ACTIVE.values(), ids=ACTIVE.keys())
def test_u10_active_pdf_is_taken_with_a_warning_and_shown_without_it(change):
    content = uploads.pdf(change=change)
    assert warnings(content) == ("pdf_active",)
    plain = pikepdf.open(io.BytesIO(to_pdf([content]).pdf))
    assert sorted(plain.Root.keys()) == ["/Pages", "/Type"]
    assert "/Annots" not in plain.pages[0]


def test_u10_embedded_file_is_told_and_not_in_what_people_see():
    content = uploads.pdf(change=uploads.attachment)
    assert warnings(content) == ("pdf_attachments",)
    plain = pikepdf.open(io.BytesIO(to_pdf([content]).pdf))
    assert len(plain.attachments) == 0


def test_u10_stream_kept_outside_the_file_is_cut_off():
    view = to_pdf([uploads.pdf(change=uploads.external_stream)])
    document = pikepdf.open(io.BytesIO(view.pdf))
    assert "/F" not in document.pages[0].Contents.stream_dict


def test_signature_over_the_whole_file_is_told():
    assert warnings(uploads.signed(uploads.pdf())) == ("signed",)


def test_u11_file_changed_after_its_signature_is_told():
    content = uploads.changed_later(uploads.signed(uploads.pdf()))
    assert warnings(content) == ("signature_partial",)


def test_signature_that_no_officer_could_check_is_told():
    content = uploads.signed(uploads.pdf()).replace(b"/Contents <3082", b"/Contents <0482")
    assert warnings(content) == ("signature_unreadable",)


def test_filled_in_field_stays_readable():
    view = to_pdf([uploads.pdf(change=uploads.filled_field)])
    assert "FILLED-IN" in pypdf.PdfReader(io.BytesIO(view.pdf)).pages[0].extract_text()


def test_pdf_restricted_without_a_password_to_open_is_accepted():
    content = uploads.pdf(encryption=pikepdf.Encryption(owner="o", user=""))
    assert inspect(content, "a.pdf") == Accepted("pdf", 1, "a.pdf")


def test_u15_one_byte_under_the_limit_is_not_too_large():
    assert inspect(b"%PDF-" + bytes(MAX_BYTES - 5), "a.pdf") == Rejected("unreadable")


def test_u24_place_and_author_of_a_photo_are_not_in_what_people_see():
    exif = Image.Exif()
    exif[0x013B] = "CANARY-AUTHOR"
    exif.get_ifd(0x8825)[29] = "CANARY-GPS"
    content = uploads.jpeg(exif=exif, comment=b"CANARY-COMMENT")
    assert content.count(b"CANARY") == 3
    assert b"CANARY" not in to_pdf([content]).pdf
    assert "CANARY" not in str(first_picture(to_pdf([content])).info)


def test_u24_author_of_a_pdf_is_not_in_what_people_see():
    content = uploads.pdf(
        change=lambda document: document.docinfo.update({"/Author": "CANARY"})
    )
    assert "/Info" not in pikepdf.open(io.BytesIO(to_pdf([content]).pdf)).trailer


def test_photo_lying_on_its_side_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    view = to_pdf([uploads.jpeg((1600, 1200), exif=exif)])
    assert first_picture(view).size == (1200, 1600)


def test_large_photo_is_made_smaller_and_its_page_is_a4():
    view = to_pdf([uploads.jpeg((3000, 4000))])
    page = pypdf.PdfReader(io.BytesIO(view.pdf)).pages[0]
    assert first_picture(view).size == (1800, 2400)
    assert tuple(page.mediabox[2:]) == (595, 842)


def test_wide_photo_gets_a_page_on_its_side():
    page = pypdf.PdfReader(io.BytesIO(to_pdf([uploads.jpeg((1600, 1200))]).pdf)).pages[0]
    assert tuple(page.mediabox[2:]) == (842, 595)


def test_photos_and_pdfs_become_one_pdf_in_their_order():
    view = to_pdf([uploads.pdf(2), uploads.jpeg(), uploads.heic(), uploads.pdf(1)])
    pages = pypdf.PdfReader(io.BytesIO(view.pdf)).pages
    texts = [page.extract_text() for page in pages]
    assert (view.pages, texts) == (5, ["Trang 1", "Trang 2", "", "", "Trang 1"])


def test_same_parts_give_the_same_bytes():
    parts = [uploads.jpeg(), uploads.pdf(2)]
    assert to_pdf(parts) == to_pdf(parts)


def test_view_can_be_a_part_of_the_next_view():
    view = to_pdf([uploads.jpeg()])
    assert to_pdf([view.pdf, uploads.pdf(2)]).pages == 3


@pytest.mark.parametrize(
    ("parts", "word"),
    [([], "empty"), ([b"<html>"], "wrong_type"), ([uploads.pdf(150)] * 2, "too_many_pages")],
    ids=["nothing", "something else", "more pages together than allowed"],
)
def test_parts_that_make_no_pdf_are_refused_with_a_word(parts, word):
    with pytest.raises(CannotRender, match=word):
        to_pdf(parts)


def test_transparent_screenshot_is_drawn_on_white():
    image = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    view = to_pdf([uploads.saved(image, "PNG")])
    assert first_picture(view).getpixel((400, 400)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_colour_mode_of_png_can_be_shown(mode):
    image = Image.new("L", (700, 900), 200).convert("RGBA" if mode == "RGBA" else mode)
    assert to_pdf([uploads.saved(image, "PNG")]).pages == 1


def test_print_photo_in_cmyk_can_be_shown():
    content = uploads.saved(uploads.sheet().convert("CMYK"), "JPEG")
    assert first_picture(to_pdf([content])).mode == "RGB"


def test_blurred_photo_is_taken_with_a_warning():
    blurred = uploads.sheet().filter(ImageFilter.GaussianBlur(9))
    assert warnings(uploads.saved(blurred, "JPEG")) == ("blurred",)


def test_tiny_photo_is_taken_with_a_warning():
    assert warnings(uploads.jpeg((300, 400))) == ("small",)


def test_file_that_outlasts_its_reader_is_refused(monkeypatch):
    monkeypatch.setattr("portal.filing.content.limited.SECONDS", 0.01)
    assert inspect(uploads.jpeg(), "a.jpg") == Rejected("too_complex")
