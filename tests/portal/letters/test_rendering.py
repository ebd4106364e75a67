"""The engine under attack: rows P1–P19 of the list of bad input (A15)."""

import http.server
import subprocess
import sys
import threading
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from portal.letters import child, fonts, page, render
from portal.letters.render import PdfEngineMissing, PdfFailed
from portal.letters.wording import UnknownPlace, filled
from tests.portal.letters.reading import lines_of, text_of

AT = datetime(2026, 11, 27, 1, 5, tzinfo=UTC)
CANARY = "46c1fd0e-canary"


def pdf(html: str, **assets: render.Asset) -> bytes:
    return render.pdf(f'<html lang="vi">{html}</html>', title="Thử", at=AT, assets=assets)


def why_not(html: str) -> str:
    with pytest.raises(PdfFailed) as failure:
        pdf(html)
    return failure.value.reason


@pytest.fixture(scope="module")
def sentinel():
    """A web server that remembers who asked, and its address."""

    class Remember(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            pass

    hits: list[str] = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Remember)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    thread.join()
    server.server_close()


FETCHES = {
    "P1": '<img src="{url}/p1.png">',
    "P2": '<link rel="stylesheet" href="{url}/p2.css">',
    "P3": "<style>@import url({url}/p3.css)</style>",
    "P4": "<style>body {{ background: url({url}/p4.png) }}</style>x",
    "P5": "<style>@font-face {{ font-family: F; src: url({url}/p5.ttf) }}</style>",
    "P6": '<object data="{url}/p6.svg" type="image/svg+xml"></object>',
    "P7": '<embed src="{url}/p7.svg" type="image/svg+xml">',
    "P8": "<style>li {{ list-style: url({url}/p8.png) }}</style><ul><li>x</ul>",
    "P9": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'width="9" height="9"><image xlink:href="{url}/p9.png" width="9" height="9"/></svg>',
    "P11": '<base href="{url}/"><img src="p11.png">',
}


@pytest.mark.parametrize("row", FETCHES)
def test_page_that_asks_the_network_is_blocked(sentinel, row):
    url, hits = sentinel
    assert (why_not(FETCHES[row].format(url=url)), hits) == ("blocked", [])


@pytest.mark.parametrize("tag", ["link", "a"])
def test_attached_local_file_is_blocked_P10(tmp_path, tag):
    file = tmp_path / "canary.txt"
    file.write_text(CANARY)
    assert why_not(f'<{tag} rel="attachment" href="file://{file}">x</{tag}>') == "blocked"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "https://evil.example/"]
)
def test_link_to_elsewhere_is_refused_P12(link):
    assert why_not(f'<a href="{link}">x</a>') == "forbidden_link"


def test_link_to_ourselves_stays_P12(settings):
    assert pdf(f'<a href="{settings.PUBLIC_URL}/xac-minh/">x</a>').startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{ case.delete }} {{ user.password }}", id="P13"),
        pytest.param('{% include "/etc/passwd" %}{% load x %}{% debug %}', id="P14"),
        pytest.param('{{ "a"|center:"200000000" }}', id="P15"),
    ],
)
def test_wording_is_text_and_nothing_else(text):
    assert filled(text, {"case": "x", "user": "y"}) == text


def test_wording_that_names_an_object_is_refused_P13():
    with pytest.raises(UnknownPlace):
        filled("{{user}}", {})


def test_page_over_two_megabytes_is_not_tried_P15():
    assert why_not("<p>" + "a" * (2 << 20)) == "too_long"


def test_hundred_kilobytes_of_combining_marks_are_stopped_P16(monkeypatch):
    monkeypatch.setattr(render, "SECONDS", 1)
    assert why_not("<p>a" + "\u0301" * 100_000) == "too_slow"


@pytest.mark.slow
def test_combining_marks_are_stopped_at_the_real_limit_P16():
    assert why_not("<p>a" + "\u0301" * 100_000) == "too_slow"


