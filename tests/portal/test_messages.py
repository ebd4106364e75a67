"""Compiled catalogues are what gettext reads, made without gettext."""

import gettext

import pytest

from portal.stack.messages import faults, read, write

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

#: templates/base.html
msgid "Search"
msgstr "Tìm kiếm"

msgctxt "month"
msgid "May"
msgstr ""
"Tháng "
"năm"

msgid "%(n)d case"
msgid_plural "%(n)d cases"
msgstr[0] "%(n)d hồ sơ"

#, fuzzy
msgid "Guess"
msgstr "Đoán"

msgid "Later"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Đã bỏ"
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(CATALOGUE)
    return path


def test_compiled_catalogue_answers_as_gettext_would(source):
    target = source.with_suffix(".mo")
    write(read(source), target)

    with target.open("rb") as file:
        texts = gettext.GNUTranslations(file)

    assert texts.gettext("Search") == "Tìm kiếm"
    assert texts.pgettext("month", "May") == "Tháng năm"
    assert texts.ngettext("%(n)d case", "%(n)d cases", 3) == "%(n)d hồ sơ"
    assert texts.gettext("Guess") == "Guess"
    assert texts.gettext("Gone") == "Gone"


def test_fuzzy_and_empty_entries_are_not_done(source):
    assert [m.id for m in read(source) if not m.done] == ["Guess", "Later"]


def test_broken_catalogue_names_file_and_line(tmp_path):
    path = tmp_path / "broken.po"
    path.write_text('msgid "a"\nmsgstr oops\n')

    with pytest.raises(ValueError, match=r"broken\.po:2: not a quoted text"):
        read(path)


def test_vietnamese_is_complete():
    assert faults() == []
