"""What a case costs: the fee lines that hold, and their amounts in đồng.

A line holds by channel, condition and day. Lines of the same kind and name that hold only
for a channel are alternatives of the definition's author; the engine takes every line that
holds. ``None`` is an amount only known later (a tax notice).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .conditions import holds
from .definition import Definition, FeeLine, Tier


@dataclass(frozen=True, slots=True)
class Charge:
    """One amount to pay. ``quantity`` is how many units it is for."""

    line: FeeLine
    amount: int | None  # VND
    quantity: Decimal = Decimal(1)


def charges(
    definition: Definition, facts: Mapping[str, Any], *, channel: str, on: date
) -> list[Charge]:
    """The charges of a case on day ``on``; lines of zero are kept, so pages can say so."""
    return [
        charge_of(line, facts)
        for line in definition.fees
        if in_force(line, facts, channel, on)
    ]


def total(lines: list[Charge], *, pay_at: str = "") -> int:
    """What is known to be due, in VND; only what is paid at ``pay_at`` if given."""
    return sum(one.amount or 0 for one in lines if not pay_at or one.line.pay_at == pay_at)


def in_force(line: FeeLine, facts: Mapping[str, Any], channel: str, on: date) -> bool:
    if line.channel and line.channel != channel:
        return False
    if line.valid_from and on < line.valid_from:
        return False
    if line.valid_to and on > line.valid_to:
        return False
    return holds(line.when, facts)


def charge_of(line: FeeLine, facts: Mapping[str, Any]) -> Charge:
    """The amount of one line.

    >>> tiers = (Tier(2000, 2), Tier(1000))
    >>> copies = FeeLine("phi", None, tiers=tiers, quantity="ban.so_trang")
    >>> charge_of(copies, {"ban.so_trang": 5}).amount
    7000
    """
    quantity = _quantity(line, facts)
    if line.tiers:
        amount = _tiered(line.tiers, quantity)
    elif line.amount is None:
        return Charge(line, None, quantity)
    else:
        amount = _whole(line.amount * quantity)
    return Charge(line, amount if line.max is None else min(amount, line.max), quantity)


def _quantity(line: FeeLine, facts: Mapping[str, Any]) -> Decimal:
    value = facts.get(line.quantity) if line.quantity else 1
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return Decimal(1)
    return max(Decimal(value), Decimal(0))


def _tiered(tiers: tuple[Tier, ...], quantity: Decimal) -> int:
    amount, below = Decimal(0), Decimal(0)
    for tier in tiers:
        upto = quantity if tier.upto is None else min(quantity, Decimal(tier.upto))
        amount += max(upto - below, Decimal(0)) * tier.amount
        below = max(below, upto)
    return _whole(amount)


def _whole(amount: Decimal) -> int:
    return int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))
