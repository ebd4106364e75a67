"""Letters go out: forms 01-07 and results."""

import secrets
import uuid

from django.db import models

from procedures.sealing.fields import SealedJSONField


def verify_code() -> str:
    """128 random bits, printed in the QR code of a letter."""
    return secrets.token_hex(16)


class Letter(models.Model):
    """One official letter of a case, from its facts to its final bytes.

    ``facts`` is what was true when it was ordered (sealed: it names people); it is
    rendered once from them and the bytes never change after release. Nobody outside sees
    a letter before ``released_at``. Written by ``operations.letters``.
    """

    class State(models.TextChoices):
        DRAFT = "draft"  # a result being prepared by an officer
        ORDERED = "ordered"  # facts fixed, number taken if it has one; to be rendered
        SIGNED = "signed"  # rendered, leader's signature on it; waits for the clerk
        SEALING = "sealing"  # clerk has issued; agency's signature to be added
        RELEASED = "released"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("Case", models.PROTECT, related_name="letters")
    name = models.CharField(max_length=40)  # receipt, supplement_request, result …
    form = models.CharField(max_length=10, blank=True)  # "01" … "07" of TT 03/2025
    n = models.PositiveIntegerField()  # journal entry that ordered it
    state = models.CharField(max_length=10, choices=State.choices)
    facts = SealedJSONField()
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=60, blank=True)  # "XNTTHN", "GTN-…"
    issued_on = models.DateField(null=True)
    signer = models.ForeignKey("Position", models.PROTECT, null=True, related_name="+")
    sealed_by = models.ForeignKey("Position", models.PROTECT, null=True, related_name="+")
    rendered = models.ForeignKey("File", models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("File", models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(default=0)
    verify_code = models.CharField(max_length=32, unique=True, default=verify_code)
    ordered_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True)
    opened_at = models.DateTimeField(null=True)  # first download by the citizen

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "name", "n"], name="one_letter_per_move"),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(name="result", revoked_at__isnull=True),
                name="one_result_per_case",
            ),
            models.CheckConstraint(
                condition=models.Q(released_at__isnull=True) | models.Q(file__isnull=False),
                name="released_letter_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.case_id}"


class LetterSignature(models.Model):
    """One electronic signature on a letter, as recorded when it was made."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=10)  # leader, agency
    signer_name = models.CharField(max_length=160)
    certificate_serial = models.CharField(max_length=80)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "kind"], name="one_signature_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.letter_id}"
