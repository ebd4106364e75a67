"""A pattern of a question is run on what strangers type, so it must end soon."""

import pytest

from procedures.engine.patterns import pattern_fault


@pytest.mark.parametrize(
    "pattern",
    [
        "^[0-9]{9}$", "^[A-Z][0-9]{7,8}$", "^[A-ZĐ]{1,2} ?[0-9]{6,8}$", r"\d+", r"[^\]]+x",
        "(?:ab|cd)?", "(abc){3}", r"a\{1,2\}", "[]a]+", "",
    ],
)  # fmt: skip
def test_plain_patterns_are_safe(pattern):
    assert pattern_fault(pattern) == ""


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+", "(a*)*", "(a|a)*", "(a?){50}", "a+" * 3, "a?" * 30 + "a" * 30,
        "(?=a)", "(?i)a",
        r"(a)\1", "(", "[a", "a" * 201, "((a+)b)+", "(?P<x>a)", "a{1,9999}a{1,9999}",
    ],
)  # fmt: skip
def test_patterns_that_could_run_for_ever_are_refused(pattern):
    assert pattern_fault(pattern) != ""
