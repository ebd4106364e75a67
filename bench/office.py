"""An office with officers, a citizen and cases, as the product makes them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from procedures.access import Viewer
from procedures.definitions import FOLDER, read, whole
from procedures.engine import Command
from procedures.models import Case, Draft, File, Paper, PaperFile
from procedures.operations import casework, submission
from tests import make
from tests.copies import copies

CODE = "1.004873"
ANSWERS: dict[str, Any] = {
    "nguoi_nop_ca_nhan": {
        "ho_ten": "Nguyễn Thị An",
        "ngay_sinh": "1990-03-14",
        "gioi_tinh": "nu",
        "so_dinh_danh": "046190001234",
        "quoc_tich": "VN",
        "noi_cu_tru": {"province": "46", "commune": "19789", "line": "28 Nguyễn Huệ"},
        "dien_thoai": "0905314728",
    },
    "tu_cach_nop": {"nop_cho": "ban_than"},
    "noi_dung": {"tinh_trang": "chua_ket_hon", "muc_dich": "vay_von", "lan_cap": "lan_dau"},
    "noi_da_cu_tru": {"tu_ngay": "2016-03-14"},
    "nhan_ket_qua": {"hinh_thuc_nhan": "dien_tu", "kenh_thong_bao": ["cong", "sms"]},
    "cam_doan": {"cam_doan": True},
}


def built() -> make.Office:
    """The office; 1.004873 as it ships, but its control step has a status of its own.

    So forwarding a case changes its status and owes the national portal a push: the move
    writes all that the floor's writes.
    """
    content = whole(read(next(Path(FOLDER).glob(f"{CODE}-*.yaml"))))
    control = next(step for step in content["workflow"] if step["id"] == "kiem_soat")
    control["status"] = "2"
    place = make.office()
    return replace(place, version=make.procedure(content))


def moved(place: make.Office, ready: int) -> Callable[[int], int]:
    """One ``casework.act`` that forwards a case; ``ready`` cases lie ready for it."""
    one = handled(place, make.citizen())
    codes = iter(copies(one, ready))
    minh = place.viewer("thu_ly")
    command = Command("forward", "thu_ly", make.seat(minh).actor())
    at = make.AT + timedelta(hours=3)

    def forward(_: int) -> int:
        casework.act(
            case_code=next(codes),
            command=command,
            viewer=minh,
            expected=one.journal_length,
            at=at,
        )
        return 1

    return forward


def handled(place: make.Office, anna: Viewer) -> Case:
    """A received case, drafted, so that it may be forwarded."""
    ready = draft(place, anna, 0)
    code = submission.submit(draft_id=ready.pk, viewer=anna, at=make.AT)
    case = Case.objects.get(code=code)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    make.move(case, "draft", place.viewer("thu_ly"), make.AT + 2 * make.HOUR)
    case.refresh_from_db()
    return case


def submitted(place: make.Office, ready: int) -> Callable[[int], int]:
    """One ``submission.submit`` of a draft with two papers; ``ready`` drafts lie ready."""
    anna = make.citizen()
    drafts = [draft(place, anna, n).pk for n in range(1, ready + 1)]
    left = iter(drafts)

    def one(_: int) -> int:
        at = make.AT + timedelta(hours=4)
        submission.submit(draft_id=next(left), viewer=anna, at=at)
        return 1

    return one


def submitted_one(ready: Draft, owner: Viewer) -> None:
    submission.submit(draft_id=ready.pk, viewer=owner, at=make.AT)


def draft(place: make.Office, owner: Viewer, n: int) -> Draft:
    made = make.draft(place, owner)
    made.answers = ANSWERS
    made.save()
    for k, word in enumerate(("giay_xn_cu", "van_ban_uy_quyen")):
        file, _ = File.objects.get_or_create(
            sha256=f"{n * 2 + k:064x}",
            defaults={"size": 500_000, "kind": "jpeg", "scan": "clean", "stored_at": make.AT},
        )
        paper = Paper.objects.create(
            draft=made, paper_id=word, view=file, pages=1, added_at=make.AT
        )
        PaperFile.objects.create(
            paper=paper, file=file, name="anh.jpg", place=0, added_at=make.AT
        )
    return made


def statements(work: Callable[[int], int]) -> dict[str, int]:
    """What one unit sends: statements, and round trips with BEGIN and COMMIT."""
    sent: list[str] = []

    def listen(execute: Callable, sql: str, *more: Any) -> Any:
        sent.append(sql.split()[0])
        return execute(sql, *more)

    with connection.execute_wrapper(listen):
        work(0)
    return {"statements": len(sent), "round trips with BEGIN and COMMIT": len(sent) + 2}
