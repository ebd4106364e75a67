"""Accounts of people who work here: made by administrators, opened by password."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from portal.accounts.models import User
from portal.accounts.throttle import Limit, client_address, forgive, tried

log = logging.getLogger(__name__)
PER_ACCOUNT = Limit("password", 5, timedelta(minutes=15))
PER_ADDRESS = Limit("password-address", 50, timedelta(minutes=15))
LONGEST_PASSWORD = 4096  # bytes; Argon2 would work on any length somebody sends


class TooMany(Exception):
    """Too many tries for this account or from this address; `wait` seconds until the next."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


@transaction.atomic
def enroll(
    *, username: str, password: str, person: UUID, full_name: str, administrator: bool = False
) -> User:
    """Make the account of an officer or administrator, or bring it up to date.

    The password is set only for a new account. Administrators may open the stock admin for
    look-up tables; officers may not.
    """
    kind = User.Kind.ADMINISTRATOR if administrator else User.Kind.OFFICER
    user, made = User.objects.update_or_create(
        username=username,
        defaults={
            "kind": kind,
            "person_id": person,
            "first_name": full_name[:150],
            "is_staff": administrator,
            "is_superuser": administrator,
        },
    )
    if made:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def check_password(
    request: HttpRequest, *, username: str, password: str, at: datetime
) -> User | None:
    """The account these open, or None. Raises `TooMany` before looking at anything.

    An unknown name, a wrong password, a citizen's account and a closed one all take one hash
    and one answer. A name counts in its folded form, so that spelling it differently buys no
    further tries.
    """
    name = username.strip().casefold()
    for limit, who in ((PER_ADDRESS, client_address(request)), (PER_ACCOUNT, name)):
        verdict = tried(limit, who, at=at)
        if not verdict.allowed:
            log.warning("sign_in.too_many", extra={"limit": limit.what})
            raise TooMany(verdict.wait)
    if len(password.encode("utf-8", "replace")) > LONGEST_PASSWORD:
        password = ""
    user = authenticate(request, username=username.strip(), password=password)
    if not isinstance(user, User) or not user.is_officer:
        log.info("sign_in.refused")
        return None
    forgive(PER_ACCOUNT, name)
    return user
