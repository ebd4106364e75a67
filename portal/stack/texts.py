"""Which texts code and templates want translated, found without GNU gettext.

`messages` compares them with the catalogues, so a text that was written but never collected
fails the lint on any machine.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

MODULE = "django.utils.translation"
CALL = re.compile(r"(?<![\w.])(_|n?p?gettext)\(")
SHAPES = {
    "gettext": ("id",),
    "ngettext": ("id", "plural"),
    "pgettext": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text to translate, as gettext tells texts apart."""

    id: str
    plural: str | None = None
    context: str | None = None


def wanted(root: Path) -> dict[Text, str]:
    """Every text of the product, with ``file:line`` of one place that wants it."""
    found: dict[Text, str] = {}
    for path in _files(root):
        read = _in_python if path.suffix == ".py" else _in_template
        for text, line in read(path.read_text("utf-8")):
            found.setdefault(text, f"{path.relative_to(root)}:{line}")
    return found


def _files(root: Path) -> Iterator[Path]:
    for pattern in ("portal/**/*.py", "procedures/**/*.py"):
        yield from sorted(path for path in root.glob(pattern) if "standin" not in path.parts)
    for pattern in ("templates/**/*.html", "templates/**/*.txt"):
        yield from sorted(root.glob(pattern))


def _in_python(source: str) -> Iterator[tuple[Text, int]]:
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: alias.name.removesuffix("_lazy").removesuffix("_noop")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            text = _text(names.get(node.func.id, ""), node)
            if text:
                yield text, node.lineno


def _in_template(source: str) -> Iterator[tuple[Text, int]]:
    calls = templatize(source)
    for match in CALL.finditer(calls):
        node = _call_at(calls, match.start())
        text = node and _text(match[1] if match[1] != "_" else "gettext", node)
        if text:
            yield text, calls.count("\n", 0, match.start()) + 1


def _call_at(calls: str, start: int) -> ast.Call | None:
    """The call that begins at ``start``: everything up to the bracket that closes it."""
    end = start
    while (end := calls.find(")", end) + 1) > 0:
        try:
            node = ast.parse(calls[start:end], mode="eval").body
        except SyntaxError:
            continue
        return node if isinstance(node, ast.Call) else None
    return None


def _text(function: str, call: ast.Call) -> Text | None:
    """The text a call names; none if it is no call of gettext or names one at run time."""
    shape = SHAPES.get(function, ())
    given = [a.value for a in call.args[: len(shape)] if isinstance(a, ast.Constant)]
    if not shape or len(given) != len(shape):
        return None
    return Text(**dict(zip(shape, map(str, given), strict=True)))
