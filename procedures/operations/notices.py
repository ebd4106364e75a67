"""Decide who is told what over which channel, and that nobody is told twice.

A row is one message to one person; it exists before anything is sent, and the database
keeps it single. The text is composed when it is sent and not kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from procedures.models import Case, Notice, Person

PORTAL, SMS, EMAIL = "portal", "sms", "email"
ASKED = {SMS: "sms", EMAIL: "email"}  # our channels by the words of ``kenh_thong_bao``
NAMESPACE = UUID("6f0a5a0e-52a4-4f0c-9b5e-0d1c6f2b7a31")


@dataclass(frozen=True, slots=True)
class Pending:
    """A message still to be sent. ``key`` is the same at every try and tells nothing."""

    id: int
    key: str
    channel: str
    to: str
    name: str


@transaction.atomic
def plan(
    *, case_id: UUID, n: int, kind: str, reachable: Collection[str], at: datetime
) -> list[Pending]:
    """Write down who must be told of entry ``n``; return what is not sent yet.

    ``reachable`` are the channels this installation can send over. Everybody concerned
    finds the message on the portal, which needs no sending.
    """
    case = Case.objects.select_related("applicant", "submitter").get(pk=case_id)
    people = {person.pk: person for person in (case.applicant, case.submitter)}
    wanted = _wanted(case)
    rows = [
        Notice(case=case, n=n, kind=kind, channel=channel, recipient=person, created_at=at)
        for person in people.values()
        for channel in _channels(person, wanted, reachable)
    ]
    for row in rows:
        row.sent_at = at if row.channel == PORTAL else None
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    waiting = Notice.objects.filter(case=case, n=n, kind=kind, sent_at=None).order_by("pk")
    return [_pending(row, people) for row in waiting if row.recipient_id in people]


def mark_sent(*, notice_id: int, at: datetime) -> None:
    """The gateway has it."""
    Notice.objects.filter(pk=notice_id, sent_at=None).update(sent_at=at)


def mark_read(*, person: UUID, case_id: UUID, at: datetime) -> int:
    """The person has seen the messages of a case on the portal."""
    unread = Notice.objects.filter(
        recipient=person, case=case_id, channel=PORTAL, read_at=None
    )
    return unread.update(read_at=at)


def _wanted(case: Case) -> frozenset[str] | None:
    """The channels the applicant ticked (``kenh_thong_bao``); None when never asked."""
    for section in case.answers.values():
        if isinstance(section, dict) and isinstance(section.get("kenh_thong_bao"), list):
            return frozenset(map(str, section["kenh_thong_bao"]))
    return None


def _channels(
    person: Person, wanted: frozenset[str] | None, reachable: Collection[str]
) -> list[str]:
    """The portal always; what was ticked; unasked, an SMS, or an e-mail without a phone."""
    address = {SMS: person.phone, EMAIL: person.email}
    possible = [one for one in (SMS, EMAIL) if address[one] and one in reachable]
    if wanted is None:
        return [PORTAL, *possible[:1]]
    return [PORTAL, *(one for one in possible if ASKED[one] in wanted)]


def _pending(row: Notice, people: dict[UUID, Person]) -> Pending:
    person = people[row.recipient_id]
    key = uuid5(NAMESPACE, f"{row.case_id}|{row.n}|{row.kind}|{row.channel}|{person.pk}")
    to = person.phone if row.channel == SMS else person.email
    return Pending(row.pk, str(key), row.channel, to, person.full_name)
