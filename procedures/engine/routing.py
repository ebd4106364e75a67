"""Which agency decides a case, as opposed to the desk that receives it.

Every one-stop desk of a province takes cases for any agency of it (NĐ 118/2025), so the
deciding agency follows from the definition and the answers: a named route, or the agency
of the commune (or of the province) the matter belongs to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .conditions import holds
from .definition import Definition

PLACE_TYPES = frozenset({"address", "old_or_new_admin_unit"})


@dataclass(frozen=True, slots=True)
class Decider:
    """``agency`` = word of a named agency, or "" for the People's Committee of ``level``
    at ``commune`` ("" = wherever the receiving desk is)."""

    level: str  # "xa" or "tinh"
    agency: str = ""
    commune: str = ""


def decided_by(definition: Definition, facts: Mapping[str, Any]) -> Decider:
    """Say who decides, given the answers (``answers.facts_of``)."""
    level = "xa" if "xa" in definition.levels else "tinh"
    for route in definition.routes:
        if holds(route.when, facts):
            return Decider(level, route.agency, _commune(definition, facts))
    return Decider(level, "", _commune(definition, facts) if level == "xa" else "")


def _commune(definition: Definition, facts: Mapping[str, Any]) -> str:
    """The commune of the place the matter lies at, where the definition names one that was
    asked for; else that of the first address, which is where the applicant lives."""
    addresses = (
        field.path
        for field in definition.fields()
        if field.type in PLACE_TYPES and field.name != "dia_chi_nhan"
    )
    told = (
        facts[path]["commune"] for path in (*definition.place, *addresses) if path in facts
    )
    return next(told, "")
