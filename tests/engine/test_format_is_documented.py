"""docs/definition-format.md names every key and word that a definition may use."""

import ast
from pathlib import Path

import pytest

import procedures.engine
from procedures.engine.actions import LISTED
from procedures.engine.checks import CHECKS, COMPARING
from procedures.engine.clock import UNITS
from procedures.engine.conditions import OPS
from procedures.engine.definition import KINDS
from procedures.engine.fields import FIELD_TYPES
from procedures.engine.letter import CASE_FACTS
from procedures.engine.load_form import (
    CHECKS_ALONE,
    CHECKS_WITH_FIELD,
    CHECKS_WITH_NUMBER,
    CHECKS_WITH_PAIR,
)

ENGINE = Path(procedures.engine.__file__).parent
TEXT = (ENGINE.parents[1] / "docs" / "definition-format.md").read_text()
READERS = frozenset(
    {
        "take",
        "text",
        "label",
        "need_label",
        "labels",
        "texts",
        "id",
        "word",
        "words",
        "one_of",
        "flag",
    }
    | {"number", "whole", "list", "node", "nodes", "read_condition"}
)


def keys_of(path):
    """The keys a loader asks for: first text argument of a reader's call."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
        if name in READERS and texts and isinstance(texts[0], str):
            yield texts[0]


KEYS = sorted({key for path in ENGINE.glob("load*.py") for key in keys_of(path)})
WORDS = {
    "key": KEYS,
    "kind of step": KINDS,
    "side exit": LISTED,
    "unit": UNITS,
    "comparison": OPS,
    "field type": FIELD_TYPES,
    "check": CHECKS,
    "fact of a case": CASE_FACTS,
}


@pytest.mark.parametrize(
    ("what", "word"), [(what, word) for what, words in WORDS.items() for word in sorted(words)]
)
def test_word_is_documented(what, word):
    assert any(mark in TEXT for mark in (f"`{word}`", f"{{{word}", f", {word}", f"{word}:"))


def test_every_check_can_be_read_and_every_readable_check_exists():
    readable = CHECKS_ALONE | CHECKS_WITH_FIELD | CHECKS_WITH_NUMBER | CHECKS_WITH_PAIR

    assert readable == set(CHECKS)
    assert COMPARING < CHECKS_WITH_FIELD
