"""From what was written down when a letter was ordered to what its page says.

The stored facts are plain JSON with the keys of ``portal.letters.shape.LetterFacts``; what
only the definition knows (names of papers and questions) is added here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from portal.letters import shape
from procedures.queries.letters import LetterWork

CAPACITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
BY_LEADER = frozenset({"apology", "stop_notice"})
COPIED = (
    *("code", "procedure_code", "procedure_name", "online", "relation", "request", "number"),
    *("symbol", "time_limit", "due_note", "second_due", "delivery", "receipt_number"),
    *("reason", "basis", "other_agency", "advice", "contact", "area", "hotline", "restarts"),
)
MOMENTS = ("received_at", "due_at", "deadline", "paused_at", "old_due_at")
PEOPLE = ("name", "sex", "number", "address", "phone", "email", "is_organization")
OFFICE = ("code", "name", "short", "parent", "place", "phone")


def letter_facts(work: LetterWork) -> shape.LetterFacts:
    """Return everything the letter's page needs."""
    stored = work.facts
    facts = {key: stored[key] for key in COPIED if stored.get(key) is not None}
    facts |= {key: _moment(stored[key]) for key in MOMENTS if stored.get(key)}
    facts |= _people(stored, work.name) | _asked(work) | _dates(work, stored)
    facts.setdefault("area", _area(stored["agency"]["parent"]))
    return shape.LetterFacts(
        **facts,
        agency=shape.Office(**_known(stored["agency"], OFFICE)),
        desk=shape.Office(**_known(stored["desk"], OFFICE)),
        at=_moment(stored["at"]),
        verify_url=f"{settings.PUBLIC_URL}/xac-minh/{work.verify_code}/",
        verify_code=work.verify_code,
        papers=_papers(stored),
        fees=tuple(shape.FeeLine(**one) for one in stored.get("fees", ())),
        result=_result(stored["result"]) if stored.get("result") else None,
        values={key: str(value) for key, value in stored.get("values", {}).items()},
    )


def _people(stored: Mapping[str, Any], name: str) -> dict[str, Any]:
    officer, signer = stored.get("officer"), stored.get("signer")
    if name in BY_LEADER and not signer:
        signer = officer
    return {
        "applicant": shape.Person(**_known(stored["applicant"], PEOPLE)),
        "submitter": _optional(stored.get("submitter")),
        "officer": _signer(officer) if officer else None,
        "signer": _signer(signer) if signer else None,
    }


def _asked(work: LetterWork) -> dict[str, Any]:
    """What a supplement asks for: names from the definition, remarks from the officer."""
    if not work.names:
        return {}
    notes = work.facts.get("notes") or {}
    notes = notes if isinstance(notes, Mapping) else {}
    items = [
        shape.Item(paper=work.names.get(one, one), wanted=str(notes.get(one, "")))
        for one in work.facts.get("items", ())
    ]
    return {"items": tuple(items)}


def _dates(work: LetterWork, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The moments that follow from the case when the order did not name them."""
    found: dict[str, Any] = {}
    if work.days_off:
        days = ", ".join(f"{day:%d/%m}" for day in work.days_off)
        found["due_note"] = f"ngày {days} nghỉ lễ"
    if work.name == "supplement_request":
        if work.answer_by and not stored.get("deadline"):
            found["deadline"] = work.answer_by
        if stored.get("received_at"):
            found["paused_at"] = _moment(stored["at"])
    if work.name == "apology":
        if not stored.get("old_due_at"):
            found["old_due_at"] = work.original_due_at
        if stored.get("until"):
            found["due_at"] = _moment(stored["until"])
    return found


def _area(parent: str) -> str:
    """What the province calls itself, by the heading of its agencies."""
    return "thành phố" if "thành phố" in parent else "tỉnh"


def _papers(stored: Mapping[str, Any]) -> tuple[shape.PaperLine, ...]:
    """The application itself, then what was handed in with it."""
    form = shape.PaperLine(
        name="Tờ khai điện tử" if stored["online"] else "Tờ khai", electronic="1"
    )
    return (form, *map(_paper, stored.get("papers", ())))


def _paper(stored: Mapping[str, Any]) -> shape.PaperLine:
    pages = stored.get("pages")
    note = f"{pages} trang" if pages else ""
    return shape.PaperLine(name=stored["name"], electronic="1", note=note)


def _signer(stored: Mapping[str, Any]) -> shape.Signer:
    """Split "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" into capacities and the signer's own office."""
    lines = [line for line in str(stored.get("on_behalf") or "").splitlines() if line.strip()]
    pairs = [line.strip().partition(" ") for line in lines]
    own = [line.strip() for line, pair in zip(lines, pairs, strict=True) if _is_own(pair[0])]
    return shape.Signer(
        name=stored["name"],
        title=own[-1] if own else stored["title"],
        on_behalf=tuple((pair[0], pair[2]) for pair in pairs if not _is_own(pair[0])),
        key=stored["key"],
    )


def _is_own(word: str) -> bool:
    return word not in CAPACITIES


def _result(stored: Mapping[str, Any]) -> shape.ResultText:
    """The text that was said when the leader decided: only the blocks that held then."""
    return shape.ResultText(
        title=stored["title"],
        frame=stored["frame"],
        about=stored["about"],
        blocks=tuple(shape.Block(**block) for block in stored["blocks"]),
        copies_to=tuple(stored["copies_to"]),
    )


def _optional(stored: Mapping[str, Any] | None) -> shape.Person | None:
    return shape.Person(**_known(stored, PEOPLE)) if stored else None


def _known(stored: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: stored[key] for key in keys if stored.get(key) is not None}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
