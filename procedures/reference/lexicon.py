"""The words an index knows, and which of them somebody may have meant.

One typed word becomes a ``Guess``: the folded words it may stand for, each with a weight, and
the way it is written. A word that is known as typed is believed; only then Telex and VNI
residue, words run together, slips of the finger and beginnings of words are tried, in that
order.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .folding import plain, unmarked
from .keyboard import telex, vni

SLIP = 0.8  # weight of a word one slip away from what was typed
START = 0.7  # weight of a word of which only the beginning was typed


@dataclass(frozen=True, slots=True)
class Guess:
    """What one typed word may be: {folded word: weight}; ``marked`` if marks were typed."""

    meant: dict[str, float]
    shown: str
    marked: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known folded words with their counts, their usual writing, and their near misses."""

    counts: Counter[str]
    writing: dict[str, str]
    written: frozenset[str]
    misses: dict[str, tuple[str, ...]]


def build(texts: Iterable[list[str]]) -> Lexicon:
    """Learn the words of many texts, each given as words with their marks."""
    written: Counter[str] = Counter()
    for words in texts:
        written.update(words)
    counts: Counter[str] = Counter()
    writing: dict[str, str] = {}
    for word, times in written.most_common():
        folded = plain(word)
        counts[folded] += times
        writing.setdefault(folded, word)
    misses: dict[str, set[str]] = {}
    for word in counts:
        if len(word) >= 3:
            for miss in _without_one(word):
                misses.setdefault(miss, set()).add(word)
    near = {miss: tuple(sorted(of)) for miss, of in misses.items()}
    return Lexicon(counts, writing, frozenset(written), near)


def guess(lexicon: Lexicon, word: str, *, last: bool, loose: bool = False) -> list[Guess]:
    """Say what a typed word may be; several guesses when words were run together.

    ``last``: the word may still be in the typing. ``loose``: doubt even known words.
    """
    folded = plain(word)
    marked = word if unmarked(word) != word else ""
    if folded in lexicon.counts and not loose:
        return [Guess({folded: 1.0}, word, marked)]
    decoded = _decoded(lexicon, word)
    if decoded:
        return [decoded]
    parts = [] if loose else _parted(lexicon, unmarked(word))
    if parts:
        return [Guess({part: 1.0}, lexicon.writing[part], changed=True) for part in parts]
    meant = _slips(lexicon, folded)
    if last and len(folded) >= 2:
        meant = _starts(lexicon, folded) | meant
    if loose and folded in lexicon.counts:
        meant[folded] = 1.0
    if not meant:
        return [Guess({folded: 1.0}, word)]
    best = max(meant, key=lambda known: (meant[known], lexicon.counts[known]))
    return [Guess(meant, lexicon.writing[best], changed=best != folded)]


def _decoded(lexicon: Lexicon, word: str) -> Guess | None:
    for decode in (telex, vni):
        found = decode(word)
        folded = plain(found)
        if found != word and folded in lexicon.counts:
            # Marks typed out of order give words that do not exist: show the usual writing.
            shown = found if found in lexicon.written else lexicon.writing[folded]
            return Guess({folded: 1.0}, shown, changed=True)
    return None


def _parted(lexicon: Lexicon, run: str) -> list[str]:
    """Cut "giaydocthan" into known words of two letters or more, the fewest words winning."""
    if not 5 <= len(run) <= 40 or not run.isalpha():
        return []
    best: dict[int, list[str]] = {0: []}
    for end in range(2, len(run) + 1):
        for start in range(max(0, end - 7), end - 1):
            piece = plain(run[start:end])
            if start in best and piece in lexicon.counts:
                way = [*best[start], piece]
                if end not in best or _better(lexicon, way, best[end]):
                    best[end] = way
    return best.get(len(run), [])


def _better(lexicon: Lexicon, one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        return len(one) < len(other)
    rarest = [min(lexicon.counts[word] for word in way) for way in (one, other)]
    return rarest[0] > rarest[1]


def _slips(lexicon: Lexicon, folded: str) -> dict[str, float]:
    """Known words one letter more, less, other or swapped away; short words are believed."""
    if len(folded) < 3 or not folded.isalpha():
        return {}
    near: set[str] = set()
    for miss in (folded, *_without_one(folded)):
        near.update(lexicon.misses.get(miss, ()))
        if miss in lexicon.counts and len(miss) >= 3:
            near.add(miss)
    near = {word for word in near if abs(len(word) - len(folded)) <= 1 and word != folded}
    ranked = sorted(near, key=lambda word: (word[0] != folded[0], -lexicon.counts[word]))
    return {word: SLIP if word[0] == folded[0] else SLIP - 0.15 for word in ranked[:6]}


def _starts(lexicon: Lexicon, folded: str) -> dict[str, float]:
    longer = [word for word in lexicon.counts if word.startswith(folded)]
    longer.sort(key=lambda word: -lexicon.counts[word])
    return dict.fromkeys(longer[:8], START)


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
