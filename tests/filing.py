"""Builders for drafts: a small procedure, people, a draft, a file in it."""

import hashlib
from datetime import UTC, date, datetime
from uuid import UUID

from procedures import storage
from procedures.access import Viewer
from procedures.models import Person, ProcedureVersion
from procedures.operations import drafts, papers

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

PROCEDURE = {
    "schema": 1,
    "code": "9.000001",
    "name": "Cấp giấy xác nhận",
    "time_limits": [{"id": "default", "amount": 3, "unit": "working_day"}],
    "forms": [
        {
            "id": "to_khai",
            "name": "Tờ khai",
            "sections": [
                {
                    "id": "nguoi",
                    "title": "Người nộp",
                    "fields": [
                        {
                            "name": "ho_ten",
                            "label": "Họ, chữ đệm và tên",
                            "type": "full_name",
                            "required": True,
                            "ask": "Nhập họ, chữ đệm và tên",
                        },
                    ],
                }
            ],
        }
    ],
    "documents": [
        {"id": "giay_a", "name": "Giấy A", "copy": 1},
        {"id": "giay_b", "name": "Giấy B", "copy": 1, "required": False},
        {"id": "xuat_trinh", "name": "Thẻ căn cước", "present_only": True},
    ],
    "workflow": [
        {"id": "tiep_nhan", "name": "Tiếp nhận", "kind": "receive", "role": "tiep_nhan"},
        {"id": "thu_ly", "name": "Thụ lý", "kind": "task", "role": "thu_ly", "hours": 8},
        {"id": "phat_hanh", "name": "Phát hành", "kind": "issue", "role": "van_thu"},
        {"id": "tra", "name": "Trả kết quả", "kind": "return", "role": "tra_ket_qua"},
    ],
}


def procedure(content=PROCEDURE, **columns):
    """A published version of a procedure."""
    return ProcedureVersion.objects.create(
        **{
            "code": content["code"],
            "version": 1,
            "slug": "cap-giay-xac-nhan",
            "name": content["name"],
            "content": content,
            "sha256": "0" * 64,
            "valid_from": date(2026, 1, 1),
            "published_at": AT,
        }
        | columns
    )


def citizen(name="Nguyễn Thị Minh Châu"):
    """A person without seats, as a viewer."""
    person = Person.objects.create(
        full_name=name, name_folded=name.lower(), name_key=name, created_at=AT
    )
    return Viewer(person.pk)


def draft(viewer, **options) -> UUID:
    return drafts.start(procedure=PROCEDURE["code"], viewer=viewer, at=AT, **options)


def stored(text="một trang") -> storage.StoredFile:
    """Facts of bytes in the store, without the bytes: operations never read them."""
    content = text.encode()
    return storage.StoredFile(hashlib.sha256(content).hexdigest(), len(content))


def add(viewer, draft_id, text, *, paper="giay_a", before=(), scan="clean", at=AT):
    """Add a file to a paper as the portal does; `before` are the texts there already."""
    expected = [stored(one).sha256 for one in before]
    upload = papers.Upload(stored(text), "jpeg", 1, f"{text}.jpg", scan)
    view = papers.MadeView(stored(f"view of {[*before, text]}"), len(before) + 1)
    return papers.add_file(
        draft_id=draft_id,
        viewer=viewer,
        paper_id=paper,
        upload=upload,
        view=view,
        expected=expected,
        at=at,
    )
