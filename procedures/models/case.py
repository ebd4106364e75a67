"""A case from draft to archive, and its journal."""

import uuid
from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from procedures.engine import CaseState, Status
from procedures.sealing.fields import SealedJSONField

# Later moments are mistakes; some of them cannot even be shown in office time.
LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)


class Draft(models.Model):
    """What a citizen is still filling in. Deletable, unlike a case.

    ``answers`` is {section id: {field: raw or parsed value}}. ``submit_key`` makes one
    intention one case. Written by ``operations.drafts``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey("ProcedureVersion", models.PROTECT)
    owner = models.ForeignKey("Person", models.PROTECT, related_name="drafts")
    organisation = models.ForeignKey("Organisation", models.PROTECT, null=True)
    received_by = models.ForeignKey("Desk", models.PROTECT, null=True)
    answers = SealedJSONField(default=dict)
    done_sections = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)  # rises with every save
    submit_key = models.UUIDField(default=uuid.uuid4, unique=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    supplements = models.ForeignKey(
        "Case", models.PROTECT, null=True, related_name="supplement_drafts"
    )  # set: this draft is the answer to a request for more, not a new case
    submitted_as = models.ForeignKey(
        "Case", models.PROTECT, null=True, related_name="drafts"
    )  # the case it became, or whose supplement it was; then it is closed

    class Meta:
        indexes = [models.Index(fields=["owner", "saved_at"], name="draft_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["supplements"],
                condition=models.Q(submitted_as__isnull=True),
                name="one_open_supplement_draft",
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Case(models.Model):
    """One application (hồ sơ) from submission to result.

    ``state_data`` is the engine's ``CaseState``; the columns from ``status`` to
    ``original_due_at`` repeat what lists filter and sort by. Only ``operations.casework``
    and ``operations.submission`` write a case.
    """

    class Owner(models.TextChoices):
        OWN = "own"
        NATIONAL = "national"
        MINISTRY = "ministry"  # mirror: the ministry's system owns the status

    class Channel(models.TextChoices):
        ONLINE = "online"
        DIRECT = "direct"
        POST = "post"

    # A move writes every index of this table anew, so there are few: those of Meta, each
    # asked for by a list, and none by habit on foreign keys.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=64)
    version = models.ForeignKey("ProcedureVersion", models.PROTECT, db_index=False)
    procedure_code = models.CharField(max_length=40)
    submitter = models.ForeignKey(
        "Person", models.PROTECT, related_name="submitted_cases", db_index=False
    )
    applicant = models.ForeignKey(
        "Person", models.PROTECT, related_name="cases", db_index=False
    )
    organisation = models.ForeignKey("Organisation", models.PROTECT, null=True, db_index=False)
    received_by = models.ForeignKey(
        "Desk", models.PROTECT, related_name="received_cases", db_index=False
    )
    decided_by = models.ForeignKey(
        "Agency", models.PROTECT, related_name="decided_cases", db_index=False
    )
    owner_system = models.CharField(max_length=10, choices=Owner.choices, default=Owner.OWN)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.ONLINE)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", db_index=False
    )
    stage = models.CharField(max_length=40, blank=True)
    submit_key = models.UUIDField(unique=True)
    content_sha256 = models.CharField(max_length=64)  # of answers and papers as submitted
    answers = SealedJSONField(default=dict)

    state_data = models.JSONField()
    status = models.CharField(max_length=2, choices=[(s.value, s.name) for s in Status])
    open_steps = ArrayField(models.CharField(max_length=40), default=list)
    waits_for = ArrayField(models.CharField(max_length=90), default=list)  # "role@agency"
    intake_due_at = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    clock_paused = models.BooleanField(default=False)

    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    calendar = models.ForeignKey("CalendarRevision", models.PROTECT, db_index=False)
    assigned_to = models.ForeignKey("Position", models.PROTECT, null=True, db_index=False)
    journal_length = models.PositiveIntegerField(default=0)
    journal_head = models.CharField(max_length=64, default="")  # hash of the last entry
    moved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_case_per_code"),
            models.CheckConstraint(
                condition=models.Q(submitted_at__lt=LAST_MOMENT), name="case_sane_time"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in Status]),
                name="case_known_status",
            ),
        ]
        indexes = [
            GinIndex(fields=["waits_for"], name="case_waits_for"),
            models.Index(fields=["submitter", "-moved_at"], name="case_submitter"),
            models.Index(fields=["applicant", "-moved_at"], name="case_applicant"),
            models.Index(fields=["decided_by", "status", "due_at"], name="case_agency_due"),
            models.Index(fields=["received_by"], name="case_desk"),
            models.Index(
                fields=["organisation"],
                name="case_organisation",
                condition=models.Q(organisation__isnull=False),
            ),
            models.Index(
                fields=["parent"],
                name="case_parent",
                condition=models.Q(parent__isnull=False),
            ),
            models.Index(
                fields=["assigned_to"],
                name="case_assigned",
                condition=models.Q(assigned_to__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> CaseState:
        return CaseState.from_data(self.state_data)


class JournalEntry(models.Model):
    """One move of a case (nhật ký). Append-only: triggers refuse UPDATE and DELETE.

    Holds ids, words and the command; text typed by people is replaced by salted SHA-256
    commitments and lies, sealed and erasable, in ``JournalPayload``. ``hash`` covers the
    entry and ``previous``, so a case's entries form a chain. ``semantics`` rises when a
    change of the engine alters replay. Written by ``operations.journal``.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="journal", db_index=False)
    n = models.PositiveIntegerField()  # 1, 2, 3 … within the case
    name = models.CharField(max_length=40)  # the event: submitted, received, step_done …
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    step = models.CharField(max_length=40, blank=True)
    person = models.UUIDField(null=True)
    position = models.UUIDField(null=True)
    role = models.CharField(max_length=40)
    agency = models.CharField(max_length=40, blank=True)
    on_behalf_of = models.UUIDField(null=True)
    status = models.CharField(max_length=2)  # of the case after the move
    command = models.JSONField(default=dict)  # data of the command without typed text
    data = models.JSONField(default=dict)  # what the engine says about the move
    commitments = models.JSONField(default=dict)  # {key: SHA-256 of salt and text}
    calendar = models.ForeignKey("CalendarRevision", models.PROTECT, db_index=False)
    method = models.CharField(max_length=10)  # how working days were counted then
    semantics = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "n"], name="journal_order")]
        verbose_name_plural = "journal entries"

    def __str__(self) -> str:
        return f"{self.case_id} {self.n} {self.name}"


class JournalPayload(models.Model):
    """The text people typed into one move: {key: {"text": …, "salt": …}}.

    Erasable: the journal's chain holds the salted commitments and stands without it. An
    erased one keeps its row with ``{}``, so that a row that is gone counts as tampering.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="payloads", db_index=False)
    n = models.PositiveIntegerField()
    text = SealedJSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "n"], name="payload_of_entry")]

    def __str__(self) -> str:
        return f"payload {self.case_id} {self.n}"
