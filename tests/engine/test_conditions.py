"""Conditions are data; they never raise, whatever they are held against."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.engine.conditions import OPS, All, Any_, Compare, Not, holds

FACTS = {
    "tuoi": 17,
    "ty_le": Decimal("33.3"),
    "ngay": "2026-11-23",
    "muc": "Đã ly hôn",
    "nhieu": ["sms", "email"],
    "co": True,
    "trong": "",
}


@pytest.mark.parametrize(
    ("name", "op", "value", "expected"),
    [
        ("tuoi", "eq", 17, True),
        ("tuoi", "eq", 17.0, True),
        ("tuoi", "eq", "17", False),
        ("tuoi", "ge", 18, False),
        ("tuoi", "lt", 18, True),
        ("ty_le", "eq", 33.3, True),  # E7: exact, not binary
        ("ty_le", "le", 33.3, True),
        ("ngay", "gt", "2026-11-22", True),
        ("ngay", "gt", date(2026, 11, 23), False),
        ("ngay", "gt", 5, False),
        ("muc", "eq", "Đa\u0303 ly hôn", True),  # E11
        ("muc", "in", ("Đã ly hôn", "Khác"), True),
        ("muc", "not_in", ("Khác",), True),
        ("muc", "lt", "z", False),
        ("nhieu", "eq", "sms", True),
        ("nhieu", "in", ("vneid", "email"), True),
        ("co", "eq", True, True),
        ("co", "eq", 1, False),
        ("co", "ge", 0, False),
        ("trong", "empty", None, True),
        ("tuoi", "filled", None, True),
        ("khong_co", "eq", 1, False),
        ("khong_co", "ne", 1, True),
        ("khong_co", "lt", 1, False),
        ("khong_co", "not_in", (1,), True),
        ("khong_co", "empty", None, True),
    ],
)
def test_comparison_holds_or_not(name, op, value, expected):
    assert holds(Compare(name, op, value), FACTS) is expected


def test_conditions_are_joined():
    young, many = Compare("tuoi", "lt", 18), Compare("nhieu", "eq", "zalo")

    assert holds(All((young, Not(many))), FACTS)
    assert not holds(All((young, many)), FACTS)
    assert holds(Any_((young, many)), FACTS)
    assert holds(None, FACTS)


NUMBERS = st.integers() | st.floats() | st.decimals()
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(OPS), ANYTHING, ANYTHING)
def test_nothing_makes_a_condition_raise(op, have, want):
    want = (want,) if op in {"in", "not_in"} else want

    assert holds(Compare("x", op, want), {"x": have}) in {True, False}
