"""Vietnamese text reduced to what the ear of a search needs.

Marks and case are dropped, đ becomes d, and a lone y reads as i, so "Đăng ký", "dang ki",
"hoà" and "hòa" meet.
"""

import re
import unicodedata

TONES = "\u0300\u0301\u0303\u0309\u0323"
LONE_Y = re.compile(r"(?<=[bcdghklmnprstvx])y$|(?<=qu)y$")


def unmarked(text: str) -> str:
    """Lower-case the text and drop every mark: "Đường" is "duong"."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("Đ", "d"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def plain(word: str) -> str:
    """Fold one word for comparison: "Kỹ" is "ki", "quý" is "qui", "thuỷ" stays "thuy"."""
    return LONE_Y.sub("i", unmarked(word))


def words(text: str) -> list[str]:
    """Split text into lower-case words with their marks, composed (NFC)."""
    composed = unicodedata.normalize("NFC", text).lower()
    return re.findall(r"\w+", composed.replace("_", " "))


def tone_last(word: str) -> str:
    """Move the tone behind the word, so both spellings, "hoà" and "hòa", are one."""
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(sign for sign in parts if sign in TONES)
    rest = "".join(sign for sign in parts if sign not in TONES)
    return unicodedata.normalize("NFC", rest) + tone


def folded(text: str) -> list[str]:
    """Split text into folded words.

    >>> folded("Cấp Giấy xác nhận – Quý I")
    ['cap', 'giay', 'xac', 'nhan', 'qui', 'i']
    """
    return [plain(word) for word in words(text)]
