"""Text as people type it: cleaned at the door, folded for search, sorted, put in words.

>>> clean("  Trâ\\u0300n   Văn ")  # letter and mark composed, spaces collapsed
'Trần Văn'
>>> fold("Đường Nguyễn Huệ")
'duong nguyen hue'
>>> sorted(["Đỗ", "Dung", "Ánh", "An", "Âu"], key=sort_key)
['An', 'Ánh', 'Âu', 'Dung', 'Đỗ']
>>> number_in_words(2005)
'hai nghìn không trăm linh năm'
"""

import re
import unicodedata
from datetime import date
from typing import Any

MAX_MARKS = 4  # combining marks on one letter, after composition
HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
STACKED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")


class BadValue(ValueError):
    """A value cannot be taken. ``word`` is stable and translated by screens."""

    def __init__(self, word: str, **facts: Any) -> None:
        super().__init__(word)
        self.word = word
        self.facts = facts


def clean(text: str, *, lines: bool = False, strict: bool = False) -> str:
    """Return ``text`` in NFC, trimmed, with runs of spaces collapsed.

    ``lines`` keeps line breaks; otherwise they become spaces. Characters that cannot be
    seen (zero width, direction marks) are removed; where a value identifies somebody they
    are refused instead (``strict``). Raises ``BadValue``: "control_character",
    "hidden_character", "too_many_marks".
    """
    if FORBIDDEN.search(text):
        raise BadValue("control_character")
    text = unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text))
    seen = HIDDEN.sub("", text)
    if strict and seen != text and seen.strip():
        raise BadValue("hidden_character")
    if any(len(run) > MAX_MARKS for run in STACKED.findall(seen)):
        raise BadValue("too_many_marks", most=MAX_MARKS)
    if not lines:
        return " ".join(seen.split())
    rows = (" ".join(row.split()) for row in seen.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(rows)).strip()


def ascii_digits(text: str) -> str:
    """Turn digits of any script (full width, Arabic-Indic) into 0-9."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


LATIN_LOOK_ALIKES = str.maketrans("đĐðÐɖƉøØłŁ", "dDdDdDoOlL")


def fold(text: str) -> str:
    """Return ``text`` for comparing and searching: lower case, no marks, đ as d."""
    plain = unicodedata.normalize("NFKD", text.translate(LATIN_LOOK_ALIKES))
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(HIDDEN.sub("", bare).casefold().split())


LETTERS = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def sort_key(text: str) -> str:
    """Return a key whose plain byte order is the Vietnamese alphabet's.

    Letters decide first (a ă â b c d đ …), then tones (ngang huyền hỏi ngã sắc nặng).
    """
    letters, tones = [], []
    for word in unicodedata.normalize("NFC", text).casefold().split():
        for one in word:
            letter, tone = _letter_and_tone(one)
            letters.append(letter)
            tones.append(tone)
        letters.append(".")
    return f"{''.join(letters).rstrip('.')} {''.join(tones).rstrip('0')}".strip()


def name_sort_key(full_name: str) -> str:
    """Like ``sort_key``, the given name (last word) first, as Vietnamese lists sort."""
    *before, given = full_name.split() or [""]
    return sort_key(" ".join([given, *before]))


def _letter_and_tone(one: str) -> tuple[str, str]:
    tone, base = "0", ""
    for part in unicodedata.normalize("NFD", one):
        if part in TONES:
            tone = TONES[part]
        else:
            base += part
    base = unicodedata.normalize("NFC", base)
    return LETTERS.get(base, f"{base}0" if base.isalpha() else base), tone


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", " nghìn", " triệu", " tỷ")
MAX_IN_WORDS = 999_999_999_999


def number_in_words(number: int) -> str:
    """Write a whole number from 0 to 999,999,999,999 in Vietnamese words."""
    if not 0 <= number <= MAX_IN_WORDS:
        raise ValueError("only 0 to 999,999,999,999")
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    last = len(groups) - 1
    words = [
        _hundreds(group, full=index < last) + SCALES[index]
        for index, group in reversed(list(enumerate(groups)))
        if group
    ]
    return " ".join(words) or DIGITS[0]


def date_in_words(day: date) -> str:
    """Write a date in words, as civil-status papers want it.

    >>> date_in_words(date(2026, 11, 24))
    'ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu'
    """
    year = number_in_words(day.year)
    month = number_in_words(day.month)
    return f"ngày {number_in_words(day.day)} tháng {month} năm {year}"


def _hundreds(number: int, *, full: bool) -> str:
    """Words of 1…999; ``full`` names an empty hundreds place ("không trăm")."""
    hundreds, rest = divmod(number, 100)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest and rest < 10:
        words += ["linh"] if words else []
        words.append(DIGITS[rest])
    elif rest:
        words.append(_tens(rest))
    return " ".join(words)


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    after_ten = {0: "", 5: " lăm"} if tens == 1 else {0: "", 1: " mốt", 4: " tư", 5: " lăm"}
    return head + after_ten.get(ones, f" {DIGITS[ones]}")
