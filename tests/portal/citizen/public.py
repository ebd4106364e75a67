"""What the tests of the public pages share: real facts, a followed case, a released letter."""

import html
import re
from datetime import timedelta

from portal.effects import render_letter, seal_letter
from procedures.models import Case, Letter
from procedures.operations.deliveries import Due
from tests import make

STEP = timedelta(minutes=20)
CHAU, CHAU_ID, CHAU_PHONE = "Nguyễn Thị Minh Châu", "046198003127", "0912345678"


def text(answer) -> str:
    """The page as people read it: no markup, single spaces."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def case_of_chau(place, at=make.AT) -> Case:
    """A case that waits for receipt."""
    chau = make.person(CHAU, CHAU_ID, phone=CHAU_PHONE)
    return make.case(place, make.citizen(chau), at=at)


def received(place, at=make.AT) -> Case:
    case = case_of_chau(place, at)
    make.move(case, "receive", place.viewer("tiep_nhan"), at + STEP)
    return case


def signed(place, at=make.AT) -> Letter:
    """The result of a case, signed by the leader; nobody outside may see it yet."""
    case = received(place, at)
    at += STEP
    make.move(case, "draft", place.viewer("thu_ly"), at, content={"muc_dich": "Vay vốn"})
    for action, role in [
        ("forward", "thu_ly"),
        ("forward", "lanh_dao_phong"),
        ("sign", "lanh_dao_don_vi"),
    ]:
        at += STEP
        make.move(case, action, place.viewer(role), at)
    letter = Letter.objects.get(case=case, name="result")
    render_letter.perform(_due(letter, "render_letter"), at)
    letter.refresh_from_db()
    return letter


def released(place, at=make.AT) -> Letter:
    """The same result with the agency's signature, released."""
    letter = signed(place, at)
    at += 6 * STEP
    make.move(letter.case, "issue", place.viewer("van_thu"), at)
    seal_letter.perform(_due(letter, "seal_letter"), at)
    letter.refresh_from_db()
    return letter


def _due(letter: Letter, name: str) -> Due:
    return Due(1, letter.case_id, letter.n, name, {"letter": str(letter.pk)}, make.AT, 1)
