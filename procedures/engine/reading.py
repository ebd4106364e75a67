"""Read a mapping key by key, strictly: each key once, each of the right kind, none left.

All problems of a file are collected with their paths and raised together as one
``BadDefinition``.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from .form import NOTHING, Label
from .text import FORBIDDEN, HIDDEN, clean

T = TypeVar("T")
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}")
LONGEST_TEXT = 4000
MOST_ITEMS = 1000
MISSING: Any = object()


class BadDefinition(ValueError):
    """The file cannot be read. ``path`` is like ``workflow[2].role``.

    ``problems`` holds all (path, message) pairs; ``path`` and ``message`` are the first.
    """

    def __init__(self, path: str, message: str, *further: tuple[str, str]) -> None:
        super().__init__(f"{path}: {message}")
        self.path, self.message = path, message
        self.problems = ((path, message), *further)


class Node:
    """One mapping of the file while it is read. ``done`` reports keys nobody asked for."""

    def __init__(self, raw: Any, path: str, problems: list[tuple[str, str]]) -> None:
        self.path, self.problems = path, problems
        self.raw: dict[str, Any] = {}
        self.read: set[str] = {"note"}
        if isinstance(raw, Mapping):
            self.raw = {str(key): value for key, value in raw.items()}
        else:
            self.bad("", "must be a mapping of keys")
        if not isinstance(self.raw.get("note", ""), str):
            self.bad("note", "must be a text")

    def bad(self, key: str, message: str) -> None:
        parts = [part for part in (self.path, key) if part]
        self.problems.append((".".join(parts) or "(file)", message))

    def has(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def take(self, key: str, default: Any = MISSING) -> Any:
        """The raw value; a missing key is a problem unless there is a default."""
        self.read.add(key)
        if key in self.raw and (self.raw[key] is not None or default is not MISSING):
            value = self.raw[key]
            return default if value is None else value
        if default is MISSING:
            self.bad(key, "is missing")
            return None
        return default

    def text(self, key: str, default: Any = "") -> str:
        value = self.take(key, default)
        if value is None or readable(value):
            return value or ""
        self.bad(key, f"must be a readable text of at most {LONGEST_TEXT} characters")
        return ""

    def label(self, key: str) -> Label:
        """The label under ``key``, or an empty one."""
        value = self.take(key, None)
        return NOTHING if value is None else self.as_label(key, value)

    def need_label(self, key: str) -> Label:
        value = self.take(key)
        return NOTHING if value is None else self.as_label(key, value)

    def as_label(self, key: str, value: Any) -> Label:
        if readable(value) and value.strip():
            return Label(clean(value))
        if isinstance(value, Mapping) and set(value) <= {"vi", "en"} and value.get("vi"):
            texts = [value["vi"], value.get("en") or ""]
            if all(map(readable, texts)):
                return Label(*map(clean, texts))
        self.bad(key, "must be a readable text, or {vi: text, en: text}")
        return NOTHING

    def labels(self, key: str) -> tuple[Label, ...]:
        return tuple(self.as_label(f"{key}[{i}]", one) for i, one in enumerate(self.list(key)))

    def texts(self, key: str) -> tuple[str, ...]:
        items = self.list(key)
        for index, one in enumerate(items):
            if not readable(one):
                self.bad(f"{key}[{index}]", "must be a readable text")
        return tuple(one for one in items if isinstance(one, str))

    def id(self, key: str, default: Any = MISSING) -> str:
        return self._matching(key, default, ID, "must be an id: a-z, 0-9, _, at most 40")

    def word(self, key: str, default: Any = "") -> str:
        return self._matching(key, default, WORD, "must be one word, not a sentence")

    def words(self, key: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of words, each out of ``known`` if given."""
        words = self.list(key)
        allowed = None if known is None else frozenset(known)
        for index, one in enumerate(words):
            if not isinstance(one, str) or not WORD.fullmatch(one):
                self.bad(f"{key}[{index}]", "must be one word, not a sentence")
            elif allowed is not None and one not in allowed:
                self.bad(f"{key}[{index}]", f"{one!r} is not one of {_named(allowed)}")
        return tuple(one for one in words if isinstance(one, str))

    def one_of(self, key: str, known: Iterable[str], default: Any = MISSING) -> str:
        value = self.take(key, default)
        if value is None or isinstance(value, str) and value in known or value == default:
            return value or ""
        self.bad(key, f"{value!r} is not one of {_named(known)}")
        return ""

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.take(key, default)
        if not isinstance(value, bool):
            self.bad(key, "must be true or false")
            return default
        return value

    def number(self, key: str, default: Any = None, *, least: float, most: float) -> Any:
        value = self.take(key, default)
        if value is None or value is default:
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.bad(key, "must be a number")
        elif not least <= value <= most:
            self.bad(key, f"must be from {least} to {most}")
        else:
            return value
        return None if default is MISSING else default

    def whole(self, key: str, default: Any = None, *, least: int, most: int) -> Any:
        value = self.number(key, default, least=least, most=most)
        if isinstance(value, float) and value != int(value):
            self.bad(key, "must be a whole number")
            return None if default is MISSING else default
        return int(value) if isinstance(value, float) else value

    def day(self, key: str, value: Any) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.bad(key, "must be a day in quotes, like '2026-07-01'")
            return None

    def list(self, key: str, default: Any = ()) -> list[Any]:
        value = self.take(key, default)
        if value is default or value is None:
            return []
        if not isinstance(value, list | tuple) or len(value) > MOST_ITEMS:
            self.bad(key, f"must be a list of at most {MOST_ITEMS}")
            return []
        return list(value)

    def node(self, key: str) -> "Node | None":
        """The mapping under ``key``, or None if there is none."""
        value = self.take(key, None)
        return None if value is None else Node(value, self.at(key), self.problems)

    def nodes(self, key: str, read: "Callable[[Node], T]", default: Any = ()) -> tuple[T, ...]:
        """Read each mapping of a list with ``read`` and close it."""
        made = []
        for index, raw in enumerate(self.list(key, default)):
            node = Node(raw, f"{self.at(key)}[{index}]", self.problems)
            made.append(read(node))
            node.done()
        return tuple(made)

    def done(self) -> None:
        for key in self.raw:
            if key not in self.read:
                self.bad(key, "is not a known key")

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _matching(self, key: str, default: Any, shape: re.Pattern[str], message: str) -> str:
        value = self.take(key, default)
        if value is None or value == default:
            return value or ""
        if isinstance(value, str) and shape.fullmatch(value):
            return value
        self.bad(key, message)
        return ""


def readable(value: Any) -> bool:
    """Whether it is a text that can be shown and printed as it is."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return False
    return not (FORBIDDEN.search(value) or HIDDEN.search(value))


def _named(known: Iterable[str]) -> str:
    return ", ".join(sorted(known))
