"""Who applies and who decides."""

import uuid

from django.db import models

from procedures.sealing.fields import SealedTextField


class Person(models.Model):
    """A human being, citizen or officer (or both); the login lives in ``portal.accounts``.

    The name stays plain for search; everything that identifies or reaches the person is
    sealed, and found again by blind index. Written by ``operations.people``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120)
    name_key = models.CharField(max_length=240, db_collation="C")  # Vietnamese order
    personal_id = SealedTextField(blank=True, default="")
    personal_id_index = models.CharField(max_length=64, blank=True)
    birth_date = SealedTextField(blank=True, default="")  # ISO day, month or year
    gender = models.CharField(max_length=10, blank=True)  # nam, nu or unknown
    phone = SealedTextField(blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True)
    email = SealedTextField(blank=True, default="")
    address = SealedTextField(blank=True, default="")  # JSON {"province", "commune", "line"}
    verified = models.BooleanField(default=False)  # identified by the identity provider
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["personal_id_index"],
                condition=~models.Q(personal_id_index=""),
                name="one_person_per_personal_id",
            )
        ]
        indexes = [
            models.Index(fields=["name_folded"], name="person_name"),
            models.Index(fields=["phone_index"], name="person_phone"),
        ]

    def __str__(self) -> str:
        return self.full_name


class Organisation(models.Model):
    """A company, cooperative or other body that applies through a representative."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=255)
    name_folded = models.CharField(max_length=255)
    tax_code = models.CharField(max_length=20, unique=True)
    address = SealedTextField(blank=True, default="")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """An officer's post: one person, one role, at one agency, for a time.

    A person may hold several. ``signs_as`` is the signer's block above the name
    (NĐ 30/2020 art. 13), lines separated by newlines: "KT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="positions")
    role = models.CharField(max_length=40)
    agency = models.ForeignKey("Agency", models.PROTECT, related_name="positions")
    desk = models.ForeignKey("Desk", models.PROTECT, null=True, related_name="positions")
    title = models.CharField(max_length=160)
    signs_as = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # first day it no longer holds

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "agency"],
                condition=models.Q(valid_to__isnull=True),
                name="one_open_position_per_role",
            )
        ]
        indexes = [models.Index(fields=["agency", "role"], name="position_agency_role")]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency_id}"
