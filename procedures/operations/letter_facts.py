"""What was true of a case when a letter was ordered, as plain JSON.

The letter is rendered from this and nothing else, later and perhaps twice, so whatever it
says about people, papers and times is copied here. The keys follow
``portal.letters.shape.LetterFacts``.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from procedures.engine import HANOI, Definition, Limit
from procedures.engine.answers import facts_of
from procedures.engine.fees import charges
from procedures.engine.letter import answer_texts
from procedures.models import Agency, Case, Desk, Organisation, Paper, Person, Position
from procedures.reference.naming import name_of

GENDERS = {"nam": "Nam", "nu": "Nữ"}
UNITS = {
    "working_day": "ngày làm việc",
    "half_day": "buổi làm việc",
    "working_hour": "giờ làm việc",
    "calendar_day": "ngày",
    "month": "tháng",
    "hour": "giờ",
}


FEE_KINDS = {
    "phi": "Phí",
    "le_phi": "Lệ phí",
    "nghia_vu_tai_chinh": "Nghĩa vụ tài chính",
}
# How working days are counted is printed on the receipt: both readings are in use.
METHODS = {
    "hours": ", tính theo giờ làm việc",
    "days": ", không tính ngày tiếp nhận",
}


def shared_facts(case: Case, rules: Definition, at: datetime) -> dict[str, Any]:
    """Facts every letter of the case shares. ``case`` has its people and offices loaded."""
    limit = rules.time_limit(case.state.limit)
    texts = answer_texts(rules, case.answers, name_of)
    return {
        "code": case.code,
        "procedure_code": rules.code,
        "procedure_name": str(rules.name),
        "agency": office(case.decided_by),
        "desk": desk_office(case.received_by),
        "applicant": party(case),
        "submitter": person(case.submitter)
        if case.submitter_id != case.applicant_id
        else None,
        "online": case.channel == Case.Channel.ONLINE,
        "papers": paper_lines(case, rules),
        "time_limit": limit_in_words(limit.limit)
        + METHODS.get(case.state.overall.counting, ""),
        "fees": fee_lines(case, rules, at),
        "delivery": texts.get("hinh_thuc_nhan", ""),
        "relation": texts.get("quan_he_uy_quyen", "") if texts.get("chu_ho_so_ho_ten") else "",
        "submitted_at": case.submitted_at.isoformat(),
        "at": at.isoformat(),
    }


def office(agency: Agency) -> dict[str, str]:
    """An agency as headings and sentences name it."""
    return {
        "code": agency.code,
        "name": agency.name,
        "parent": agency.heading,
        "symbol": agency.symbol,
        "place": place_of(agency.area_code),
        "phone": agency.phone,
        "address": agency.address,
    }


def desk_office(desk: Desk) -> dict[str, str]:
    """A one-stop desk; the body above it is its agency."""
    return {
        "code": desk.code,
        "name": desk.name,
        "parent": desk.agency.name,
        "symbol": desk.agency.symbol,
        "place": place_of(desk.agency.area_code),
        "phone": desk.phone,
        "address": desk.address,
    }


def party(case: Case) -> dict[str, Any]:
    """Whose case it is: the organisation if there is one, else the applicant."""
    return organisation(case.organisation) if case.organisation else person(case.applicant)


def person(one: Person) -> dict[str, Any]:
    return {
        "name": one.full_name,
        "sex": GENDERS.get(one.gender, ""),
        "number": one.personal_id,
        "birth_date": one.birth_date,
        "address": address_in_words(one.address),
        "phone": one.phone,
        "email": one.email,
    }


def organisation(one: Organisation) -> dict[str, Any]:
    return {
        "name": one.name,
        "number": one.tax_code,
        "address": address_in_words(one.address),
        "is_organization": True,
    }


def signer(position: Position) -> dict[str, Any]:
    """Who signs, in what capacity, and whose key it is (never the name of the person)."""
    return {
        "name": position.person.full_name,
        "title": position.title,
        "on_behalf": position.signs_as,
        "key": f"position:{position.pk}",
    }


def paper_lines(case: Case, rules: Definition) -> list[dict[str, Any]]:
    """The papers handed in so far, by the names of the definition."""
    papers = Paper.objects.filter(case=case, replaced_at=None).order_by("added_at")
    names = {one.id: str(one.name) for one in rules.papers}
    return [
        {
            "id": paper.paper_id,
            "name": names.get(paper.paper_id, paper.paper_id),
            "pages": paper.pages,
        }
        for paper in papers
    ]


def fee_lines(case: Case, rules: Definition, at: datetime) -> list[dict[str, Any]]:
    """What the case costs on that day; amounts known only later are left out."""
    channel, day = str(case.channel), at.astimezone(HANOI).date()
    facts = facts_of(rules, case.answers, channel=channel)
    return [
        {"name": str(one.line.name) or FEE_KINDS[one.line.kind], "amount": one.amount}
        for one in charges(rules, facts, channel=channel, on=day)
        if one.amount is not None
    ]


def address_in_words(address: str) -> str:
    """A stored address ({"province", "commune", "line"}) in one line."""
    if not address:
        return ""
    parts: Mapping[str, str] = json.loads(address)
    names = (name_of(kind, parts.get(kind, "")) for kind in ("commune", "province"))
    return ", ".join(part for part in (parts.get("line", ""), *names) if part)


def place_of(area_code: str) -> str:
    """The name of an area without its kind, as before the date of a letter: "Huế"."""
    name = name_of("commune", area_code)
    for kind in ("Thành phố ", "Tỉnh ", "Phường ", "Xã ", "Đặc khu "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def limit_in_words(limit: Limit) -> str:
    """ "03 ngày làm việc": two digits, as receipts write it."""
    amount = float(limit.amount)
    said = f"{int(amount):02}" if amount == int(amount) else f"{amount:g}".replace(".", ",")
    return f"{said} {UNITS[limit.unit]}"
