"""The way of a case through its steps as a drawing, made on the server.

Steps stand in columns from left to right; those that run side by side, and those that may be
left out, stand below each other. Numbers are drawing units; a page shows them as pixels. The
drawing repeats what the list beside it says and holds nothing of its own.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from portal.console import wording
from procedures.engine import Definition
from procedures.engine.definition import Step

COLUMN, ROW = 172, 176  # seven steps fit the screen of a laptop
LEFT, TOP, MARGIN = 92, 96, 16
LETTERS, LINES = 20, 4  # a label: letters in a line, lines
LINE = 19
BOX = 28  # height of the box below a step that can ask for a supplement
DOOR, LINTEL = 26, 40  # half the width and the height of the doorway of a signature
STROKE, DASH = "way", "aside"


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; ``y`` is its baseline."""

    y: int
    words: str


@dataclass(frozen=True, slots=True)
class Node:
    """One step: where its dot is, what stands below it."""

    id: str
    x: int
    y: int
    signs: bool
    optional: bool
    labels: tuple[Label, ...]
    time: Label
    waits_y: int | None  # top of the box "waits for the applicant", if it can ask for more

    @property
    def bottom(self) -> int:
        """Where all that belongs to it ends."""
        return self.time.y + 6 if self.waits_y is None else self.waits_y + BOX


@dataclass(frozen=True, slots=True)
class Line:
    """A path; ``dashed``: only if somebody asks for it."""

    path: str
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """An arc from a step to the one before it, with its arrow and word."""

    path: str
    arrow: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything ``console/graph.html`` draws."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    backs: tuple[Back, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Place:
    """A step and where it stands: its column, and its row (0 is the main line)."""

    step: Step
    number: int
    column: int
    row: int

    @property
    def x(self) -> int:
        return LEFT + self.column * COLUMN

    @property
    def y(self) -> int:
        return TOP + self.row * ROW


def drawing(rules: Definition) -> Drawing:
    """Draw the steps of a procedure, words in the language of the page."""
    places = _places(rules)
    columns = 1 + max(place.column for place in places)
    nodes = tuple(_node(place, rules) for place in places)
    names = ", ".join(str(place.step.name) for place in places)
    return Drawing(
        width=2 * LEFT + (columns - 1) * COLUMN,
        height=max(node.bottom for node in nodes) + MARGIN,
        nodes=nodes,
        lines=(_main_line(places, columns), *_side_lines(places, columns)),
        backs=tuple(_back(place) for place in places if _sends_back(place)),
        summary=_("%(n)s steps: %(names)s") % {"n": len(places), "names": names},
    )


def _places(rules: Definition) -> tuple[Place, ...]:
    """Steps that always happen first in each column; a column of optional ones starts in the
    second row, so that the main line passes above."""
    found = []
    numbers = {step.id: n for n, step in enumerate(rules.steps, start=1)}
    for column, group in enumerate(rules.groups()):
        firm = [step for step in group if not step.optional]
        loose = [step for step in group if step.optional]
        first = 0 if firm else 1
        for row, step in enumerate([*firm, *loose], start=first):
            found.append(Place(step, numbers[step.id], column, row))
    return tuple(found)


def _node(place: Place, rules: Definition) -> Node:
    words = _wrapped(f"{place.number}. {place.step.name}")
    base = place.y + 34
    labels = tuple(Label(base + LINE * i, line) for i, line in enumerate(words))
    after = base + LINE * len(words)
    asks = "supplement" in place.step.can
    return Node(
        id=place.step.id,
        x=place.x,
        y=place.y,
        signs=place.step.kind == "sign" and place.row == 0,
        optional=place.step.optional,
        labels=labels,
        time=Label(after, wording.time_of(place.step, rules.intake)),
        waits_y=after + 10 if asks else None,
    )


@cache
def _wrapped(words: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(words, LETTERS, max_lines=LINES, placeholder=" …"))


def _main_line(places: tuple[Place, ...], columns: int) -> Line:
    """From the first column to the last, over a doorway wherever something is signed."""
    doors = sorted(place.x for place in places if place.step.kind == "sign" and not place.row)
    parts = [f"M{LEFT - 60} {TOP}"]
    for x in doors:
        parts.append(f"H{x - DOOR}V{TOP - LINTEL}H{x + DOOR}V{TOP}")
    parts.append(f"H{LEFT + (columns - 1) * COLUMN}")
    return Line("".join(parts))


def _side_lines(places: tuple[Place, ...], columns: int) -> list[Line]:
    """Off the main line before a step of a lower row, and back onto it after it."""
    half = COLUMN // 2
    found = []
    for place in places:
        if not place.row:
            continue
        start = place.x - half if place.column else place.x
        path = f"M{start} {TOP}V{place.y}H{place.x}"
        if place.column < columns - 1:
            path += f"M{place.x} {place.y}H{place.x + half}V{TOP}"
        found.append(Line(path, dashed=place.step.optional))
    return found


def _sends_back(place: Place) -> bool:
    return "send_back" in place.step.can and place.column > 0 and place.row == 0


def _back(place: Place) -> Back:
    """Above the line, one column to the left."""
    rise = LINTEL if place.step.kind == "sign" else 12
    top = TOP - LINTEL - 26
    x, to = place.x - 8, place.x - COLUMN + 8
    return Back(
        path=f"M{x} {TOP - rise}V{top}H{to}V{TOP - 20}",
        arrow=f"M{to - 6} {TOP - 24}h12l-6 10z",
        x=(x + to) // 2,
        y=top - 6,
    )
