"""Desks and areas as pages choose from them."""

from dataclasses import dataclass
from functools import cache

from procedures.models import Desk
from procedures.reference import areas


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A one-stop desk to hand an application in at. `commune` is its area's code, "" for
    the centre of the whole province."""

    code: str
    name: str
    address: str
    phone: str
    commune: str


def desks() -> list[DeskLine]:
    """Every desk that is open, by name. One query."""
    rows = Desk.objects.filter(agency__closed_on__isnull=True).order_by("name")
    return [
        DeskLine(*row)
        for row in rows.values_list("code", "name", "address", "phone", "agency__area_code")
    ]


def desk_for(commune: str) -> str:
    """The code of the desk of a commune, "" if there is none of its own."""
    found = Desk.objects.filter(agency__area_code=commune, agency__closed_on__isnull=True)
    return found.order_by("code").values_list("code", flat=True).first() or ""


def area_name(code: str) -> str:
    """The full name of a province or commune of today; the code itself if unknown."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    return {area.code: area.full_name for area in areas.current()}
