"""Read conditions, and give the questions they look at their full names."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from .conditions import OPS, All, Any_, Compare, Condition, Not
from .reading import Node

DEEPEST = 10
MOST_COMPARISONS = 50
FACTS = {"channel": ("online", "direct", "post"), "subject": ("ca_nhan", "to_chuc")}
SCALARS = str | int | float | bool


@dataclass
class _Budget:
    left: int = MOST_COMPARISONS


def read_condition(node: Node, key: str) -> Condition | None:
    """Read the condition under ``key``, if there is one."""
    raw = node.take(key, None)
    if raw is None:
        return None
    return _condition(Node(raw, node.at(key), node.problems), 1, _Budget())


def _condition(node: Node, depth: int, budget: _Budget) -> Condition | None:
    if depth > DEEPEST:
        node.bad("", f"is nested deeper than {DEEPEST}")
        return None
    found = [key for key in ("all", "any", "not", "field") if key in node.raw]
    if len(found) != 1:
        node.bad("", "needs exactly one of: field, all, any, not")
        return None
    made = (
        _compare(node, budget)
        if found == ["field"]
        else _joined(node, found[0], depth, budget)
    )
    node.done()
    return made


def _joined(node: Node, how: str, depth: int, budget: _Budget) -> Condition | None:
    if how == "not":
        inner = node.node("not")
        part = _condition(inner, depth + 1, budget) if inner else None
        return Not(part) if part else None
    parts = []
    for index, raw in enumerate(node.list(how)):
        inner = Node(raw, f"{node.at(how)}[{index}]", node.problems)
        if part := _condition(inner, depth + 1, budget):
            parts.append(part)
    if not parts:
        node.bad(how, "must be a list of conditions")
        return None
    return All(tuple(parts)) if how == "all" else Any_(tuple(parts))


def _compare(node: Node, budget: _Budget) -> Condition | None:
    budget.left -= 1
    if budget.left == -1:
        node.bad("", f"has more than {MOST_COMPARISONS} comparisons")
    name, op = node.word("field"), node.one_of("op", OPS)
    value = node.take("value", None)
    if op in {"filled", "empty"} and value is not None:
        node.bad("value", f"does not go with {op}")
    elif op in {"in", "not_in"}:
        if not isinstance(value, list | tuple) or not all(
            isinstance(v, SCALARS) for v in value
        ):
            node.bad("value", "must be a list of texts or numbers")
            return None
        value = tuple(value)
    elif op not in {"filled", "empty", ""} and not isinstance(value, SCALARS):
        node.bad("value", "must be a text, a number, true or false")
    return Compare(name, op, value)


def resolve(value: Any, names: Mapping[str, str]) -> Any:
    """Return ``value`` with every condition inside it naming its questions in full.

    ``names`` maps what may be written to ``section.name``; what it does not know is left
    as it is and reported by ``check``.
    """
    if isinstance(value, Compare):
        return replace(value, field=names.get(value.field, value.field))
    if isinstance(value, tuple):
        return tuple(resolve(one, names) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: made
            for one in fields(value)
            if (made := resolve(old := getattr(value, one.name), names)) is not old
            and made != old
        }
        return replace(value, **changed) if changed else value
    return value
