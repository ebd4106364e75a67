"""Who a submission is for, which desk receives it, and which agency decides it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procedures.engine import Definition
from procedures.engine.routing import decided_by
from procedures.models import Agency, Desk, Person
from procedures.operations.people import PersonFacts, name_applicant

CAPACITY = "tu_cach_nop"  # the shared section "in what capacity do you apply"
MYSELF = "ban_than"


class NobodyDecides(Exception):
    """No agency of this province answers for the place the matter belongs to."""


def applicant_of(
    answers: Mapping[str, Mapping[str, Any]], submitter: Person, at: datetime
) -> Person:
    """The person whose case it is: the submitter, or the one he applies for."""
    capacity = answers.get(CAPACITY) or {}
    name = capacity.get("chu_ho_so_ho_ten")
    if capacity.get("nop_cho", MYSELF) == MYSELF or not name:
        return submitter
    facts = PersonFacts(full_name=name, personal_id=capacity.get("chu_ho_so_dinh_danh") or "")
    return name_applicant(facts=facts, at=at)


def receiving_desk(rules: Definition, facts: Mapping[str, Any], chosen: str | None) -> Desk:
    """The desk the citizen chose, else that of the agency which decides."""
    desks = Desk.objects.select_related("agency")
    if chosen:
        return desks.get(pk=chosen)
    agency = _agency(rules, facts)
    desk = None
    if agency:
        own = desks.filter(agency=agency).order_by("pk")
        # Many agencies have no desk: then the one-stop centre of their area receives.
        near = desks.filter(agency__area_code=agency.area_code).order_by("pk")
        desk = own.first() or near.first()
    if desk is None:
        raise NobodyDecides
    return desk


def deciding_agency(rules: Definition, facts: Mapping[str, Any], desk: Desk) -> Agency:
    """Who decides: the agency the rules name, else the one the receiving desk belongs to."""
    return _agency(rules, facts) or desk.agency


def _agency(rules: Definition, facts: Mapping[str, Any]) -> Agency | None:
    decider = decided_by(rules, facts)
    open_agencies = Agency.objects.filter(closed_on=None)
    if decider.agency:
        named = open_agencies.filter(pk=decider.agency).first()
        # Not a code, then the kind of an agency every commune has: "cong_an_xa".
        own = open_agencies.filter(kind=decider.agency, area_code=decider.commune)
        return named or own.first()
    if decider.commune:
        return open_agencies.filter(area_code=decider.commune, kind="ubnd_xa").first()
    return None
