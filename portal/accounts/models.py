"""Sign-in tables. What a person may do lives in ``procedures``; here is how they enter."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from procedures.sealing.fields import SealedJSONField, SealedTextField


class User(AbstractUser):
    """A way in: a citizen through the identity provider, an officer by password.

    An officer who applies for something of his own has two: one person, two ways in, so that
    nothing he does for himself is done with his office. ``person_id`` is None only for an
    account that serves a machine or a test of the sign-in itself.
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("Citizen")
        OFFICER = "officer", _("Officer")
        ADMINISTRATOR = "administrator", _("Administrator")

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.CITIZEN)
    person = models.ForeignKey(
        "procedures.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issuer = models.CharField(max_length=255, blank=True)  # of a citizen's identity
    subject = models.CharField(max_length=255, blank=True)  # what the issuer calls them

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(person__isnull=False),
                name="one_way_in_per_person_and_kind",
            ),
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=~Q(subject=""),
                name="one_user_per_identity",
            ),
        ]

    @property
    def is_officer(self) -> bool:
        """Whether this is the account of somebody who works here, administrators included."""
        return self.kind != self.Kind.CITIZEN

    @property
    def is_administrator(self) -> bool:
        """Whether this account runs the system."""
        return self.kind == self.Kind.ADMINISTRATOR

    @property
    def home(self) -> str:
        """Where the work of somebody who works here begins."""
        return "/quan-tri/" if self.is_administrator else "/can-bo/"


class SignIn(models.Model):
    """One open session, for its owner to see and to end. Written by ``entry`` and ``lock``."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(
        max_length=120, blank=True
    )  # "Chrome · Android", never the whole
    address = models.CharField(max_length=45, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at:%Y-%m-%d %H:%M}"


class Attempt(models.Model):
    """How often something was tried in a window of time. Written by ``throttle`` alone.

    ``key`` is a keyed hash, so the table tells nobody which names or numbers were tried.
    """

    key = models.CharField(max_length=64, primary_key=True)
    n = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.n} until {self.ends_at:%H:%M}"


class KeptForm(models.Model):
    """What was typed when a session had ended: given back after signing in again, once.

    Bound to the browser's session and, if known, to the person; sealed; gone after an hour.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session_key = models.CharField(max_length=40)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    fields = SealedJSONField(
        default=dict
    )  # {"fields": [[name, value], …], "files": [name, …]}
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class SecondFactor(models.Model):
    """A secret shared with an authenticator app (TOTP, RFC 6238), one per account.

    ``last_step`` is the time step of the code used last; a code works once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    secret = SealedTextField()
    last_step = models.BigIntegerField(default=0)
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """A code on paper for the day the phone is lost; kept as a keyed hash, works once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "hash"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
