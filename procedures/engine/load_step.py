"""Read the steps of the workflow."""

from dataclasses import replace

from .actions import LISTED
from .case import Status
from .clock import UNITS, Limit
from .definition import (
    APPLICANT,
    KINDS,
    SYSTEM,
    WAITS,
    WORK,
    Definition,
    Step,
    StepLimit,
    Verdict,
)
from .reading import Node

TIMEOUTS = ("remind", "escalate", "go_on", "consent")
DRAFTERS = WORK | {"receive"}


def read_step(node: Node) -> Step:
    kind = node.one_of("kind", KINDS)
    default_clock = "paused" if kind in WAITS else "runs"
    clock = node.one_of("clock", ("paused", "excluded", "runs"), default_clock)
    node.one_of("mode", ("all",), "all")
    legal = node.node("legal_deadline")
    return Step(
        id=node.id("id"),
        name=node.need_label("name"),
        kind=kind,
        role=node.id("role"),
        hours=node.number("hours", 0, least=0, most=10_000),
        can=node.words("can", LISTED),
        optional=node.flag("optional"),
        group=node.word("parallel_group"),
        paused=clock != "runs",
        status=node.one_of("status", [str(s.value) for s in Status], ""),
        legal_deadline=_legal(legal) if legal else None,
        on_timeout=node.one_of("on_timeout", TIMEOUTS, ""),
        timeout_ground=node.text("timeout_ground"),
        verdicts=node.nodes("outcomes", _verdict),
        branches=node.words("branches"),
        stage=node.whole("starts_stage", 0, least=1, most=9),
        procedure=node.word("procedure"),
        external_agency=node.word("external_agency"),
    )


def draft_somewhere(definition: Definition) -> Definition:
    """Let the last task before the result's signature draft it, if no step says so."""
    if not definition.has_letter or definition.drafting or not definition.final_sign:
        return definition
    ids = [step.id for step in definition.steps]
    before = definition.steps[: ids.index(definition.final_sign)]
    able = [step for step in before if _drafts(step)]
    if not able:
        return definition
    last = able[-1]
    steps = tuple(
        replace(one, can=(*one.can, "draft")) if one is last else one
        for one in definition.steps
    )
    return replace(definition, steps=steps)


def _drafts(step: Step) -> bool:
    person = step.role not in {SYSTEM, APPLICANT}
    return step.kind in DRAFTERS - {"consult"} and person and not step.optional


def _legal(node: Node) -> StepLimit:
    amount = node.number("amount", 1, least=0.01, most=3660)
    limit = Limit(amount, node.one_of("unit", UNITS))
    since = node.one_of("from", ("opened", "accepted"), "opened")
    node.done()
    return StepLimit(limit, since)


def _verdict(node: Node) -> Verdict:
    return Verdict(
        node.id("v"), node.need_label("l"), node.words("opens"), node.flag("rejects")
    )
