"""Turns what somebody typed into readings: lists of words to look for, in official language.

The first reading is what was typed, repaired. Each phrase of everyday speech in it adds
readings in which the official phrase stands instead.
"""

from dataclasses import dataclass, field
from functools import cache

from . import words as vocabulary
from .folding import plain, tone_last, words
from .lexicon import Guess, Lexicon, guess

WHOLE = 1.0  # the phrase is all that was typed
PART = 0.96  # the phrase is replaced, other words stay
ALONE = 0.85  # only the phrase counts; the other words may be talk
MOST_WORDS = 24
MOST_READINGS = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """Words to look for. ``changed``: not what was typed, so the person should be told."""

    guesses: tuple[Guess, ...]
    weight: float = 1.0
    changed: bool = True
    codes: tuple[str, ...] = field(default=())


def readings(lexicon: Lexicon, text: str, *, loose: bool = False) -> list[Reading]:
    """Read typed text; the first reading is the most literal one."""
    typed = words(text)[:MOST_WORDS]
    guesses: list[Guess] = []
    for place, word in enumerate(typed):
        guesses += guess(lexicon, word, last=place == len(typed) - 1, loose=loose)
    kept = _without_fillers(guesses)
    if not kept:
        return []
    found = [Reading(tuple(kept), changed=any(one.changed for one in kept))]
    for start, end, saying in _phrases(kept):
        whole = start == 0 and end == len(kept)
        for place, means in enumerate(saying.means):
            official = official_words(means)
            codes = saying.codes if place == 0 else ()
            swapped = (*kept[:start], *official, *kept[_after(official, kept, end) :])
            weight = (WHOLE if whole else PART) - 0.02 * place
            found.append(Reading(swapped, weight, codes=codes))
            if not whole:
                found.append(Reading(official, ALONE - 0.02 * place, codes=codes))
    return found[:MOST_READINGS]


@cache
def official_words(phrase: str) -> tuple[Guess, ...]:
    """The words of an official phrase, believed as they stand."""
    return tuple(Guess({plain(word): 1.0}, word, word) for word in words(phrase))


def _without_fillers(guesses: list[Guess]) -> list[Guess]:
    heads = [_head(one) for one in guesses]
    kept: list[Guess] = []
    place = 0
    while place < len(heads):
        for filler in vocabulary.FILLERS:
            if tuple(heads[place : place + len(filler)]) == filler:
                place += len(filler)
                break
        else:
            kept.append(guesses[place])
            place += 1
    return kept or guesses


def _phrases(guesses: list[Guess]) -> list[tuple[int, int, vocabulary.Saying]]:
    """Find everyday phrases, the longest first; two found phrases never share a word."""
    heads = [_head(one) for one in guesses]
    found: list[tuple[int, int, vocabulary.Saying]] = []
    taken: set[int] = set()
    for length in range(min(vocabulary.longest(), len(heads)), 0, -1):
        for start in range(len(heads) - length + 1):
            span = range(start, start + length)
            saying = vocabulary.sayings().get(tuple(heads[start : start + length]))
            if saying and taken.isdisjoint(span) and _agrees(saying, guesses[start:]):
                taken.update(span)
                found.append((start, start + length, saying))
    return found


def _after(official: tuple[Guess, ...], kept: list[Guess], end: int) -> int:
    """Skip words typed next that the official form says already, as in "hdv du lịch"."""
    said = [_head(one) for one in official]
    typed = [_head(one) for one in kept]
    for length in range(min(len(said), len(typed) - end), 0, -1):
        if said[-length:] == typed[end : end + length]:
            return end + length
    return end


def _agrees(saying: vocabulary.Saying, guesses: list[Guess]) -> bool:
    """Typed marks must not contradict the phrase: "cuối" is not "cưới"."""
    return all(
        not one.marked or tone_last(one.marked) == tone_last(said)
        for one, said in zip(guesses, saying.said, strict=False)
    )


def _head(one: Guess) -> str:
    return max(one.meant, key=one.meant.__getitem__)
