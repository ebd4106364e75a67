"""What is known of a person, for forms that need not ask it again."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from procedures.models import Person


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
