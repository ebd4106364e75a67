"""Evidence and health: who looked, what is stuck, what still lives."""

from django.db import models


class AccessLog(models.Model):
    """One view of a case by somebody, committed before the body leaves. Append-only."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="accesses")
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    position = models.UUIDField(null=True)
    agency = models.CharField(max_length=40, blank=True)
    client = models.CharField(max_length=80, blank=True)  # API client
    what = models.CharField(max_length=40)  # case, paper, letter, api …

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="access_of_case")]

    def __str__(self) -> str:
        return f"{self.what} {self.case_id} {self.at:%Y-%m-%d %H:%M}"


class Checkpoint(models.Model):
    """The heads of all journals at one moment, chained to the checkpoint before."""

    at = models.DateTimeField()
    entries = models.PositiveBigIntegerField()
    heads_sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"checkpoint {self.at:%Y-%m-%d %H:%M}"


class Incident(models.Model):
    """A duty that needs a person: shown to administrators until it is closed."""

    duty = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    case = models.ForeignKey("Case", models.PROTECT, null=True)
    why = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "key"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_incident",
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty}: {self.why}"


class Heartbeat(models.Model):
    """When a duty last ran through; the health page shows its age."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
