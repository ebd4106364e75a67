"""Publish procedures: those that ship with the product, later those of a clerk."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from procedures.engine import HANOI, Definition, load
from procedures.engine.text import fold
from procedures.models import ProcedureVersion


@dataclass(frozen=True, slots=True)
class Published:
    """What came of one shipped definition."""

    code: str
    version: int
    fresh: bool  # a new version was made


@transaction.atomic
def publish_shipped(*, contents: Iterable[Mapping[str, Any]], at: datetime) -> list[Published]:
    """Publish each shipped definition whose text is new here.

    A procedure that a clerk has published is left alone, whatever ships (his word is newer
    than ours). Raises ``BadDefinition`` for a text that cannot be read; then nothing is
    published.
    """
    return [_publish(content, at) for content in contents]


def _publish(content: Mapping[str, Any], at: datetime) -> Published:
    rules = load(content)
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, default=_plain)
    sha256 = hashlib.sha256(canonical.encode()).hexdigest()
    versions = ProcedureVersion.objects.filter(code=rules.code)
    current = versions.filter(valid_to=None).first()
    if current and (current.sha256 == sha256 or not current.shipped):
        return Published(rules.code, current.version, fresh=False)
    number = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    today = at.astimezone(HANOI).date()
    if current:
        ProcedureVersion.objects.filter(pk=current.pk).update(valid_to=today)
    ProcedureVersion.objects.create(
        code=rules.code,
        version=number,
        slug=slug_of(rules),
        name=str(rules.name),
        sector=rules.sector,
        content=json.loads(canonical),
        sha256=sha256,
        valid_from=today,
        shipped=True,
        published_at=at,
    )
    return Published(rules.code, number, fresh=True)


def slug_of(rules: Definition) -> str:
    """The words of its address: /thu-tuc/1.004873-xac-nhan-tinh-trang-hon-nhan/."""
    return slugify(fold(str(rules.short_name or rules.name)))[:100]


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a definition")
