"""What a case costs."""

from datetime import date

import pytest

from procedures.engine.fees import charges, total
from tests.engine.make import definition

NOVEMBER = date(2026, 11, 23)


def amounts(*fees, facts=None, channel="online", on=NOVEMBER):
    rules = definition(fees=[{"kind": "le_phi", **one} for one in fees])
    return [one.amount for one in charges(rules, facts or {}, channel=channel, on=on)]


def test_line_holds_for_its_channel():
    fees = ({"amount": 50_000, "channel": "direct"}, {"amount": 25_000, "channel": "online"})

    assert amounts(*fees) == [25_000]
    assert amounts(*fees, channel="direct") == [50_000]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), [115_000]),
        (date(2026, 1, 1), [135_000]),
        (date(2023, 11, 30), []),
    ],
)
def test_line_holds_for_its_days(day, expected):
    fees = (
        {"amount": 115_000, "valid": ["2023-12-01", "2025-12-31"]},
        {"amount": 135_000, "valid": ["2026-01-01", None]},
    )

    assert amounts(*fees, on=day) == expected


def test_line_holds_under_its_condition():
    other = {"amount": 10_000, "when": {"field": "muc_dich", "op": "eq", "value": "Khác"}}

    assert amounts(other) == []
    assert amounts(other, facts={"noi_dung.muc_dich": "Khác"}) == [10_000]


@pytest.mark.parametrize(
    ("pages", "amount"), [(1, 2000), (2, 4000), (5, 7000), (900, 200_000)]
)
def test_tiers_are_added_up_to_the_most(pages, amount):
    form = [
        {
            "id": "f",
            "name": "F",
            "sections": [
                {
                    "id": "s",
                    "title": "S",
                    "fields": [{"name": "so_trang", "label": "Số trang", "type": "int"}],
                }
            ],
        }
    ]
    copy = {
        "kind": "phi",
        "amount": None,
        "quantity": "so_trang",
        "tiers": [{"upto": 2, "amount": 2000}, {"amount": 1000}],
        "max": 200_000,
    }
    rules = definition(fees=[copy], forms=form, results=[])

    (charge,) = charges(rules, {"s.so_trang": pages}, channel="direct", on=NOVEMBER)

    assert charge.amount == amount


def test_unknown_amount_stays_unknown_and_is_not_added():
    rules = definition(
        fees=[
            {"kind": "nghia_vu_tai_chinh", "amount": None},
            {"kind": "phi", "amount": 500_000, "pay_at": "submit"},
            {"kind": "le_phi", "amount": 25_000},
        ]
    )

    found = charges(rules, {}, channel="online", on=NOVEMBER)

    assert [one.amount for one in found] == [None, 500_000, 25_000]
    assert (total(found), total(found, pay_at="submit")) == (525_000, 500_000)
