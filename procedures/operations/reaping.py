"""Remove bytes that nothing names any more: broken-off uploads, files of deleted drafts.

Bytes are kept for a day after they were put, because rows come after bytes; bytes a row names
are never removed here, and infected ones stay as evidence.
"""

from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from procedures import storage
from procedures.models import File

KEPT = timedelta(hours=24)
AT_A_TIME = 500


def reap(*, at: datetime) -> int:
    """Remove what no row names and nobody put for a day; answer how many."""
    limit = at - KEPT
    old = list(islice(storage.kept_before(limit), AT_A_TIME * 20))
    reaped = 0
    for sha256 in old:
        if reaped == AT_A_TIME:
            break
        reaped += _reap(sha256, limit)
    return reaped


@transaction.atomic
def _reap(sha256: str, limit: datetime) -> bool:
    """Remove one file and its row if it has one and nothing points to it."""
    row = File.objects.select_for_update().filter(pk=sha256).first()
    if row:
        if row.scan == File.Scan.INFECTED or row.stored_at >= limit or _is_named(row):
            return False
        row.delete()
    # After the commit: a row that names missing bytes is worse than bytes without a row.
    transaction.on_commit(lambda: storage.discard(sha256, unless_put_since=limit))
    return True


def _is_named(row: File) -> bool:
    """Whether any row of any table points to the file, whichever tables there are."""
    return any(
        relation.related_model.objects.filter(**{relation.field.name: row.pk}).exists()
        for relation in File._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    )
