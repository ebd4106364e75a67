"""Read the questions of a procedure: forms, sections, fields."""

from .fields import FIELD_TYPES
from .form import NOTHING, Check, Choice, Field, FileRule, Form, Label, Section
from .load_conditions import read_condition
from .reading import WORD, Node

MOST_CHOICES = 300
MOST_ROWS = 500
BIGGEST = 10**15
CHECKS_ALONE = frozenset({"not_future", "not_past", "must_be_true"})
CHECKS_WITH_FIELD = frozenset({"after", "not_before", "gte", "exactly_one"})
CHECKS_WITH_NUMBER = frozenset({"min_days_from_today", "age_min", "not_older_than_months"})
CHECKS_WITH_PAIR = frozenset({"age_between"})


def read_form(node: Node) -> Form:
    return Form(node.id("id"), node.need_label("name"), node.nodes("sections", read_section))


def read_section(node: Node) -> Section:
    for key in ("use", "include_form"):
        if key in node.raw:
            node.read.add(key)
            node.bad(key, "was not expanded: the shared sections are not at hand")
    section_id = node.id("id")

    def in_section(field: Node) -> Field:
        return read_field(field, section_id)

    return Section(
        id=section_id,
        title=node.need_label("title"),
        fields=node.nodes("fields", in_section),
        when=read_condition(node, "when"),
        prefill=node.word("prefill"),
        intro=node.label("intro"),
    )


def read_field(node: Node, section: str, *, column: bool = False) -> Field:
    limits = _limits(node)
    if not column:
        limits |= {
            "visible_if": read_condition(node, "visible_if"),
            "columns": node.nodes("columns", _read_column),
            "min_rows": node.whole("min_rows", 0, least=0, most=MOST_ROWS),
            "max_rows": node.whole("max_rows", 50, least=1, most=MOST_ROWS),
            "import_xlsx": node.flag("import_xlsx"),
        }
    return Field(
        name=node.id("name"),
        label=node.need_label("label"),
        type=node.one_of("type", FIELD_TYPES),
        required=node.flag("required"),
        section=section,
        ask=node.label("ask"),
        help=node.label("help"),
        example=node.text("example"),
        choices=read_choices(node),
        default=_default(node),
        prefill=node.word("prefill"),
        checks=read_checks(node, "validate"),
        sensitive=node.flag("sensitive"),
        file=read_file_rule(node),
        transform=node.one_of("transform", {"upper_display"}, ""),
        compute=node.one_of("compute", {"date_in_words"}, ""),
        source=node.word("source"),
        **limits,
    )


def read_choices(node: Node) -> tuple[Choice, ...]:
    raw = node.take("choices", None)
    if raw is None:
        return ()
    if isinstance(raw, str):
        node.bad("choices", f"the shared list {raw!r} is not at hand")
        return ()
    items = node.list("choices")
    if len(items) > MOST_CHOICES:
        node.bad("choices", f"has more than {MOST_CHOICES} choices")
        return ()
    return tuple(_choice(node, index, item) for index, item in enumerate(items))


def read_checks(node: Node, key: str) -> tuple[Check, ...]:
    return tuple(
        check
        for index, raw in enumerate(node.list(key))
        if (check := _check(node, f"{key}[{index}]", raw))
    )


def read_file_rule(node: Node) -> FileRule | None:
    inner = node.node("file")
    if inner is None:
        return None
    rule = FileRule(inner.words("types"), inner.whole("max_mb", 10, least=1, most=500))
    inner.done()
    return rule


def _read_column(node: Node) -> Field:
    return read_field(node, "", column=True)


def _limits(node: Node) -> dict[str, object]:
    return {
        "min": node.number("min", least=-BIGGEST, most=BIGGEST),
        "max": node.number("max", least=-BIGGEST, most=BIGGEST),
        "max_length": node.whole("max_length", least=1, most=20_000),
        "pattern": node.text("pattern"),
        "decimals": node.whole("decimals", least=0, most=6),
    }


def _choice(node: Node, index: int, raw: object) -> Choice:
    if isinstance(raw, dict):
        inner = Node(raw, f"{node.at('choices')}[{index}]", node.problems)
        value, label = inner.text("v"), inner.need_label("l")
        if not value:
            inner.bad("v", "is missing")
        inner.done()
        return Choice(value, label)
    if isinstance(raw, str) and raw.strip():
        return Choice(raw, Label(raw))
    node.bad(f"choices[{index}]", "must be a text, or {v: value, l: label}")
    return Choice("", NOTHING)


def _default(node: Node) -> object:
    value = node.take("default", None)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    node.bad("default", "must be a value, or a list of choices")
    return None


def _check(node: Node, path: str, raw: object) -> Check | None:
    if isinstance(raw, str) and raw in CHECKS_ALONE:
        return Check(raw)
    if isinstance(raw, dict) and len(raw) == 1:
        ((rule, value),) = raw.items()
        if rule in CHECKS_WITH_FIELD and isinstance(value, str) and WORD.fullmatch(value):
            return Check(rule, value)
        if rule in CHECKS_WITH_NUMBER and _is_count(value):
            return Check(rule, value)
        if rule in CHECKS_WITH_PAIR and _is_pair(value):
            return Check(rule, tuple(value))
    node.bad(path, "is not a known check")
    return None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1200


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_count, value))
