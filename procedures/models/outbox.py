"""Duties to be carried out after a move, and what came of them."""

from django.db import models


class OutboxMessage(models.Model):
    """One effect still to be carried out, written in the same transaction as the move.

    ``not_before`` is lease and back-off in one. ``parked_at`` is set when the receiver
    refused the facts themselves: then it waits for a person, and only this case waits.
    ``seq`` numbers ``push_status`` rows gap-free after commit (operations.sequencer): it
    is the cursor of the pull API. Written by operations, carried out by ``portal.outbox``.
    """

    case = models.ForeignKey(
        "Case", models.PROTECT, null=True, related_name="outbox", db_index=False
    )
    n = models.PositiveIntegerField(default=0)  # journal entry it follows from
    name = models.CharField(max_length=40)
    args = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)  # undone before it went out
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    seq = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["name", "not_before"],
                name="outbox_waiting",
                condition=models.Q(done_at__isnull=True, cancelled_at__isnull=True),
            ),
            models.Index(
                fields=["id"],
                name="outbox_unnumbered",
                condition=models.Q(name="push_status", seq__isnull=True),
            ),
            models.Index(fields=["case", "name", "id"], name="outbox_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class NationalDelivery(models.Model):
    """What the national portal is known to hold of one case. Written by the feed only."""

    case = models.OneToOneField("Case", models.PROTECT, primary_key=True)
    known = models.BooleanField(default=False)  # it has acknowledged a snapshot
    snapshot_sha256 = models.CharField(max_length=64, blank=True)  # last acknowledged
    last_progress_at = models.DateTimeField(null=True)  # strictly rising, by second
    acknowledged_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"national {self.case_id}"


class Notice(models.Model):
    """One message to one person about one move over one channel; sent at most once.

    The text is composed when it is sent and not kept.
    """

    case = models.ForeignKey("Case", models.PROTECT, related_name="notices", db_index=False)
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)  # portal, sms, email
    recipient = models.ForeignKey("Person", models.PROTECT)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "n", "kind", "channel", "recipient"],
                name="one_notice_per_event_channel_recipient",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.case_id}"
