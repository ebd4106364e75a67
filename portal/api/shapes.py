"""The shapes of the answers, once for the answers themselves and for their description.

Missing is null, never ""; moments are ISO 8601 in office time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rest_framework import serializers

from portal.national import wording
from procedures.engine import HANOI
from procedures.queries.status_api import Holder, Row, Standing
from procedures.reference.statuses import NATIONAL_STATUSES

STATUS_TEXT = {one.code: one.name for one in NATIONAL_STATUSES}


class Moment(serializers.DateTimeField):
    """A moment in office time to the second: 2026-11-24T10:15:00+07:00."""

    def to_representation(self, value: datetime) -> str:
        """Write it."""
        return value.astimezone(HANOI).isoformat(timespec="seconds")


class Coded(serializers.Serializer):
    """A code with its name."""

    code = serializers.CharField()
    name = serializers.CharField()


class Status(serializers.Serializer):
    """One of the ten national statuses."""

    code = serializers.ChoiceField(list(STATUS_TEXT))
    text = serializers.CharField()


class Progress(serializers.Serializer):
    """One status the case took. ``n`` is the entry of the journal that brought it."""

    n = serializers.IntegerField()
    at = Moment()
    agency = serializers.CharField(allow_null=True, help_text="code; null for the applicant")
    status = serializers.ChoiceField(list(STATUS_TEXT))
    text = serializers.CharField()
    by = serializers.CharField(required=False, help_text="only with national.person")


class Applicant(serializers.Serializer):
    """Whose case it is."""

    name = serializers.CharField()
    personal_id = serializers.CharField(allow_null=True)
    organization = serializers.CharField(allow_null=True)
    tax_code = serializers.CharField(allow_null=True)


class Case(serializers.Serializer):
    """Where one case stands and how it came there."""

    code = serializers.CharField()
    procedure = Coded()
    agency = Coded(help_text="decides the case")
    received_by = Coded(help_text="one-stop desk")
    status = Status()
    channel = serializers.ChoiceField(["online", "direct", "post"])
    submitted_at = Moment()
    received_at = Moment(allow_null=True)
    due_at = Moment(allow_null=True)
    original_due_at = Moment(allow_null=True)
    finished_at = Moment(allow_null=True)
    returned_at = Moment(allow_null=True)
    progress = Progress(many=True)
    applicant = Applicant(required=False, help_text="only with national.person")


class Error(serializers.Serializer):
    """One wrong value."""

    name = serializers.CharField()
    code = serializers.CharField()


class Problem(serializers.Serializer):
    """An error (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(help_text="stable word")
    errors = Error(many=True)


def case(standing: Standing) -> dict[str, Any]:
    """The answer about one case."""
    facts = {name: getattr(standing, name) for name in PLAIN}
    facts["status"] = {"code": standing.status, "text": STATUS_TEXT[standing.status]}
    persons = standing.holder is not None
    facts["progress"] = [_row(row, persons=persons) for row in standing.progress]
    if standing.holder:
        facts["applicant"] = _applicant(standing.holder)
    return dict(Case(facts).data)


PLAIN = tuple(
    name for name in Case().fields if name not in ("status", "progress", "applicant")
)


def _row(row: Row, *, persons: bool) -> dict[str, Any]:
    told = {
        "n": row.n,
        "at": row.told.at,
        "agency": row.agency or None,
        "status": row.told.status,
        "text": wording.said(row.told),
    }
    return told | ({"by": wording.actor(row.told)} if persons else {})


def _applicant(holder: Holder) -> dict[str, str | None]:
    return {
        "name": holder.name,
        "personal_id": holder.personal_id or None,
        "organization": holder.organisation or None,
        "tax_code": holder.tax_code or None,
    }
