"""The portal speaks Vietnamese everywhere: no text is missing, guessed or left over."""

import re

from portal.stack.messages import LOCALE, read
from tests.house.texts import spoken

VIETNAMESE = {
    (one.context or "", one.id): one
    for one in read(LOCALE / "vi" / "LC_MESSAGES" / "django.po")
    if one.id
}
SPOKEN = spoken()
PLACEHOLDER = r"%\((\w+)\)[sd]|%([sd])"


def test_the_search_for_texts_finds_those_of_code_and_of_templates():
    assert ("", "Search") in SPOKEN
    assert ("navigation", "Main") in SPOKEN
    assert {file.rpartition(".")[2] for file in SPOKEN.values()} >= {"py", "html"}


def test_every_text_has_its_vietnamese():
    assert {text: SPOKEN[text] for text in sorted(set(SPOKEN) - set(VIETNAMESE))} == {}


def test_no_vietnamese_is_empty_or_guessed():
    assert [one.id for one in VIETNAMESE.values() if not one.done] == []


def test_no_vietnamese_is_left_over():
    assert sorted(set(VIETNAMESE) - set(SPOKEN)) == []


def test_a_translation_names_only_facts_its_text_has():
    assert [
        one.id
        for one in VIETNAMESE.values()
        if {name for text in one.texts for name in re.findall(PLACEHOLDER, text)}
        - set(re.findall(PLACEHOLDER, one.id + (one.plural or "")))
    ] == []
