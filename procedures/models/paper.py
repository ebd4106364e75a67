"""Papers come in; files are bytes."""

import uuid

from django.db import models


class File(models.Model):
    """Bytes kept once, addressed by their hash; see ``procedures.storage``."""

    class Scan(models.TextChoices):
        WAITING = "waiting"
        CLEAN = "clean"
        INFECTED = "infected"

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)  # jpeg, png, heic, pdf, docx …
    pages = models.PositiveIntegerField(default=1)
    scan = models.CharField(max_length=10, choices=Scan.choices, default=Scan.WAITING)
    scanned_at = models.DateTimeField(null=True)
    scan_attempts = models.PositiveSmallIntegerField(default=0)
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["stored_at"], name="file_to_scan", condition=models.Q(scan="waiting")
            )
        ]

    def __str__(self) -> str:
        return self.sha256


class Paper(models.Model):
    """One handed-in paper (thành phần) of a draft or a case, made of one or more files.

    ``view`` is the merged, stripped PDF that officers and the citizen open; originals are
    kept as evidence and never served. Papers of a submitted draft move to its case.
    ``round`` is 0 at submission and n for the n-th supplement. A paper that a supplement
    replaces stays, with ``replaced_at`` set.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("Draft", models.CASCADE, null=True, related_name="papers")
    case = models.ForeignKey("Case", models.PROTECT, null=True, related_name="papers")
    paper_id = models.CharField(max_length=40)  # RequiredPaper.id of the definition
    round = models.PositiveSmallIntegerField(default=0)
    view = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=20, default="upload")  # upload, counter, reuse
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False) | models.Q(case__isnull=False),
                name="paper_belongs_somewhere",
            ),
            models.UniqueConstraint(
                fields=["draft", "paper_id", "round"],
                condition=models.Q(replaced_at__isnull=True, draft__isnull=False),
                name="one_paper_per_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} of {self.case_id or self.draft_id}"


class PaperFile(models.Model):
    """One file of a paper, in order, under the name the citizen gave it (cleaned)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    place = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "added_at"]

    def __str__(self) -> str:
        return self.name
