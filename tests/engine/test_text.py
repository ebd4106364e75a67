"""Text as people type it."""

from datetime import date

import pytest

from procedures.engine.text import (
    BadValue,
    ascii_digits,
    clean,
    date_in_words,
    fold,
    name_sort_key,
    number_in_words,
    sort_key,
)


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\x1b", "\x85", "\ufffe"])
def test_control_characters_are_refused(character):  # F1, F2
    with pytest.raises(BadValue, match="control_character"):
        clean(f"An{character}h")


def test_decomposed_text_is_stored_composed():  # F7, F8
    assert clean("Trâ\u0300n") == clean("Trần") == "Trần"


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041"])
def test_unseen_characters_vanish_from_free_text_and_are_refused_in_names(hidden):  # F9
    assert clean(f"Hà{hidden} My") == "Hà My"
    with pytest.raises(BadValue, match="hidden_character"):
        clean(f"Hà{hidden} My", strict=True)


def test_nothing_but_unseen_characters_is_nothing():  # F10
    assert clean("\u200b\u200b ", strict=True) == ""


def test_five_marks_on_a_letter_are_too_many():  # F14
    assert clean("a" + "\u0323\u0331\u0332\u0333") != ""
    with pytest.raises(BadValue, match="too_many_marks"):
        clean("x" + "\u0331" * 5)
    with pytest.raises(BadValue, match="too_many_marks"):
        clean("x" + "\u0331" * 50_000)


def test_line_breaks_become_spaces_unless_lines_are_wanted():  # F23
    assert clean("Nguyễn\r\nBcc: x") == "Nguyễn Bcc: x"
    assert clean("một\r\n\r\n\r\n\r\nhai ", lines=True) == "một\n\nhai"


def test_digits_of_other_scripts_become_ascii():  # F13
    assert ascii_digits("１２３ ٢٠٢٦") == "123 2026"


@pytest.mark.parametrize("d", ["Đ", "đ", "Ð", "ð", "Ɖ", "ɖ"])
def test_every_look_alike_of_d_is_found_as_d(d):  # F11
    assert fold(f"{d}ường Huế") == "duong hue"


def test_vietnamese_alphabet_decides_before_tones():
    words = ["ặ", "ă", "á", "a", "â", "b", "đ", "d", "e", "ê", "u", "ư", "à", "ả", "ã", "ạ"]

    assert sorted(words, key=sort_key) == [
        "a", "à", "ả", "ã", "á", "ạ", "ă", "ặ", "â", "b", "d", "đ", "e", "ê", "u", "ư",
    ]  # fmt: skip


def test_shorter_words_come_first():
    names = ["An Bình", "Anh", "An", "Án"]

    assert sorted(names, key=sort_key) == ["An", "Án", "An Bình", "Anh"]


def test_people_are_sorted_by_given_name():
    people = ["Trần Văn Bình", "Lê Thị Ánh", "Nguyễn An", "Đỗ An"]

    assert sorted(people, key=name_sort_key) == [
        "Đỗ An", "Nguyễn An", "Lê Thị Ánh", "Trần Văn Bình",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"),
        (1990, "một nghìn chín trăm chín mươi"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (15_000, "mười lăm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (75_500_000, "bảy mươi lăm triệu năm trăm nghìn"),
        (2_000_000_000, "hai tỷ"),
    ],
)
def test_numbers_are_written_as_they_are_said(number, words):
    assert number_in_words(number) == words


def test_dates_are_written_in_words():
    words = "ngày mười lăm tháng tám năm một nghìn chín trăm chín mươi mốt"

    assert date_in_words(date(1991, 8, 15)) == words
