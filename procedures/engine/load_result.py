"""Read results and the text of their letters."""

from .definition import Block, Result, ResultLetter
from .form import Field
from .load_conditions import read_condition
from .load_form import read_field
from .reading import Node

FRAMES = ("certificate", "administrative", "sector_form")
BLOCKS = ("text", "heading", "item", "row", "name")


def read_result(node: Node) -> Result:
    letter = node.node("letter")
    return Result(
        code=node.word("code", None),
        name=node.need_label("name"),
        validity=node.text("validity"),
        digital=node.flag("digital", True),
        copies=node.whole("copies", 1, least=0, most=100),
        letter=_letter(letter) if letter else None,
    )


def _letter(node: Node) -> ResultLetter:
    if not node.list("blocks"):
        node.bad("blocks", "is missing or empty")
    if not node.has("title"):
        node.bad("title", "is missing")
    letter = ResultLetter(
        frame=node.one_of("frame", FRAMES),
        title=node.text("title"),
        blocks=node.nodes("blocks", _block),
        fields=node.nodes("fields", _field),
        about=node.text("about"),
        symbol=node.text("symbol"),
        recipients=node.texts("recipients"),
        signer=node.id("signer", ""),
        book=node.id("book", "result"),
    )
    node.done()
    return letter


def _block(node: Node) -> Block:
    found = [kind for kind in BLOCKS if kind in node.raw]
    if len(found) != 1:
        node.bad("", f"needs exactly one of: {', '.join(BLOCKS)}")
        node.read |= set(BLOCKS) | {"value", "when", "strong"}
        return Block("text", "")
    kind = found[0]
    text, label = node.text(kind), ""
    if kind in {"row", "name"}:
        text, label = node.text("value"), text
    return Block(kind, text, label, node.flag("strong"), read_condition(node, "when"))


def _field(node: Node) -> Field:
    return read_field(node, "")
