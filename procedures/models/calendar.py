from django.db import models


class CalendarRevision(models.Model):
    """The working days of all years known at one moment. Immutable; a change is a new row.

    ``content`` is {"days_off": [...], "extra_days": [...], "half_days": {...}, "names": {}}
    with ISO days. A case keeps the revision of its receipt until an administrator
    recalculates it. Written by ``operations.reference``.
    """

    content = models.JSONField()
    sha256 = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar {self.pk}"
