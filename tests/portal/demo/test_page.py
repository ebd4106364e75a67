"""The demo's browser reads a page as a browser without scripts does."""

import pytest

from portal.demo.page import parse

FORM = """<title>Giấy   tờ</title><script>var a = "<a href='/no/'>";</script>
<main data-case="H57.26-261125-0001" data-status="4">
<a href="/ho-so/1/" data-action="receive"><b>Tiếp</b> nhận</a>
<form method="post" enctype="multipart/form-data">
<input type="hidden" name="csrfmiddlewaretoken" value="abc">
<input type="radio" name="way" value="a"><input type="radio" name="way" value="b" checked>
<input type="checkbox" name="sure" value="1"><input type="file" name="paper-x">
<input name="gone" value="1" disabled>
<select name="desk"><option value="1">Một</option>
<option value="2" selected>Hai</option></select>
<textarea name="note">&lt;xin&gt;
chào</textarea>
<button type="button" name="copy">Chép</button>
<button type="submit">Tiếp tục</button>
<button type="submit" name="save" value="later" data-action="keep">Lưu</button>
</form></main>"""


@pytest.fixture
def page():
    return parse(FORM, url="http://127.0.0.1/", status=200, kind="text/html")


def test_text_of_links_and_marks_is_read_and_scripts_are_not(page):
    assert page.title == "Giấy tờ"
    assert [(one.href, one.words, one.data) for one in page.links] == [
        ("/ho-so/1/", "Tiếp nhận", {"action": "receive"})
    ]
    assert (page.marks["case"], page.marks["status"]) == ("H57.26-261125-0001", "4")


def test_a_form_is_sent_as_it_stands_with_the_first_button(page):
    (form,) = page.forms

    assert form.multipart
    assert form.filled({}, "") == [
        ("csrfmiddlewaretoken", "abc"),
        ("way", "b"),
        ("desk", "2"),
        ("note", "<xin>\nchào"),
    ]


def test_what_is_typed_replaces_what_stands_and_a_named_button_is_sent(page):
    (form,) = page.forms

    sent = form.filled({"way": "a", "sure": ("1",)}, "keep")

    assert ("way", "b") not in sent
    assert sent[-3:] == [("way", "a"), ("sure", "1"), ("save", "later")]


def test_the_words_of_an_error_summary_are_kept_apart():
    text = (
        "<p>Giấy tờ</p><div data-error-summary><ul><li>Thiếu<br>ảnh</li></ul></div><p>Hết</p>"
    )

    assert parse(text, url="", status=422, kind="text/html").errors == "Thiếuảnh"
