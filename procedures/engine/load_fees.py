"""Read the fee table."""

from .definition import FeeLine, Tier
from .load_conditions import read_condition
from .reading import Node

MOST_VND = 10**12
KINDS = ("phi", "le_phi", "nghia_vu_tai_chinh")


def read_fee(node: Node) -> FeeLine:
    if "amount" not in node.raw and not node.has("tiers"):
        node.bad("amount", "is missing (null where it is known only later)")
    valid_from, valid_to = _validity(node)
    return FeeLine(
        kind=node.one_of("kind", KINDS),
        amount=node.whole("amount", least=0, most=MOST_VND),
        unit=node.text("unit"),
        name=node.label("name"),
        channel=node.one_of("channel", ("online", "direct", "post"), ""),
        when=read_condition(node, "when"),
        valid_from=valid_from,
        valid_to=valid_to,
        quantity=node.word("quantity"),
        tiers=node.nodes("tiers", _tier),
        max=node.whole("max", least=0, most=MOST_VND),
        exempt=node.labels("exempt"),
        pay_at=node.one_of("pay_at", ("submit", "receive", "return"), "receive"),
        collected_by=node.word("collected_by"),
        refundable=node.flag("refundable"),
        basis=node.text("basis"),
    )


def _validity(node: Node) -> tuple:
    days = node.list("valid")
    if not days:
        return None, None
    if len(days) != 2:
        node.bad("valid", "must be two days, ['from', 'to']")
        return None, None
    first, last = (node.day(f"valid[{i}]", day) for i, day in enumerate(days))
    if first and last and last < first:
        node.bad("valid", "ends before it begins")
    return first, last


def _tier(node: Node) -> Tier:
    amount = node.whole("amount", 0, least=0, most=MOST_VND)
    return Tier(amount, node.whole("upto", least=1, most=1_000_000))
