"""Every word that can be said about an upload has its sentence."""

import ast
from pathlib import Path

import pytest

import portal.filing.content as content
from portal.filing.content.sentences import REJECTIONS, WARNINGS, rejection, warning

FACTS = {"limit": 200, "limit_mb": 10, "megapixels": 100, "limit_megapixels": 40, "pages": 9}


def words_said(*callees):
    """First arguments of the named calls in the package: the words it can answer with."""
    for path in Path(content.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(ast.Name(callee), [ast.Constant(str(word)), *_]):
                    if callee in callees:
                        yield word


def test_every_rejection_has_a_sentence():
    assert set(words_said("Rejected", "Unusable", "CannotRender")) <= set(REJECTIONS)


@pytest.mark.parametrize("word", REJECTIONS)
def test_rejection_is_filled_in_completely(word):
    sentence = rejection(word, FACTS, name="ảnh.jpg", paper="Tờ khai")
    assert "%(" not in sentence
    assert "ảnh.jpg" in sentence or "Tờ khai" in sentence


@pytest.mark.parametrize("word", WARNINGS)
def test_warning_has_a_sentence(word):
    assert warning(word)
