"""Vietnamese typed with the keyboard's input method off: Telex and VNI residue made words.

"giaays ddoocj thaan" (Telex) and "giay61 doc65 than6" (VNI) both mean "giấy độc thân".
Decoding is a guess about one word; the caller, who knows the words, decides whether to
believe it.

>>> telex("ddoocj"), telex("huwowng"), telex("giaays")
('độc', 'hương', 'giấy')
>>> vni("d9a8ng"), vni("giay61"), vni("d9o65c")
('đăng', 'giấy', 'độc')
"""

import re
import unicodedata

TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
VNI_MARKS = {"6": ("aeo", CIRCUMFLEX), "7": ("uo", HORN), "8": ("a", BREVE)}
VOWELS = "aeiouy"
MARKED = "âêôăơư"
WORD = re.compile(r"[a-z0-9]{2,14}")


def telex(word: str) -> str:
    """Decode one lower-case word as Telex; the word itself when it cannot be Telex."""
    if not WORD.fullmatch(word) or not word.isalpha():
        return word
    body, tone = _take_tone(word)
    body = body.replace("dd", "đ")
    for letter, marked in (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă")):
        body = body.replace(letter, marked)
    body = re.sub("uw?ow?", _horned, body)
    body = body.replace("ow", "ơ").replace("uw", "ư").replace("w", "ư")
    return _with_tone(_late_marks(body), tone)


def vni(word: str) -> str:
    """Decode one lower-case word as VNI; the word itself when it has no VNI digit."""
    if not WORD.fullmatch(word) or not re.search("[a-z]", word) or word.isalpha():
        return word
    letters: list[str] = []
    tone = ""
    for sign in word:
        if sign in VNI_TONES:
            tone = VNI_TONES[sign]
        elif sign == "9":
            letters = ["đ" if letter == "d" else letter for letter in letters]
        elif sign in VNI_MARKS:
            _mark(letters, *VNI_MARKS[sign])
        elif sign.isdigit():
            return word
        else:
            letters.append(sign)
    return _with_tone("".join(letters), tone)


def _horned(found: re.Match[str]) -> str:
    """One w anywhere in "uo" horns both: "uow", "uwo" and "uwow" are "ươ"."""
    return "ươ" if "w" in found[0] else found[0]


def _take_tone(word: str) -> tuple[str, str]:
    """Split off the last tone letter that stands behind a vowel: "giaays" is "giaay" + sắc."""
    for place in range(len(word) - 1, 0, -1):
        if word[place] in TELEX_TONES and any(c in VOWELS + "w" for c in word[:place]):
            return word[:place] + word[place + 1 :], TELEX_TONES[word[place]]
    return word, ""


def _late_marks(body: str) -> str:
    """Apply marks typed at the end of the word: "thana" is "thân", "dangd" is "đang"."""
    if len(body) > 2 and body[0] == "d" and body[-1] == "d":
        body = "đ" + body[1:-1]
    for letter, marked in (("a", "â"), ("e", "ê"), ("o", "ô")):
        if re.search(f"{letter}[^{VOWELS}{MARKED}]+{letter}$", body):
            body = body[:-1].replace(letter, marked, 1)
    return body


def _mark(letters: list[str], bases: str, mark: str) -> None:
    """Put a mark on the last letter that can bear it; the horn sits on both of "uo"."""
    places = [place for place, letter in enumerate(letters) if letter in bases]
    if mark == HORN and len(places) > 1 and places[-1] == places[-2] + 1:
        places = places[-2:]
    else:
        places = places[-1:]
    for place in places:
        letters[place] = unicodedata.normalize("NFC", letters[place] + mark)


def _with_tone(body: str, tone: str) -> str:
    """Set the tone on the vowel that carries it, by the rules of spelling."""
    if not tone:
        return body
    place = _tone_place(body)
    if place < 0:
        return body
    toned = unicodedata.normalize("NFC", body[place] + tone)
    return body[:place] + toned + body[place + 1 :]


def _tone_place(body: str) -> int:
    places = [place for place, letter in enumerate(body) if letter in VOWELS + MARKED]
    if body[:2] in ("gi", "qu") and len(places) > 1:
        places = places[1:]
    if not places:
        return -1
    marked = [place for place in places if body[place] in MARKED]
    if marked:
        return marked[-1]
    ends_open = places[-1] == len(body) - 1
    if len(places) == 1 or (len(places) == 2 and ends_open):
        return places[0]
    return places[1]
