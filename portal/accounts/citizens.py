"""From the identity provider's word to a person and an account."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.connect.identity import Identity
from procedures.engine.codes import personal_id
from procedures.engine.text import BadValue
from procedures.operations import people

log = logging.getLogger(__name__)
LOWEST_LEVEL = 2


class NotAdmitted(Exception):
    """Nobody signs in with this. `word`: level, number, name, other_person, inactive."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def admit(identity: Identity, *, at: datetime) -> User:
    """The account of the person the provider vouches for, made at the first sign-in.

    The personal number decides who it is; it comes from the provider alone and is read into
    one form, so no other spelling of a number leads into somebody's account. An identity that
    once belonged to one number never leads to another.
    """
    try:
        return _admit(identity, at=at)
    except IntegrityError:  # the same person in two tabs: the other one was quicker
        return _admit(identity, at=at)


@transaction.atomic
def _admit(identity: Identity, *, at: datetime) -> User:
    if identity.level < LOWEST_LEVEL:
        raise NotAdmitted("level")
    number = _number(identity)
    if not identity.full_name:
        raise NotAdmitted("name")
    known = User.objects.filter(issuer=identity.issuer, subject=identity.subject).first()
    person = people.identify(facts=_facts(identity, number), at=at)
    if known and known.person_id != person.pk:
        log.warning("identity.other_person", extra={"user": known.pk})
        raise NotAdmitted("other_person")
    user = known or _account(identity, person.pk)
    if not user.is_active:
        raise NotAdmitted("inactive")
    if user.first_name != person.full_name:
        user.first_name = person.full_name[:150]
        user.save(update_fields=["first_name"])
    return user


def _account(identity: Identity, person: UUID) -> User:
    """The citizen's account of this person; the provider may call them by a new name."""
    user, made = User.objects.get_or_create(
        person_id=person,
        kind=User.Kind.CITIZEN,
        defaults={
            "username": f"citizen-{uuid4().hex}",
            "issuer": identity.issuer,
            "subject": identity.subject,
            "password": make_password(None),  # no password opens it
        },
    )
    if not made:
        log.warning("identity.new_subject", extra={"user": user.pk})
        user.issuer, user.subject = identity.issuer, identity.subject
        user.save(update_fields=["issuer", "subject"])
    return user


def _number(identity: Identity) -> str:
    try:
        return personal_id(identity.personal_id)
    except BadValue:
        raise NotAdmitted("number") from None


def _facts(identity: Identity, number: str) -> people.PersonFacts:
    place = {
        "province": identity.province,
        "commune": identity.commune,
        "line": identity.line,
    }
    return people.PersonFacts(
        full_name=identity.full_name,
        personal_id=number,
        birth_date=identity.birth_date,
        gender=identity.gender,
        phone=identity.phone,
        email=identity.email,
        address=place if identity.commune else None,
    )
