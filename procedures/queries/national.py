"""What the national portal shall know of a case, as plain facts.

Times are aware datetimes, codes are opaque texts, missing is None or "". How a protocol
writes them is its dialect's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file the national side may fetch: the view of a paper, or a released letter."""

    kind: str  # paper, letter
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose case it is (chủ hồ sơ): a citizen or an organisation."""

    name: str
    personal_id: str = ""
    tax_code: str = ""
    phone: str = ""
    email: str = ""
    is_organisation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """One paper of the case. ``component`` is its code in the national catalogue, or ""."""

    file: FileRef
    name: str
    component: str = ""
    reused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One fee of the case; ``amount`` in đồng."""

    name: str
    code: str
    amount: int
    when: str = "receipt"  # receipt, supplement, result


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest:
    """One request for more papers, and its answer if there is one."""

    number: int
    asked_by: str
    text: str
    asked_at: datetime
    answered_at: datetime | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPaper:
    """A released result. ``code`` is the national code of its kind: KQ.G15.000038."""

    file: FileRef
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that the national portal shall hold of a case, true after one move of it."""

    code: str
    procedure_code: str
    procedure_name: str
    sector_code: str
    sector_name: str
    owner: Owner
    subject: str
    agency_name: str
    status: str  # "1" … "10"
    channel: str  # online, direct, post
    submitted_at: datetime
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    delivery: str = ""  # dien_tu, tai_quay, buu_chinh
    submitted_nationally: bool = False
    verified_account: bool = False
    papers: tuple[HandedIn, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    supplements: tuple[SupplementRequest, ...] = ()
    results: tuple[ResultPaper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One line of a case's national log: who did what, when, and where it stood then.

    ``at`` rises strictly by whole seconds within a case, or two lines could not be told
    apart there. ``event`` is the word of the journal; ``step`` and ``opened`` are names.
    """

    case: str
    status: str
    at: datetime
    event: str
    role: str
    step: str = ""
    opened: str = ""
    person: str = ""  # of officers only
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What one outbox row owes the national portal, and what is known to be there."""

    snapshot: Snapshot
    progress: Progress
    known: bool
    held_sha256: str
    awaits_result: bool
    """The case has a result of ours that is not released yet."""


@dataclass(frozen=True, slots=True)
class Fetchable:
    """A file that may be given out under a signed address."""

    case_id: UUID
    sha256: str
    name: str
