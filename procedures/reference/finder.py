"""Finds procedures by name: an index of titles in memory, built once, asked in milliseconds.

A title answers a reading as well as it covers the words looked for, as few words of its own
are left over, and as the words stand side by side. So a short exact title is not outranked by
a long one that happens to contain everything. ``docs/decisions/`` tells why this is not a
query of the database.
"""

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from sys import intern

from . import lexicon as lexicons
from . import words as vocabulary
from .folding import folded, plain, tone_last, words
from .lexicon import Guess, Lexicon
from .reading import Reading, readings

ENOUGH = 0.62  # share of the meant weight a title must cover to be a hit
BESIDE = 0.45  # share of the best score below which a hit is noise
NEAR = 0.3  # … to be worth a suggestion
DEEPLY = 100  # titles looked at closely per reading
MOST_HITS = 200
FAINTLY = 0.25
# A title with such words is for a rarer case, unless the words were asked for.
RARER = tuple(
    (tuple(folded(phrase)), factor)
    for phrase, factor in (
        ("nước ngoài", 0.86),
        ("lưu động", 0.86),
        ("lại", 0.95),
        ("biên giới", 0.9),
        ("sửa đổi", 0.94),
        ("gia hạn", 0.94),
        ("điều chỉnh", 0.94),
        ("thu hồi", 0.92),
        ("chấm dứt", 0.92),
        ("xóa", 0.92),
    )
)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be found: its titles (the first is the official one) and its standing.

    ``prior`` multiplies the score: above 1 for what matters here, below for what hardly does.
    """

    code: str
    titles: tuple[str, ...]
    about: str = ""
    prior: float = 1.0


@dataclass(frozen=True, slots=True)
class Title:
    """One title: its words in order, folded and as written, and the weight of them all."""

    item: int
    words: tuple[str, ...]
    written: tuple[str, ...]
    weight: float
    rarer: tuple[tuple[frozenset[str], float], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Everything needed to answer: items, titles, postings, word weights, known words."""

    items: tuple[Item, ...]
    titles: tuple[Title, ...]
    postings: dict[str, tuple[int, ...]]
    weights: dict[str, float]
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Found:
    """Codes by rank, the wording that was understood if it differs, and near misses."""

    codes: tuple[str, ...]
    understood: str = ""
    near: tuple[str, ...] = ()


def build(items: Iterable[Item]) -> Index:
    """Index the items; half a second for six thousand."""
    kept = tuple(items)
    texts = [
        (place, _title_words(title))
        for place, item in enumerate(kept)
        for title in item.titles
    ]
    spoken = [list(saying.said) for saying in vocabulary.sayings().values()]
    official = [words(means) for one in vocabulary.sayings().values() for means in one.means]
    lexicon = lexicons.build([*(text for _, text in texts), *spoken, *official])
    spread: Counter[str] = Counter()
    for _, text in texts:
        spread.update({plain(word) for word in text})
    weights = {word: _weight(word, count, len(texts)) for word, count in spread.items()}
    titles = tuple(_title(place, text, weights) for place, text in texts)
    postings: dict[str, list[int]] = {}
    for place, title in enumerate(titles):
        for word in dict.fromkeys(title.words):
            postings.setdefault(word, []).append(place)
    return Index(
        kept, titles, {word: tuple(at) for word, at in postings.items()}, weights, lexicon
    )


def find(index: Index, text: str) -> Found:
    """Rank the items for typed text; try looser readings before giving up."""
    first = _search(index, readings(index.lexicon, text))
    if first.codes:
        return first
    second = _search(index, readings(index.lexicon, text, loose=True))
    return second if second.codes else Found((), near=second.near or first.near)


def _search(index: Index, asked: list[Reading]) -> Found:
    scores: dict[int, float] = {}
    best: dict[int, Reading] = {}
    near: dict[int, float] = {}
    for reading in asked:
        for place, score, covers in _answers(index, reading):
            if covers < ENOUGH:
                near[place] = max(score, near.get(place, 0.0))
            elif score > scores.get(place, 0.0):
                scores[place] = score
                best[place] = reading
    _promote(index, asked, scores, best)
    ranked = sorted(scores, key=lambda place: (-scores[place], index.items[place].code))
    least = scores[ranked[0]] * BESIDE if ranked else 0.0
    codes = tuple(index.items[place].code for place in ranked if scores[place] >= least)
    misses = tuple(index.items[place].code for place in heapq.nlargest(5, near, near.get))
    understood = _said(index, best[ranked[0]], ranked[0]) if ranked else ""
    return Found(codes[:MOST_HITS], understood, misses)


