"""The hash chain of a case's journal.

hash(n) = SHA-256( hash(n-1) ‖ canonical JSON of entry n ), with the empty string before
the first entry. Typed text enters only as salted commitments, so erasing it later leaves
the chain valid. Times are canonical UTC to the microsecond.

>>> entry_hash("", {"n": 1, "at": datetime(2026, 11, 24, 8, tzinfo=UTC)})[:12]
'e53a2ada796c'
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

CHECKPOINT_ANCHOR = "checkpoint.last"
"""The ``Heartbeat`` whose note is the hash of the newest checkpoint: its removal shows."""

HASHED = (
    "case_id",
    "n",
    "name",
    "at",
    "action",
    "step",
    "person",
    "position",
    "role",
    "agency",
    "on_behalf_of",
    "status",
    "command",
    "data",
    "commitments",
    "calendar_id",
    "method",
    "semantics",
)


VALUES = attrgetter(*HASHED)


def entry_hash(previous: str, entry: Mapping[str, Any]) -> str:
    """Return the hash of ``entry`` (its ``HASHED`` fields) chained to ``previous``."""
    return hashlib.sha256(f"{previous}{canonical(entry)}".encode()).hexdigest()


def heads_sha256(heads: Iterable[tuple[str, int, str]]) -> str:
    """Hash the (code, length, head) of all journals, which come in the order of codes."""
    digest = hashlib.sha256()
    for code, length, head in heads:
        digest.update(f"{code} {length} {head}\n".encode())
    return digest.hexdigest()


def hashed_fields(row: object) -> dict[str, Any]:
    """Pick the fields that the hash covers from a row."""
    return dict(zip(HASHED, VALUES(row), strict=True))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
).encode
"""The one way an entry is written for its hash."""
