"""Turn a mapping (from YAML or JSON) into a ``Definition``; every problem names its path.

The keys are those of docs/definition-format.md, and no others. ``load`` judges shape only;
whether the procedure makes sense is ``check.faults``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .clock import UNITS, Limit
from .definition import Definition, Route, SupplementRule, TimeLimit
from .form import RequiredPaper
from .load_conditions import FACTS, read_condition, resolve
from .load_fees import read_fee
from .load_form import read_file_rule, read_form
from .load_result import read_result
from .load_step import draft_somewhere, read_step
from .reading import BadDefinition, Node

CODE = r"N.NNNNNN or N.NNNNNN.000.00.00.Hxx"
CHANNELS = ("online", "direct", "post")
LETTERS = frozenset({"receipt", "supplement_request", "refusal", "apology", "stop_notice"})
Raw = Mapping[str, Any]

__all__ = ["BadDefinition", "load"]


def load(raw: Raw) -> Definition:
    """Build a ``Definition``. ``raw`` has its shared parts expanded (``expand``).

    Raises ``BadDefinition`` with every missing, unknown or ill-shaped key at once.
    """
    problems: list[tuple[str, str]] = []
    node = Node(raw, "", problems)
    if node.take("schema") not in (1, None):
        node.bad("schema", "must be 1")
    definition = None
    values = {**_about(node), **_parts(node), **_rules(node)}
    node.done()
    if not problems:
        definition = Definition(**values)
    if definition is None:
        first, *further = problems
        raise BadDefinition(*first, *further)
    return draft_somewhere(_named_in_full(definition))


def question_names(definition: Definition) -> dict[str, str]:
    """What conditions and texts may call a question: ``section.name``, or its bare name
    where only one section asks it; and the facts of a case by their own name."""
    bare: dict[str, list[str]] = {}
    for field in definition.fields():
        bare.setdefault(field.name, []).append(field.path)
    single = {name: paths[0] for name, paths in bare.items() if len(paths) == 1}
    return single | {one.path: one.path for one in definition.fields()} | {f: f for f in FACTS}


def _named_in_full(definition: Definition) -> Definition:
    """Let everything that names a question use its full name."""
    names = question_names(definition)
    whole = resolve(definition, names)
    fees = (replace(one, quantity=names.get(one.quantity, one.quantity)) for one in whole.fees)
    papers = (
        replace(one, per_row=names.get(one.per_row, one.per_row)) for one in whole.papers
    )
    place = tuple(names.get(one, one) for one in whole.place)
    return replace(whole, fees=tuple(fees), papers=tuple(papers), place=place)


def read_limit(node: Node) -> Limit:
    """Read ``amount`` and ``unit``."""
    amount = node.number("amount", None, least=0.01, most=3660)
    if not node.has("amount"):
        node.bad("amount", "is missing")
    return Limit(amount or 1, node.one_of("unit", UNITS))


def _about(node: Node) -> dict[str, Any]:
    code = node.text("code")
    if not _is_code(code):
        node.bad("code", f"must be {CODE}")
    _provenance(node)
    node.labels("reception_windows")
    return {
        "code": code,
        "name": node.need_label("name"),
        "short_name": node.label("short_name"),
        "aliases": node.texts("aliases"),
        "sector": node.text("sector"),
        "smart_field": node.text("smart_field", None),
        "levels": node.words("levels", ("bo", "tinh", "xa", "khac")),
        "resolving_agency": node.label("resolving_agency"),
        "receiving": node.label("receiving"),
        "coordinating": node.labels("coordinating"),
        "system_of_record": node.text("system_of_record"),
        "announced_by": node.text("announced_by"),
        "subjects": node.labels("subjects"),
        "subject_kinds": node.words("subject_kinds", FACTS["subject"]) or ("ca_nhan",),
        "channels": node.words("channels", CHANNELS) or CHANNELS,
        "service_level": node.one_of(
            "service_level", ("toan_trinh", "mot_phan", "truc_tiep"), "toan_trinh"
        ),
        "service_level_reason": node.text("service_level_reason"),
        "conditions": node.labels("conditions"),
        "legal_basis": node.texts("legal_basis"),
    }


def _parts(node: Node) -> dict[str, Any]:
    for key in ("time_limits", "workflow"):
        if not node.list(key):
            node.bad(key, "is missing or empty")
    intake = node.node("intake")
    parts = {
        "intake": _closed_limit(intake) if intake else Limit(8, "working_hour"),
        "limits": node.nodes("time_limits", _time_limit),
        "fees": node.nodes("fees", read_fee),
        "forms": node.nodes("forms", read_form),
        "papers": node.nodes("documents", _paper),
        "steps": node.nodes("workflow", read_step),
        "results": node.nodes("results", read_result),
        "routes": node.nodes("routing", _route),
        "place": node.words("place"),
    }
    return parts


def _rules(node: Node) -> dict[str, Any]:
    rules = node.node("rules")
    if rules is None:
        return {}
    own = rules.node("own_forms")
    values = {
        "supplement": _supplement(rules),
        "stop_by": rules.id("stop_by", "lanh_dao_don_vi"),
        "four_eyes": rules.flag("four_eyes", True),
        "no_refund": rules.flag("no_refund"),
        "sensitive": rules.flag("sensitive"),
        "retention_years": rules.whole("retention_years", least=1, most=200),
        "own_forms": _own_forms(own) if own else (),
    }
    rules.done()
    return values


def _supplement(rules: Node) -> SupplementRule:
    node = rules.node("supplement")
    if node is None:
        return SupplementRule()
    lapse, within = node.node("lapse"), node.node("within")
    most = node.whole("max_times", None, least=0, most=20)
    rule = SupplementRule(
        max_times=most if "max_times" in node.raw else 1,
        over_limit_by=node.id("over_limit_by", ""),
        restart=node.one_of("clock", ("resume", "restart"), "resume") == "restart",
        lapse=_closed_limit(lapse) if lapse else None,
        within=_closed_limit(within) if within else None,
    )
    node.done()
    return rule


def _own_forms(node: Node) -> tuple[tuple[str, str], ...]:
    pairs = tuple((letter, node.word(letter)) for letter in node.raw if letter in LETTERS)
    node.done()
    return pairs


def _time_limit(node: Node) -> TimeLimit:
    limit = read_limit(node)
    same_day = node.one_of("start_rule", ("same_day",), "") == "same_day"
    node.text("source_text")
    if same_day and limit.unit != "working_day":
        node.bad("start_rule", "goes with working days only")
    return TimeLimit(
        id=node.id("id"),
        label=node.label("case"),
        limit=Limit(limit.amount, limit.unit, same_day),
        when=read_condition(node, "when"),
        extension=node.one_of("kind", ("extension",), "") == "extension",
    )


def _paper(node: Node) -> RequiredPaper:
    online = ("replaced_by_eform", "replaced_by_eform_signed")
    return RequiredPaper(
        id=node.id("id"),
        name=node.need_label("name"),
        original=node.whole("original", 0, least=0, most=100),
        copy=node.whole("copy", 0, least=0, most=100),
        required=node.flag("required", True),
        when=read_condition(node, "when"),
        present_only=node.flag("present_only"),
        replaced_by=node.word("replaced_by"),
        online=node.one_of("online", online, ""),
        deliver_at=node.one_of("deliver_at", ("submit", "return"), "submit"),
        alternatives=node.labels("alternatives"),
        per_row=node.word("per_row"),
        copy_kind=node.word("copy_kind"),
        sensitive=node.flag("sensitive"),
        file=read_file_rule(node),
        hint=node.label("hint"),
    )


def _route(node: Node) -> Route:
    agency = node.word("agency")
    if not agency:
        node.bad("agency", "is missing")
    return Route(agency, read_condition(node, "when"))


def _closed_limit(node: Node) -> Limit:
    limit = read_limit(node)
    node.done()
    return limit


def _provenance(node: Node) -> None:
    inner = node.node("provenance")
    if inner:
        for key in ("source", "recalled", "check"):
            inner.texts(key)
        inner.done()


def _is_code(code: str) -> bool:
    parts = code.split(".")
    if len(parts) == 2:
        return parts[0].isdigit() and len(parts[1]) == 6 and parts[1].isdigit()
    return len(parts) == 6 and _is_code(".".join(parts[:2])) and parts[5].startswith("H")
