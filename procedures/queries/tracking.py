"""Following a case without signing in (decision 13): what a code tells, and what a fact adds.

The code alone tells procedure, status and appointment. With the last four digits of a
personal number or telephone of the applicant or the submitter, also steps, agencies and
times. Never a name, an address or what was answered.

A code that does not exist costs and looks the same as digits that do not fit: one query, and
four sealed numbers are opened either way.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from procedures.engine import CaseState, Definition
from procedures.loading import definition
from procedures.models import Case, JournalEntry, Person

LONGEST_CODE = 64
DIGITS = 4
PEOPLE = ("applicant", "submitter")
DASHES = re.compile("[\u2010-\u2015\u2212]")
BARE = re.compile(r"H(?P<desk>\d{2}(?:\d{2})*?)(?P<day>\d{6})(?P<number>\d{4})")


@dataclass(frozen=True, slots=True)
class Move:
    """One move of the case, as far as the public may know it."""

    n: int
    name: str
    step: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tracked:
    """A case as its code shows it. ``moves`` is empty unless a fact was told as well."""

    code: str
    rules: Definition
    state: CaseState
    status: str
    desk: str
    desk_name: str
    agency_name: str
    calendar_id: int
    submitted_at: datetime
    received_at: datetime | None
    finished_at: datetime | None
    intake_due_at: datetime | None
    step_due_at: datetime | None
    due_at: datetime | None
    moves: tuple[Move, ...] = ()


def as_codes(typed: str) -> tuple[str, ...]:
    """The codes somebody may mean: spaces and small letters do not matter, nor do missing
    dots and dashes.

    >>> as_codes(" h57.26-261123-0042 ")
    ('H57.26-261123-0042',)
    >>> as_codes("h57 26 261123 0042")
    ('H57262611230042', 'H57.26-261123-0042')
    """
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", typed[:200]))
    code = "".join(plain.upper().split())
    if not code or len(code) > LONGEST_CODE or not code.isprintable():
        return ()
    bare = BARE.fullmatch(re.sub(r"[^0-9A-Z]", "", code))
    if not bare:
        return (code,)
    desk = ".".join(re.findall("..", bare["desk"]))
    return tuple(dict.fromkeys((code, f"H{desk}-{bare['day']}-{bare['number']}")))


def by_code(typed: str) -> Tracked | None:
    """What a code alone tells. One query (and one more if its procedure is new here)."""
    case = _whole(Case.objects.filter(code__in=as_codes(typed)))
    return _tracked(case) if case else None


def by_fact(typed: str, digits: str) -> Tracked | None:
    """What a code and a fact tell; None for a wrong code as for wrong digits."""
    numbers = [f"{who}__{what}" for who in PEOPLE for what in ("personal_id", "phone")]
    asked = Case.objects.filter(code__in=as_codes(typed)).select_related(*PEOPLE)
    case = asked.only(*PEOPLE, *numbers).first()
    people = [getattr(case, who) for who in PEOPLE] if case else [_nobody(), _nobody()]
    if not _fits(digits, people) or case is None:
        return None
    return _tracked(_whole(Case.objects.filter(pk=case.pk)), _moves(case))


def _whole(cases: QuerySet[Case]) -> Case | None:
    return cases.select_related("received_by", "decided_by").defer("answers").first()


def _fits(digits: str, people: Iterable[Person]) -> bool:
    """Every number is opened and compared, whatever the first comparison says."""
    told = [number for one in people for number in (one.personal_id, one.phone)]
    asked = digits if len(digits) == DIGITS and digits.isascii() else ""
    same = [hmac.compare_digest(_ending(number), asked.encode()) for number in told]
    return bool(asked) and any(same)


def _ending(number: str) -> bytes:
    return number[-DIGITS:].encode()


def _nobody() -> Person:
    """Somebody whose numbers are opened in place of those of a case that is not there."""
    one = Person(personal_id="0" * 12, phone="0" * 10)
    for name in ("personal_id", "phone"):
        setattr(one, name, Person._meta.get_field(name).pre_save(one, add=True))
    return one


def _moves(case: Case) -> tuple[Move, ...]:
    rows = JournalEntry.objects.filter(case=case).order_by("n")
    return tuple(Move(*row) for row in rows.values_list("n", "name", "step", "at"))


def _tracked(case: Case, moves: tuple[Move, ...] = ()) -> Tracked:
    return Tracked(
        code=case.code,
        rules=definition(case.version_id),
        state=case.state,
        status=case.status,
        desk=case.received_by_id,
        desk_name=case.received_by.name,
        agency_name=case.decided_by.name,
        calendar_id=case.calendar_id,
        submitted_at=case.submitted_at,
        received_at=case.received_at,
        finished_at=case.finished_at,
        intake_due_at=case.intake_due_at,
        step_due_at=case.step_due_at,
        due_at=case.due_at,
        moves=moves,
    )
