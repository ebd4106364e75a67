"""Who may see a case. Screens get cases only through ``visible_to``; foreign means 404.

A ``Viewer`` is a person in one capacity: a citizen (no seats) sees what he submitted or
what is his own; an officer sees what his agency decides, what his desk received, and what
waits for him. Administrators have no seats, so they see no case (TT 03/2025: running the
system is no reason to read it).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from procedures.engine import Actor
from procedures.models import Case, Position

# Roles that sit at the desk which received the case; all others sit at the agency that
# decides it. One-stop desks take cases for any agency of the province (NĐ 118/2025).
DESK_ROLES = frozenset({"tiep_nhan", "thu_phi", "tra_ket_qua"})


@dataclass(frozen=True, slots=True)
class Seat:
    """One open position of an officer, as plain values."""

    position: UUID
    person: UUID
    role: str
    agency: str
    desk: str = ""
    title: str = ""

    @property
    def token(self) -> str:
        """What ``Case.waits_for`` holds when a step waits for this seat."""
        return waiting_token(self.role, desk=self.desk, agency=self.agency)

    def actor(self) -> Actor:
        return Actor(
            id=str(self.person),
            role=self.role,
            position=str(self.position),
            agency=self.agency,
        )


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks: a citizen (no seats), or an officer in all his seats."""

    person: UUID
    seats: tuple[Seat, ...] = ()

    @property
    def tokens(self) -> list[str]:
        return [seat.token for seat in self.seats]

    def seat_for(self, role: str) -> Seat | None:
        """The seat with ``role``, or None."""
        return next((seat for seat in self.seats if seat.role == role), None)


def seat_at(viewer: Viewer, role: str, case: Case) -> Seat | None:
    """The viewer's seat with ``role`` at the desk or agency of the case, or None."""
    token = waiting_token(role, desk=case.received_by_id, agency=case.decided_by_id)
    return next((seat for seat in viewer.seats if seat.token == token), None)


def waiting_token(role: str, *, desk: str, agency: str) -> str:
    """Who a step waits for: ``role@desk`` for desk roles, ``role@agency`` for the rest."""
    return f"{role}@{desk if role in DESK_ROLES else agency}"


def seat_of(position: Position) -> Seat:
    return Seat(
        position=position.pk,
        person=position.person_id,
        role=position.role,
        agency=position.agency_id,
        desk=position.desk_id or "",
        title=position.title,
    )


def visible_to(viewer: Viewer) -> QuerySet[Case]:
    """The cases ``viewer`` may open; anything else does not exist for him."""
    if not viewer.seats:
        return Case.objects.filter(Q(submitter=viewer.person) | Q(applicant=viewer.person))
    agencies = {seat.agency for seat in viewer.seats}
    desks = {seat.desk for seat in viewer.seats if seat.desk}
    return Case.objects.filter(
        Q(decided_by__in=agencies)
        | Q(received_by__in=desks)
        | Q(waits_for__overlap=viewer.tokens)
    )
