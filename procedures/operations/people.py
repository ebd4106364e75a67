"""Write who people are: citizens as the identity provider names them, and officers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from procedures.engine.text import clean, fold, name_sort_key
from procedures.models import Agency, Desk, Organisation, Person, Position
from procedures.sealing import blind_index, blind_index_candidates


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a source says about a person; empty means it says nothing."""

    full_name: str
    personal_id: str = ""
    birth_date: str = ""  # ISO day, month or year
    gender: str = ""
    phone: str = ""
    email: str = ""
    address: Mapping[str, str] | None = None  # {"province", "commune", "line"}


@transaction.atomic
def identify(*, facts: PersonFacts, at: datetime) -> Person:
    """Find or make the person whom the identity provider vouches for, and refresh him.

    The personal number decides who it is. Phone and e-mail are only filled when empty:
    the citizen may have given better ones here.
    """
    _one_at_a_time(facts.personal_id)
    found = find(personal_id=facts.personal_id)
    person = found or Person(created_at=at)
    _describe(person, facts)
    person.verified = True
    person.save()
    return person


@transaction.atomic
def name_applicant(*, facts: PersonFacts, at: datetime) -> Person:
    """Find or make the person somebody else applies for; never overwrite a verified one."""
    _one_at_a_time(facts.personal_id)
    found = find(personal_id=facts.personal_id) if facts.personal_id else None
    if found:
        return found
    person = Person(created_at=at)
    _describe(person, facts)
    person.save()
    return person


def find(*, personal_id: str) -> Person | None:
    """The person with this number, by blind index."""
    if not personal_id:
        return None
    indexes = blind_index_candidates(personal_id, field="personal_id")
    return Person.objects.filter(personal_id_index__in=indexes).first()


@transaction.atomic
def name_organisation(
    *, name: str, tax_code: str, address: Mapping[str, str] | None, at: datetime
) -> Organisation:
    """Find the organisation by tax code, or make it."""
    _one_at_a_time(tax_code)
    found = Organisation.objects.filter(tax_code=tax_code).first()
    organisation = found or Organisation(tax_code=tax_code, created_at=at)
    organisation.name = clean(name)
    organisation.name_folded = fold(name)
    if address:
        organisation.address = json.dumps(dict(address), ensure_ascii=False)
    organisation.save()
    return organisation


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: str,
    agency: Agency,
    title: str,
    since: date,
    desk: Desk | None = None,
    signs_as: str = "",
) -> Position:
    """Give a person a post at an agency; the same open post is not given twice."""
    position, _ = Position.objects.update_or_create(
        person=person,
        role=role,
        agency=agency,
        valid_to=None,
        defaults={"desk": desk, "title": title, "signs_as": signs_as, "valid_from": since},
    )
    return position


@transaction.atomic
def dismiss(*, position: Position, on: date) -> None:
    """End a post; it is lost with the next request."""
    Position.objects.filter(pk=position.pk, valid_to=None).update(valid_to=on)


def _one_at_a_time(number: str) -> None:
    """Let the next one who brings this number wait until we have committed.

    Without it two tabs that sign in at once, or two people who apply for the same third
    one, would both find nobody, and the second would fail at the unique index.
    """
    if number:
        word = blind_index(number, field="personal_id")  # the server may log statements
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [word])


def _describe(person: Person, facts: PersonFacts) -> None:
    person.full_name = clean(facts.full_name)
    person.name_folded = fold(person.full_name)
    person.name_key = name_sort_key(person.full_name)
    person.gender = facts.gender or person.gender
    person.birth_date = facts.birth_date or person.birth_date
    if facts.personal_id:
        person.personal_id = facts.personal_id
        person.personal_id_index = blind_index(facts.personal_id, field="personal_id")
    if facts.phone and not person.phone:
        person.phone = facts.phone
        person.phone_index = blind_index(facts.phone, field="phone")
    person.email = person.email or facts.email
    if facts.address:
        person.address = json.dumps(dict(facts.address), ensure_ascii=False)
