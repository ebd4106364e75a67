"""Put the people of the demo into the tables. Safe to run again."""

import hashlib
from datetime import date, datetime

from allauth.idp.oidc.models import Client
from django.db import transaction

from portal.accounts.staff import enroll
from portal.demo.people import (
    CITIZENS,
    CLIENT_ID,
    CLIENT_SECRET,
    OFFICERS,
    PASSWORD,
    SCOPES,
    Citizen,
    Officer,
)
from procedures.models import Agency, Desk, Heartbeat, Person
from procedures.operations.people import PersonFacts, appoint, identify

SINCE = date(2025, 7, 1)
GENDERS = {"male": "nam", "female": "nu"}
NAME = "demo people"


def set_up(*, at: datetime) -> bool:
    """Make or refresh people, posts, accounts and the API client; False if nothing changed."""
    wanted = hashlib.sha256(repr((CITIZENS, OFFICERS, CLIENT_SECRET)).encode()).hexdigest()
    if Heartbeat.objects.filter(name=NAME, note=wanted).exists():
        return False
    with transaction.atomic():
        for citizen in CITIZENS:
            identify_citizen(citizen, at)
        for officer in OFFICERS:
            _officer(officer, at)
        _client()
        Heartbeat.objects.update_or_create(name=NAME, defaults={"at": at, "note": wanted})
    return True


def identify_citizen(one: Citizen, at: datetime) -> Person:
    """The person behind a citizen of the demo, as the identity provider would name him."""
    place = {"province": "46", "commune": one.commune, "line": one.line}
    facts = PersonFacts(
        full_name=one.name,
        personal_id=one.personal_id,
        birth_date=one.birth_date,
        gender=GENDERS[one.gender],
        phone=one.phone,
        email=one.email,
        address=place,
    )
    return identify(facts=facts, at=at)


def _officer(one: Officer, at: datetime) -> None:
    facts = PersonFacts(one.name, one.personal_id, gender=GENDERS[one.gender])
    person = identify(facts=facts, at=at)
    enroll(
        username=one.username,
        password=PASSWORD,
        person=person.pk,
        full_name=one.name,
        administrator=one.administrator,
    )
    if not one.roles:
        return
    agency = Agency.objects.get(pk=one.agency)
    desk = Desk.objects.filter(agency=agency).order_by("pk").first()
    for role in one.roles:
        appoint(
            person=person,
            role=role,
            agency=agency,
            desk=desk,
            title=one.title,
            since=SINCE,
            signs_as=one.signs_as,
        )


def _client() -> None:
    """The national portal as a client of our status API."""
    client = Client.objects.filter(pk=CLIENT_ID).first() or Client(pk=CLIENT_ID)
    client.name = "Cổng Dịch vụ công quốc gia"
    client.type = Client.Type.CONFIDENTIAL
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes(list(SCOPES))
    client.set_default_scopes(list(SCOPES))
    client.set_secret(CLIENT_SECRET)
    client.save()
