"""Whole ways a case may go, for tests that look at what was left behind."""

from procedures.access import Viewer
from procedures.engine import Command
from procedures.models import Case, Letter
from procedures.operations import casework
from tests import make
from tests.make import AT, HOUR, Office

QUESTION = "Đề nghị bổ sung giấy xác nhận nơi cư trú trước đây"


def ask_for_more(place: Office, case: Case, hours: int = 2) -> None:
    """The handler asks for a supplement, in words of his own."""
    make.move(
        case,
        "supplement",
        place.viewer("thu_ly"),
        AT + hours * HOUR,
        items=["giay_xn_cu"],
        notes={"giay_xn_cu": QUESTION},
    )


def supplied(case: Case, hours: int = 3, was: str = "Kết hôn") -> None:
    """The applicant hands it in; before it, the purpose was another one, or none."""
    before = {"muc_dich": was} if was else {}
    owner = Viewer(case.submitter_id)
    casework.act(
        case_code=case.code,
        command=Command("supplied", "", make.as_applicant(owner), {"papers": []}),
        viewer=owner,
        expected=None,
        at=AT + hours * HOUR,
        private={"answers_before": {"noi_dung": before}},
    )


def handed_over(place: Office, owner: Viewer | None = None) -> Case:
    """A case that took 1 2 4 5 4 9 10."""
    case = make.case(place, owner)
    make.move(case, "receive", place.viewer("tiep_nhan"), AT + HOUR)
    ask_for_more(place, case)
    supplied(case)
    at = AT + 4 * HOUR
    make.move(case, "draft", place.viewer("thu_ly"), at, content={"officer_note": "đủ"})
    make.move(case, "forward", place.viewer("thu_ly"), at)
    make.move(case, "forward", place.viewer("lanh_dao_phong"), at)
    make.move(case, "sign", place.viewer("lanh_dao_don_vi"), at)
    Letter.objects.filter(case=case, name="result").update(state="signed")
    make.move(case, "issue", place.viewer("van_thu"), at)
    make.move(case, "hand_over", place.viewer("tra_ket_qua"), at + HOUR, how="electronic")
    case.refresh_from_db()
    return case
