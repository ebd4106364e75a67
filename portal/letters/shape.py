"""What a letter says, before it is a page: plain values, no tables, no clock.

Whoever issues a letter fills ``LetterFacts`` once; the same facts give the same bytes for
ever. Times are aware; money is đồng.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An agency or a one-stop desk as it stands in a heading and in a sentence."""

    code: str
    name: str
    """In full, as in a sentence: "Ủy ban nhân dân phường Thuận Hoá"."""
    short: str = ""
    """For narrow headings: "UBND phường Thuận Hoá"; empty means the full name."""
    parent: str = ""
    """The body above it in the heading: "Ủy ban nhân dân thành phố Huế"."""
    place: str = ""
    """Name of the place before the date, without its kind: "Thuận Hoá"."""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person or an organization a letter names; what is unknown stays empty."""

    name: str
    sex: str = ""
    """"Nam", "Nữ" or empty: decides ông, bà or ông/bà."""
    number: str = ""
    """Personal identification number, or tax code of an organization."""
    address: str = ""
    phone: str = ""
    email: str = ""
    is_organization: bool = False

    def __post_init__(self) -> None:
        if self.sex not in ("", "Nam", "Nữ"):  # civil status knows no other word
            raise ValueError("sex is Nam, Nữ or empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs, and in what capacity (NĐ 30/2020 art. 13)."""

    name: str
    title: str
    """Own office: "Chủ tịch", "Phó Chủ tịch", "Trưởng phòng"."""
    on_behalf: tuple[tuple[str, str], ...] = ()
    """Pairs such as ("TM.", "Ủy ban nhân dân"), ("KT.", "Chủ tịch"), outermost first."""
    key: str = ""
    """Whose signing key: stable and without personal data, as the provider knows it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value, as most forms are made of."""

    label: str
    value: str
    strong: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line of the component table of form 01."""

    name: str
    originals: str = ""
    """Copies handed in on paper, or a word such as "nộp khi nhận"."""
    copies: str = ""
    electronic: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing asked for in form 02."""

    paper: str
    wanted: str
    """What to mend: "Thiếu chữ ký của chủ nhà số 213"."""
    kind: str = ""
    """chính, chứng thực, chụp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """A fee of the case, in đồng; zero is said as "miễn"."""

    name: str
    amount: int
    paid: str = ""
    """How it was paid, "đã thanh toán trực tuyến", or empty when still owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a result: text of the definition with ``{field}`` places."""

    text: str
    kind: str = "text"
    """text = paragraph, heading = centered bold line, item = line of a list, row = label and
    value, name = a row whose value stands in bold capitals."""
    label: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultText:
    """The result letter of a definition: data, never code."""

    title: str
    """"Giấy xác nhận tình trạng hôn nhân"."""
    blocks: tuple[Block, ...]
    frame: str = "certificate"
    """certificate, administrative (NĐ 30/2020) or sector_form."""
    about: str = ""
    """Subject after V/v, for the administrative frame."""
    copies_to: tuple[str, ...] = ()
    """Nơi nhận of the administrative frame, after "Như trên"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """Everything forms 01–04 and a result can say about one case. ``at`` dates the letter."""

    code: str
    procedure_code: str
    procedure_name: str
    """As the object of a sentence: "Cấp Giấy xác nhận tình trạng hôn nhân"."""
    agency: Office
    desk: Office
    applicant: Person
    at: datetime
    verify_url: str
    """What the QR code holds: an address of this portal, no personal data."""
    verify_code: str = ""
    number: int | None = None
    symbol: str = ""
    """After the number and a stroke: "TNHS", "UBND-TPHT"."""
    submitter: Person | None = None
    """Set when somebody else than the applicant submitted."""
    relation: str = ""
    """Why they may: "người được ủy quyền"."""
    online: bool = True
    request: str = ""
    papers: tuple[PaperLine, ...] = ()
    sets: int = 1
    area: str = "tỉnh"
    """What the province is called: tỉnh or thành phố."""
    hotline: str = ""
    """Where to complain; empty means the desk's phone."""
    time_limit: str = ""
    """In words: "03 ngày làm việc, tính theo giờ làm việc"."""
    received_at: datetime | None = None
    due_at: datetime | None = None
    due_note: str = ""
    """Why it is not sooner: "ngày 24/11 nghỉ lễ"."""
    second_due: str = ""
    """Second appointment of a two-stage case, in words."""
    delivery: str = ""
    fees: tuple[FeeLine, ...] = ()
    receipt_number: str = ""
    items: tuple[Item, ...] = ()
    reason: str = ""
    basis: str = ""
    deadline: datetime | None = None
    paused_at: datetime | None = None
    restarts: bool = False
    """After the supplement the limit is counted anew instead of going on."""
    other_agency: str = ""
    advice: str = ""
    old_due_at: datetime | None = None
    contact: str = ""
    """Person, office and phone to ask: one phrase."""
    officer: Signer | None = None
    """Who receives or guides (forms 01–03)."""
    signer: Signer | None = None
    """The leader (form 04, results)."""
    copies_to: tuple[str, ...] = ()
    result: ResultText | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """What ``{field}`` places of the result stand for; flat, already words."""
