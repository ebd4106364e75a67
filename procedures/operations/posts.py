"""Give somebody a post and end it, as an administrator asks for it by codes and ids."""

from __future__ import annotations

import logging
from datetime import date
from uuid import UUID

from django.db import transaction

from procedures.models import Agency, Desk, Person, Position
from procedures.operations.people import appoint, dismiss

log = logging.getLogger(__name__)


@transaction.atomic
def give(
    *,
    person: UUID,
    role: str,
    agency: str,
    title: str,
    since: date,
    signs_as: str = "",
    by: UUID,
) -> UUID:
    """Appoint ``person``; returns the post. The same open post is not given twice.

    Whoever sits at a desk sits at the agency's own. Raises ``Person.DoesNotExist``,
    ``Agency.DoesNotExist``.
    """
    place = Agency.objects.get(pk=agency, closed_on=None)
    post = appoint(
        person=Person.objects.get(pk=person),
        role=role,
        agency=place,
        title=title,
        since=since,
        desk=Desk.objects.filter(agency=place).order_by("pk").first(),
        signs_as=signs_as,
    )
    log.info("posts.given post=%s role=%s agency=%s by=%s", post.pk, role, agency, by)
    return post.pk


@transaction.atomic
def end(*, post: UUID, person: UUID, on: date, by: UUID) -> bool:
    """End a post of ``person`` from that day on; False if there is no such open one."""
    found = Position.objects.select_for_update().filter(pk=post, person=person, valid_to=None)
    held = found.first()
    if held is None:
        return False
    dismiss(position=held, on=on)
    log.info("posts.ended post=%s by=%s", held.pk, by)
    return True