def _said(index: Index, reading: Reading, item: int) -> str:
    """Say a reading in words, with the marks the best hit has where none were typed."""
    if not reading.changed:
        return ""
    met = {plain(word): word for title in index.items[item].titles for word in words(title)}
    return " ".join(
        one.shown
        if one.marked
        else next((met[word] for word in one.meant if word in met), one.shown)
        for one in reading.guesses
    )


def _promote(
    index: Index, asked: list[Reading], scores: dict[int, float], best: dict[int, Reading]
) -> None:
    """Lift the procedures a saying names to the top score of its reading."""
    named = {code: reading for reading in reversed(asked) for code in reading.codes}
    for place, item in enumerate(index.items):
        reading = named.get(item.code)
        if reading:
            score = reading.weight * item.prior
            if score > scores.get(place, 0.0):
                scores[place], best[place] = score, reading


def _answers(index: Index, reading: Reading) -> Iterable[tuple[int, float, float]]:
    """Yield (item, score, share covered) for the titles that answer a reading."""
    asked = [(one, _guess_weight(index, one)) for one in reading.guesses]
    total = sum(weight for _, weight in asked)
    rough: Counter[int] = Counter()
    strong = [(one, w) for one, w in asked if not _is_faint(one)] or asked
    for one, weight in strong:
        # The likeliest meaning of a word counts, not all that stand in the title.
        met: dict[int, float] = {}
        for word, belief in sorted(one.meant.items(), key=lambda pair: pair[1]):
            met.update(dict.fromkeys(index.postings.get(word, ()), weight * belief))
        rough.update(met)
    for place, _ in heapq.nlargest(DEEPLY, rough.items(), key=lambda pair: pair[1]):
        title = index.titles[place]
        covers, score = _closely(title, index, asked, total)
        if covers >= NEAR:
            yield title.item, score * reading.weight * index.items[title.item].prior, covers


def _closely(
    title: Title, index: Index, asked: list[tuple[Guess, float]], total: float
) -> tuple[float, float]:
    """Measure one title: (share of the asked weight it covers, score)."""
    covered = used = marks = agreeing = side_by_side = 0.0
    pairs = set(zip(title.words, title.words[1:], strict=False))
    before = ""
    met: set[str] = set()
    for one, weight in asked:
        word, belief = _meets(title, one)
        if word:
            covered += weight * belief
            side_by_side += (before, word) in pairs
            if one.marked:
                marks += 1
                agreeing += tone_last(one.marked) in title.written
            if word not in met:
                met.add(word)
                used += index.weights[word]
        before = word
    covers = covered / total if total else 0.0
    precise = used / title.weight if title.weight else 0.0
    order = side_by_side / (len(asked) - 1) if len(asked) > 1 else 1.0
    score = covers**1.5 * (0.52 + 0.33 * precise + 0.15 * order)
    if marks:
        score *= 0.8 + 0.2 * agreeing / marks
    for words_of_case, factor in title.rarer:
        if not words_of_case <= met:
            score *= factor
    return covers, score


def _meets(title: Title, one: Guess) -> tuple[str, float]:
    best = ("", 0.0)
    for word, belief in one.meant.items():
        if belief > best[1] and word in title.words:
            best = (word, belief)
    return best


def _is_faint(one: Guess) -> bool:
    return all(word in vocabulary.FAINT for word in one.meant)


def _guess_weight(index: Index, one: Guess) -> float:
    """How much a word tells; one nobody uses tells as much as a middling one."""
    return max(index.weights.get(word, 3.0) * belief for word, belief in one.meant.items())


def _weight(word: str, count: int, total: int) -> float:
    rarity = log(1 + total / (1 + count))
    return rarity * FAINTLY if word in vocabulary.FAINT else rarity


def _title_words(title: str) -> list[str]:
    found = words(title)
    return found[2:] if found[:2] == ["thủ", "tục"] else found


def _title(item: int, text: list[str], weights: dict[str, float]) -> Title:
    """Words are interned: a few thousand of them stand in all titles together."""
    plains = tuple(intern(plain(word)) for word in text)
    pairs = set(zip(plains, plains[1:], strict=False))
    rarer = tuple(
        (frozenset(phrase), factor)
        for phrase, factor in RARER
        if (phrase in pairs if len(phrase) == 2 else phrase[0] in plains)
    )
    return Title(
        item,
        plains,
        tuple(intern(tone_last(word)) for word in text),
        sum(weights[word] for word in set(plains)),
        rarer,
    )
