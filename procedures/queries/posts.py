"""Who holds which office, for administrators: names, roles and places, nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from procedures.models import Agency, Person, Position


@dataclass(frozen=True, slots=True)
class Held:
    """One post. ``until`` is the first day it no longer holds."""

    id: UUID
    role: str
    agency: str
    agency_name: str
    desk: str
    title: str
    signs_as: str
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Whether it may be acted from on that day."""
        return self.since <= on and (self.until is None or self.until > on)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here, with all posts ever held, open ones first."""

    person: UUID
    name: str
    posts: tuple[Held, ...]


def staff(*, on: date, accounts: Collection[UUID] = ()) -> tuple[Member, ...]:
    """Everybody with a post open on that day or later, and the ``accounts`` without one.

    In the order of names. Two queries.
    """
    open_ones = _posts().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    by_person: dict[UUID, list[Position]] = {}
    for post in open_ones:
        by_person.setdefault(post.person_id, []).append(post)
    people = Person.objects.filter(pk__in={*by_person, *accounts}).order_by("name_key")
    return tuple(
        Member(pk, name, _held(by_person.get(pk, ())))
        for pk, name in people.values_list("pk", "full_name")
    )


def member(*, person: UUID) -> Member | None:
    """One of them with every post, ended ones too. Two queries."""
    name = Person.objects.filter(pk=person).values_list("full_name", flat=True).first()
    if name is None:
        return None
    return Member(person, name, _held(_posts().filter(person=person)))


def agencies() -> tuple[tuple[str, str], ...]:
    """(code, name) of every agency that is not closed. One query."""
    open_ones = Agency.objects.filter(closed_on=None).order_by("code")
    return tuple(open_ones.values_list("code", "name"))


def _posts() -> Iterable[Position]:
    return Position.objects.select_related("agency", "desk").order_by(
        "-valid_to", "agency", "role"
    )


def _held(posts: Iterable[Position]) -> tuple[Held, ...]:
    return tuple(
        Held(
            id=post.pk,
            role=post.role,
            agency=post.agency_id,
            agency_name=post.agency.name,
            desk=post.desk.name if post.desk else "",
            title=post.title,
            signs_as=post.signs_as,
            since=post.valid_from,
            until=post.valid_to,
        )
        for post in posts
    )
