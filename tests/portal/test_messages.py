"""Compiled catalogues are what gettext reads, made without gettext."""

import gettext

import pytest

from portal.stack.messages import read, write
from portal.stack.texts import Text, wanted

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


def test_texts_of_code_and_templates_are_found_as_gettext_tells_them_apart(tmp_path):
    (tmp_path / "portal").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "portal" / "views.py").write_text(
        "from django.utils.translation import gettext_lazy as _, pgettext, ngettext\n"
        "A = _('Search ' 'here')\n"
        "B = pgettext('month', 'May')\n"
        "C = ngettext('%d case', '%d cases', n)\n"
        "D = _(named_at_run_time)\n"
    )
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}\n"
        '{% translate "Send" %} {{ _("Close") }}\n'
        "{% blocktranslate trimmed with n=count %}\n  Page (one)\n  of {{ n }}\n"
        "{% endblocktranslate %}\n"
    )

    assert wanted(tmp_path) == {
        Text("Search here"): "portal/views.py:2",
        Text("May", context="month"): "portal/views.py:3",
        Text("%d case", plural="%d cases"): "portal/views.py:4",
        Text("Send"): "templates/page.html:2",
        Text("Close"): "templates/page.html:2",
        Text("Page (one) of %(n)s"): "templates/page.html:3",
    }