@pytest.mark.slow
def test_two_thousand_rows_are_within_the_limits_P16():
    row = "<tr><td>Giấy tờ</td><td>bản chính</td></tr>"
    assert pdf(f"<table>{row * 2000}</table>").startswith(b"%PDF")


@pytest.mark.parametrize(
    "html",
    ["<div>" * 900, '<p style="font-size: 1e7px">x'],
    ids=["nested", "huge type"],
)
def test_page_that_breaks_the_layout_fails_alone_P16(html):
    assert why_not(html) == "failed"


def test_what_a_failed_child_ended_with_is_told_without_its_words_P16(caplog):
    why_not("<div>Nguyễn Thị Minh Châu" * 900)

    assert caplog.messages == ["letters.failed status=1 fault=RecursionError"]


def test_child_can_take_no_more_memory_than_it_was_given_P16():
    code = (
        f"import sys; sys.path.insert(0, {str(Path(child.__file__).parent)!r})\n"
        "import child; child.limit(100, 5)\n"
        "try:\n    bytearray(200 << 20)\nexcept MemoryError:\n    print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"refused\n"


def test_entity_of_a_picture_is_never_filled_in_P17(tmp_path):
    file = tmp_path / "canary.txt"
    file.write_text(CANARY)
    svg = (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{file}">]>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text>&x;</text></svg>'
    )
    made = pdf(
        '<p>chữ</p><img src="portal-asset:x.svg">',
        **{"x.svg": ("image/svg+xml", svg.encode())},
    )
    assert text_of(made) == "chữ"


NAMES = ["(Tj) ET <</S /JavaScript>> \\", "H'Hen Niê", "Ÿẹ́ Đặng", "Nguyễn 😀 ☂"]


@pytest.fixture(scope="module")
def named():
    """The lines of one page that has every odd name."""
    style = "<style>p { font-family: 'Liberation Serif', 'DejaVu Sans' }</style>"
    return lines_of(pdf(style + "".join(f"<p>{escape(name)}" for name in NAMES)))


@pytest.mark.parametrize("name", NAMES)
def test_odd_name_reads_back_as_it_was_P18(named, name):
    assert named[NAMES.index(name)] == name


def test_sign_no_font_has_is_named_before_it_becomes_a_box_P18():
    assert fonts.unprintable("Nguyễn 水 Châu\u202e") == ["\u202e", "水"]


def test_lost_font_stops_the_engine_P19(monkeypatch):
    monkeypatch.setattr(fonts, "FALLBACK", Path("/nowhere/DejaVuSans.ttf"))
    with pytest.raises(PdfEngineMissing):
        pdf("<p>chữ")


def test_machine_without_pango_is_told_so_P19(monkeypatch):
    monkeypatch.setattr(render, "CHILD", Path("/dev/null"))
    assert render.check() == ""
    monkeypatch.setattr(fonts, "FACES", (Path("/nowhere/A.ttf"),))
    assert render.check() == "Font files are missing: A.ttf"


VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


BOTH = VIETNAMESE + VIETNAMESE.upper()
FACES = [
    "Liberation Serif",
    "Liberation Serif; font-weight: 700",
    "Liberation Serif; font-style: italic",
    "Liberation Sans",
    "Liberation Sans; font-weight: 700",
]


@pytest.fixture(scope="module")
def faces():
    """The lines of one page that has every letter in every face."""
    shown = (f'<p style="font-size: 6pt; font-family: {face}">{BOTH}' for face in FACES)
    return lines_of(pdf("".join(shown)))


@pytest.mark.parametrize("face", FACES)
def test_all_134_vietnamese_letters_read_back(faces, face):
    assert len(BOTH) == 134
    assert faces[FACES.index(face)] == BOTH


def test_qr_code_is_a_vector_without_a_border():
    code = page.qr("http://127.0.0.1:8000/xac-minh/7c2a40d39be15f680a4412de97b3c85f/")
    assert code.startswith(b"<svg") and b'viewBox="0 0 ' in code
