"""Shorthand for what the outbox holds and does."""

from datetime import datetime

from portal import outbox
from procedures.models import Case, OutboxMessage


def deliver(at: datetime, *groups: str) -> int:
    return outbox.deliver(at=at, groups=groups or ("national",), parallel=False)


def pushes(case: Case) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(case=case, name="push_status").order_by("pk"))


def push(case: Case) -> OutboxMessage:
    """The first, and mostly the only, push of a case."""
    return pushes(case)[0]
