"""What a message about one move can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from procedures.engine import Definition
from procedures.loading import definition
from procedures.models import Case, JournalEntry, Letter
from procedures.queries.letters import answer_by, names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFacts:
    """Facts of one move for the wording of messages; no name of a person among them.

    ``moment`` is the time that matters: until when receipt is decided, the appointment, the
    last day to answer, the new date.
    """

    code: str
    procedure: str
    desk: str
    desk_phone: str
    moment: datetime | None = None
    items: tuple[str, ...] = ()
    step: str = ""
    delivery: str = ""


def message_facts(*, case_id: UUID, n: int, kind: str, step: str = "") -> MessageFacts:
    """The facts of journal entry ``n`` for a message of this kind."""
    case = Case.objects.select_related("received_by").get(pk=case_id)
    entry = JournalEntry.objects.get(case=case, n=n)
    rules = definition(case.version_id)
    asked = entry.data.get("items", ()) if kind == "supplement" else ()
    names = names_of(rules) if asked else {}
    return MessageFacts(
        code=case.code,
        procedure=str(rules.short_name) or str(rules.name),
        desk=case.received_by.name,
        desk_phone=case.received_by.phone,
        moment=_moment(kind, case, rules, entry),
        items=tuple(names.get(one, one) for one in asked),
        step=str(rules.step(step).name) if rules.has_step(step) else "",
        delivery=delivery_of(case),
    )


def awaits_release(case_id: UUID) -> bool:
    """Whether a result of ours is decided but not visible to anybody outside yet."""
    decided = Letter.objects.filter(case=case_id, name="result", revoked_at=None)
    return decided.filter(released_at=None).exclude(state=Letter.State.DRAFT).exists()


def _moment(kind: str, case: Case, rules: Definition, entry: JournalEntry) -> datetime | None:
    if kind == "submitted":
        return case.intake_due_at
    if kind == "received":
        return case.due_at
    if kind == "supplement":
        return answer_by(case, rules, entry.at)
    said = entry.data.get({"extended": "due_at", "apology": "until"}.get(kind, ""))
    return datetime.fromisoformat(said) if said else None


def delivery_of(case: Case) -> str:
    """How the result is to be handed over, as the applicant chose; "" if not asked."""
    sections = [one for one in case.answers.values() if isinstance(one, dict)]
    return next(
        (str(one["hinh_thuc_nhan"]) for one in sections if "hinh_thuc_nhan" in one), ""
    )
