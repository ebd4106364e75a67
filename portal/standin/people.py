"""The demo citizens who may sign in: `DATA_DIR/run/people.json` of the product, else our own.

The file is a list of objects. Only `personal_id` must be there; what is missing is taken
from the person of that number below, or left empty. Rows without a number (officers, API
clients) are passed over, so the product may write its whole list of demo people.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

NAMESPACE = uuid.UUID("6f0c1b9e-4a0d-5d5b-9c55-0d5b1f6a5748")


@dataclass(frozen=True, slots=True)
class Person:
    """What the identity provider knows of a citizen; dates as ISO text, level 1 or 2."""

    personal_id: str
    name: str
    birth_date: str = ""
    gender: str = ""  # "male" | "female"
    phone: str = ""
    email: str = ""
    province: str = "46"
    commune: str = ""
    line: str = ""
    address: str = ""  # the whole residence in words
    hometown: str = ""
    ethnicity: str = "Kinh"
    nationality: str = "Việt Nam"
    level: int = 2
    tax_code: str = ""
    organisation: str = ""

    @property
    def sub(self) -> str:
        """The subject of this person: the same at every sign-in, and not the number."""
        return str(uuid.uuid5(NAMESPACE, self.personal_id))


OWN = (
    Person(
        "046198003127",
        "Nguyễn Thị Minh Châu",
        "1998-03-12",
        "female",
        "0905314728",
        "minhchau.nguyen@example.vn",
        commune="19789",
        line="14/3 Nguyễn Huệ",
        address="14/3 Nguyễn Huệ, phường Thuận Hoá, thành phố Huế",
        hometown="Phường Thuận Hoá, thành phố Huế",
    ),
    Person(
        "046096004518",
        "Lê Hoàng Phúc",
        "1996-07-25",
        "male",
        "0914275036",
        "hoangphuc.le@example.vn",
        commune="19777",
        line="52 Tùng Thiện Vương",
        address="52 Tùng Thiện Vương, phường Vỹ Dạ, thành phố Huế",
        hometown="Phường Vỹ Dạ, thành phố Huế",
    ),
    Person(
        "046185006240",
        "Trần Thị Ngọc Lan",
        "1985-11-02",
        "female",
        "0983461925",
        commune="19753",
        line="27 Đinh Tiên Hoàng",
        address="27 Đinh Tiên Hoàng, phường Phú Xuân, thành phố Huế",
        hometown="Phường Phú Xuân, thành phố Huế",
    ),
    Person(
        "046079001883",
        "Hồ Văn Thành",
        "1979-05-18",
        "male",
        "0935720184",
        "thanh.ho@example.vn",
        commune="19774",
        line="118 Kim Long",
        address="118 Kim Long, phường Kim Long, thành phố Huế",
        hometown="Phường Kim Long, thành phố Huế",
        tax_code="3301548206",
        organisation="Công ty TNHH Mộc Kim Long",
    ),
    Person(
        "046203002756",
        "Phan Nhật Minh",
        "2003-09-30",
        "male",
        "0779135642",
        commune="19804",
        line="9 Tân Lập",
        address="9 Tân Lập, phường Hương An, thành phố Huế",
        hometown="Phường Hương An, thành phố Huế",
    ),
    Person(
        "046152000914",
        "Tôn Nữ Thị Hương",
        "1952-02-08",
        "female",
        "0708264913",
        commune="19753",
        line="3 kiệt 21 Mai Thúc Loan",
        address="3 kiệt 21 Mai Thúc Loan, phường Phú Xuân, thành phố Huế",
        hometown="Phường Phú Xuân, thành phố Huế",
    ),
    Person(
        "046300005129",
        "Võ Thị Thu Hà",
        "2000-12-21",
        "female",
        "0862047391",
        "thuha.vo@example.vn",
        commune="19789",
        line="61 Phan Chu Trinh",
        address="61 Phan Chu Trinh, phường Thuận Hoá, thành phố Huế",
        hometown="Phường Thuận Hoá, thành phố Huế",
        level=1,
    ),
    Person(
        "046088007431",
        "Hồ A Lứ",
        "1988-01-15",
        "male",
        "0396512870",
        commune="20101",
        line="Thôn A Đớt",
        address="Thôn A Đớt, xã A Lưới 4, thành phố Huế",
        hometown="Xã A Lưới 4, thành phố Huế",
        ethnicity="Tà Ôi",
    ),
)


def known(file: Path) -> dict[str, Person]:
    """Everyone who may sign in, by personal number, in the order of the list."""
    own = {person.personal_id: person for person in OWN}
    try:
        told = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return own  # not written yet, or just being written
    rows = told if isinstance(told, list) else []
    read = [_person(row, own) for row in rows if isinstance(row, dict)]
    return {person.personal_id: person for person in read if person} or own


def _person(row: dict[str, Any], own: dict[str, Person]) -> Person | None:
    number = row.get("personal_id")
    if not number or not isinstance(number, str):
        return None
    start = own.get(number, Person(number, number))
    kinds = {field.name: type(getattr(start, field.name)) for field in fields(Person)}
    told = {k: v for k, v in row.items() if v not in (None, "") and kinds.get(k) is type(v)}
    return replace(start, **told)
