"""Who somebody is: particulars that forms need not ask again, and the posts of officers."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from procedures.access import Viewer, seat_of
from procedures.models import Person, Position


@dataclass(frozen=True, slots=True)
class Known:
    """Particulars of one person; "" or None where nothing is known.

    `verified` says that the national population database vouches for them (not for phone
    and e-mail, which people give themselves). `birth_date` is an ISO day, month or year.
    """

    full_name: str
    personal_id: str
    birth_date: str
    gender: str
    phone: str
    email: str
    address: dict[str, Any] | None
    verified: bool


def known(*, person: UUID) -> Known:
    """The particulars of a person. Raises `Person.DoesNotExist`. One query."""
    row = Person.objects.get(pk=person)
    return Known(
        full_name=row.full_name,
        personal_id=row.personal_id,
        birth_date=row.birth_date,
        gender=row.gender,
        phone=row.phone,
        email=row.email,
        address=json.loads(row.address) if row.address else None,
        verified=row.verified,
    )


@dataclass(frozen=True, slots=True)
class Post:
    """An officer's office as the head of a page names it."""

    title: str
    agency: str


def officer(*, person: UUID, on: date) -> Viewer:
    """The officer in all the posts he holds on that day, read anew with every request: a
    post that ended is lost at once. One query."""
    held = Position.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), person=person, valid_from__lte=on
    ).order_by("role")
    return Viewer(person, tuple(seat_of(one) for one in held))


def post(*, person: UUID, on: date) -> Post:
    """Title and agency of the officer's first post; empty for somebody without one."""
    held = (
        Position.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), person=person, valid_from__lte=on
        )
        .order_by("role")
        .values_list("title", "agency__name")
        .first()
    )
    return Post(*held) if held else Post("", "")
