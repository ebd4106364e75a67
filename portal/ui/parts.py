"""What the components in `templates/ui/` draw: small values a view fills in.

Each names its template. Templates only read attributes, so anything with the same attributes
will do; these exist so that a view can be written without opening the template.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.functional import Promise

from portal.ui.faces import ClockFace
from portal.ui.fields import Field

Words = str | Promise
TagKind = Literal["", "tim", "ok", "act", "bad", "hold"]
ButtonKind = Literal["", "second", "quiet", "danger"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """`ui/crumbs.html`: one step of the way here; the last has no address."""

    label: Words
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """`ui/steps.html`: one page of a form whose number of pages is certain."""

    label: Words
    state: Literal["done", "now", "todo"]


@dataclass(frozen=True, slots=True)
class Tag:
    """`ui/tag.html`: a word on a light ground."""

    words: Words
    kind: TagKind = ""


@dataclass(frozen=True, slots=True)
class Task:
    """`ui/task_list.html`: something to do, or something held, with its state."""

    label: Words
    url: str = ""  # none = cannot be opened yet
    hint: Words = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """`ui/timeline.html`: one step on the way of a case."""

    title: Words
    state: Literal["past", "now", "next"]
    text: Words = ""
    at: datetime | None = None
    note: Words = ""  # behind the moment: "2 giấy tờ, 3 trang"
    clock: ClockFace | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """`ui/summary.html`: one row of question and answer."""

    term: Words
    value: Words = ""  # none = "Not provided"
    source: Words = ""
    change_url: str = ""
    was: Words = ""  # the answer before a supplement: struck out, the new one underlined
    at: datetime | date | None = None  # a moment or day instead of a text
    code: bool = False


@dataclass(frozen=True, slots=True)
class LabelledClock:
    """`ui/clocks.html`: a clock and whose it is."""

    label: Words
    face: ClockFace


@dataclass(frozen=True, slots=True)
class CaseHead:
    """`ui/case_header.html`: what every page about a case says first."""

    code: str
    status: str  # "1" … "10"
    step: str
    clock: str  # one of faces.CLOCK_STATES
    title: Words
    version: Words = ""
    handler: str = ""
    synced: Words = ""  # "sent", "waiting", "failed" in words
    synced_at: datetime | None = None
    tag: Tag | None = None  # instead of the status's own word


@dataclass(frozen=True, slots=True)
class Action:
    """`ui/action_bar.html`: something this person may do now. `word` is the engine's."""

    word: str
    label: Words
    url: str
    kind: ButtonKind = "second"


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file that arrived: how people recognise it and what they may do with it."""

    label: Words
    url: str = ""
    pages: int | None = None
    size: int | None = None  # bytes
    state: Words = ""
    warning: Words = ""
    remove: str = ""  # value of the submit button `remove-paper`
    up: str = ""  # value of the submit button `move-paper`; none = it is the first


@dataclass(frozen=True, slots=True)
class Paper:
    """`ui/paper.html`: a paper the procedure asks for, with what is there already."""

    id: str
    label: Words
    tag: Tag
    hint: Words = ""
    note: Words = ""  # "Lấy từ Cơ sở dữ liệu quốc gia về dân cư, …"
    optional: bool = False
    error: Words = ""
    remark: Words = ""  # what the officer asked for
    files: tuple[PaperFile, ...] = ()
    before: tuple[PaperFile, ...] = ()  # handed in earlier, shown beside the remark
    upload: bool = True
    upload_url: str = ""
    accept: str = "image/*,application/pdf"
    counter: bool = False  # offer "bring the paper to the counter"


@dataclass(frozen=True, slots=True)
class Check:
    """`ui/paper_checks.html`: an officer's verdict on one paper."""

    id: str
    label: Words
    hint: Words = ""
    verdict: str = ""  # value of the chosen verdict
    error: Words = ""
    note: Field | None = None  # what is to be mended


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `label` also names the value when the row becomes a card."""

    label: Words
    number: bool = False
    narrow: bool = False
    bare: bool = False  # as a card, the value stands without its label


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: any of words, a link, a clock, a tag, a moment, and a second line."""

    text: Words = ""
    url: str = ""
    sub: Words = ""
    at: datetime | None = None
    clock: ClockFace | None = None
    tag: Tag | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table; with `case` it says what other programs may read off it."""

    cells: tuple[Cell, ...]
    key: str = ""  # value of the tick box
    case: str = ""
    status: str = ""
    step: str = ""
    clock: str = ""
    unread: bool = False
    selected: bool = False
    locked: bool = False  # may not be ticked


@dataclass(frozen=True, slots=True)
class Table:
    """`ui/table.html`: a table that becomes cards on narrow screens."""

    caption: Words
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    tick_name: str = ""  # none = nothing to tick
    caption_hidden: bool = True


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number of a pagination; without an address it is a gap."""

    label: str
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """`ui/pagination.html`. Made by `pages`."""

    links: tuple[PageLink, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """`ui/journal.html`: one line of a case's history."""

    at: datetime
    text: Words
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`ui/viewer.html`: the paper beside the form, one picture for each page."""

    label: Words
    pictures: tuple[str, ...] = ()  # addresses
    open_url: str = ""
    download_url: str = ""
    choices: tuple[tuple[str, str, bool], ...] = ()  # (value, label, is shown)
    choice_name: str = "paper"


def pages(*, number: int, count: int, query: str) -> Pages:
    """The pages around `number` of `count`. `query` is the address up to the page number.

    >>> [link.label for link in pages(number=5, count=9, query="?trang=").links]
    ['1', '…', '4', '5', '6', '…', '9']
    """
    if count < 2:
        return Pages()
    shown = sorted({1, number - 1, number, number + 1, count} & set(range(1, count + 1)))
    links: list[PageLink] = []
    for last, n in zip([0, *shown], shown, strict=False):
        if n - last > 1:
            links.append(PageLink("…"))
        links.append(PageLink(str(n), f"{query}{n}", current=n == number))
    return Pages(
        links=tuple(links),
        before=f"{query}{number - 1}" if number > 1 else "",
        after=f"{query}{number + 1}" if number < count else "",
    )
