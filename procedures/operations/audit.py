"""Write down who looked at a case, and seal the state of all journals now and then."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from procedures.access import Seat, Viewer
from procedures.chain import CHECKPOINT_ANCHOR, entry_hash, heads_sha256
from procedures.models import AccessLog, Case, Checkpoint, Heartbeat

log = logging.getLogger(__name__)


def record_view(
    *,
    case_id: UUID,
    viewer: Viewer,
    what: str,
    at: datetime,
    once_within: timedelta | None = None,
) -> None:
    """Commit that ``viewer`` is shown ``what`` (case, paper, letter …), before he is.

    People see this list of their own cases (who opened it, from which agency, when).
    ``once_within`` keeps one row for what is fetched in many pieces, as pages of a paper are.
    """
    if once_within and _recorded(case_id, viewer, what, at - once_within):
        return
    seat = _seat_at(case_id, viewer)
    AccessLog.objects.create(
        case_id=case_id,
        at=at,
        person=viewer.person,
        position=seat.position if seat else None,
        agency=seat.agency if seat else "",
        what=what,
    )


def _recorded(case_id: UUID, viewer: Viewer, what: str, since: datetime) -> bool:
    rows = AccessLog.objects.filter(case=case_id, at__gte=since, what=what)
    return rows.filter(person=viewer.person).exists()


def _seat_at(case_id: UUID, viewer: Viewer) -> Seat | None:
    """The post in which an officer looks: the one at the case's office, if he has several."""
    if len({(seat.agency, seat.desk) for seat in viewer.seats}) < 2:
        return viewer.seats[0] if viewer.seats else None
    offices = Case.objects.values_list("decided_by_id", "received_by_id").get(pk=case_id)
    here = (seat for seat in viewer.seats if seat.agency in offices or seat.desk in offices)
    return next(here, viewer.seats[0])


def record_client_view(*, case_id: UUID, client: str, what: str, at: datetime) -> None:
    """Commit that the API client ``client`` reads ``what`` of a case."""
    AccessLog.objects.create(case_id=case_id, at=at, client=client, what=what)


@transaction.atomic
def checkpoint(*, at: datetime) -> Checkpoint:
    """Chain the heads of all journals to the checkpoint before; equal heads, no new row.

    Its hash also goes into the log, so that whoever keeps logs elsewhere holds a witness.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('procedures.checkpoint'))")
    heads = list(
        Case.objects.order_by("code").values_list("code", "journal_length", "journal_head")
    )
    sha256 = heads_sha256(heads)
    last = Checkpoint.objects.order_by("-pk").first()
    if last and last.heads_sha256 == sha256:
        return last
    entries = sum(length for _code, length, _head in heads)
    made = Checkpoint(
        at=at, entries=entries, heads_sha256=sha256, previous=last.hash if last else ""
    )
    made.hash = entry_hash(made.previous, {"at": at, "entries": entries, "heads": sha256})
    made.save()
    Heartbeat.objects.update_or_create(
        name=CHECKPOINT_ANCHOR, defaults={"at": at, "note": made.hash}
    )
    log.info("audit.checkpoint entries=%s hash=%s", entries, made.hash)
    return made
