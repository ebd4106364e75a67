"""The code of the house as text and trees: what the house tests read."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from portal.places import BASE_DIR

ROOMS = ("portal", "procedures")


def python_files(*rooms: str) -> list[str]:
    """Our modules without migrations, as paths from the root."""
    found = (path for room in rooms or ROOMS for path in BASE_DIR.glob(f"{room}/**/*.py"))
    names = (path.relative_to(BASE_DIR).as_posix() for path in found)
    return sorted(name for name in names if "/migrations/" not in name)


@cache
def text(file: str) -> str:
    return Path(BASE_DIR / file).read_text("utf-8")


@cache
def tree(file: str) -> ast.Module:
    return ast.parse(text(file))


def functions(file: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def words_given_to(name: str, *rooms: str) -> set[str]:
    """First arguments, where they are plain texts, of every call of ``name``."""
    calls = (
        node
        for file in python_files(*rooms)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name and node.args
    )
    return {str(c.args[0].value) for c in calls if isinstance(c.args[0], ast.Constant)}


def lines_with(pattern: str, files: list[str]) -> dict[str, list[str]]:
    """{file: lines} where the regular expression is found."""
    found = {
        file: [line.strip() for line in text(file).splitlines() if re.search(pattern, line)]
        for file in files
    }
    return {file: lines for file, lines in found.items() if lines}
