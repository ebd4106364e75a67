"""Is a pattern of a definition safe to run on what citizens type?

Python's matcher backtracks, so a pattern can be made to take for ever. Only patterns whose
number of ways to match a text is small are let through: no repetition inside repetition, no
look-around, no back-references. Judged from the pattern alone, nothing is run.

>>> pattern_fault("^[A-ZĐ]{1,2} ?[0-9]{6,8}$")
''
>>> pattern_fault("(a+)+")
'repeats a group that can itself vary'
"""

import re
from dataclasses import dataclass, field

LONGEST = 200
MOST_WAYS = 1_000_000
UNBOUNDED = 500  # how often * and + are taken to repeat
REPEAT = re.compile(r"\*|\+|\?|\{(\d{1,4})?(,)?(\d{1,4})?\}")


class _Unsafe(ValueError):
    pass


@dataclass
class _Group:
    """An open bracket: how many ways its content can match, how many alternatives it has."""

    ways: int = 1
    branches: int = 1


@dataclass
class _Reader:
    pattern: str
    at: int = 0
    stack: list[_Group] = field(default_factory=lambda: [_Group()])
    last: int = 1  # ways of the atom just read

    @property
    def here(self) -> _Group:
        return self.stack[-1]


def pattern_fault(pattern: str) -> str:
    """Say what is wrong with ``pattern``; "" if nothing is."""
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST} characters"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}"
    reader = _Reader(pattern)
    try:
        while reader.at < len(pattern):
            _step(reader)
    except _Unsafe as error:
        return str(error)
    return ""


def _step(reader: _Reader) -> None:
    repeat = REPEAT.match(reader.pattern, reader.at)
    if repeat:
        _repeat(reader, repeat)
        return
    one = reader.pattern[reader.at]
    if one == "(":
        _open(reader)
    elif one == ")":
        _close(reader)
    elif one == "|":
        reader.here.branches += 1
        reader.at += 1
    else:
        _atom(reader, one)


def _open(reader: _Reader) -> None:
    if reader.pattern.startswith("(?", reader.at):
        if not reader.pattern.startswith("(?:", reader.at):
            raise _Unsafe("may use brackets only to group: ( ) or (?: )")
        reader.at += 2
    reader.stack.append(_Group())
    reader.at += 1


def _close(reader: _Reader) -> None:
    group = reader.stack.pop()
    reader.last = group.ways * group.branches
    reader.here.ways *= reader.last
    _bounded(reader.here.ways)
    reader.at += 1


def _atom(reader: _Reader, one: str) -> None:
    reader.last = 1
    if one == "[":
        reader.at = _class_end(reader.pattern, reader.at)
    elif one == "\\":
        if reader.pattern[reader.at + 1] in "123456789":
            raise _Unsafe("may not refer back to a group")
        reader.at += 2
    else:
        reader.at += 1


def _repeat(reader: _Reader, repeat: re.Match[str]) -> None:
    least, comma, most = repeat.groups()
    low = int(least or 0)
    high = int(most) if most else (UNBOUNDED if comma else low)
    if repeat[0] in "*+":
        low, high = 0, UNBOUNDED
    elif repeat[0] == "?":
        low, high = 0, 1
    if reader.last > 1 and high > 1:
        raise _Unsafe("repeats a group that can itself vary")
    reader.here.ways *= max(1, high - low + 1)
    _bounded(reader.here.ways)
    reader.last = max(2, reader.last)  # what is repeated once may not be repeated again
    reader.at = repeat.end()
    if reader.pattern[reader.at : reader.at + 1] in {"?", "+"}:
        reader.at += 1  # lazy or possessive: as many ways


def _class_end(pattern: str, start: int) -> int:
    end = start + 1 + (pattern[start + 1] == "^")
    end += pattern[end] == "]"
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return end + 1


def _bounded(ways: int) -> None:
    if ways > MOST_WAYS:
        raise _Unsafe("can match a text in too many ways")
