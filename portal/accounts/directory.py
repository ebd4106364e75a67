"""Who has an account as staff, for administrators. Citizens' accounts are not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from portal.accounts.models import SecondFactor, User


@dataclass(frozen=True, slots=True)
class Account:
    """How somebody enters. ``closed``: the account opens no door any more."""

    username: str
    administrator: bool
    second_factor: bool
    closed: bool
    last_entered: datetime | None


def staff_accounts() -> Mapping[UUID, Account]:
    """Accounts of officers and administrators by person. One query.

    A person with both is shown as administrator.
    """
    users = (
        User.objects.exclude(kind=User.Kind.CITIZEN)
        .exclude(person=None)
        .annotate(has_factor=Exists(SecondFactor.objects.filter(user=OuterRef("pk"))))
        .order_by("-kind")
    )
    return {
        user.person_id: Account(
            username=user.get_username(),
            administrator=user.is_administrator,
            second_factor=user.has_factor,
            closed=not user.is_active,
            last_entered=user.last_login,
        )
        for user in users
    }
