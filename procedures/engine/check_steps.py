"""Faults of the workflow and its time limits."""

from collections.abc import Iterator

from .clock import Limit
from .definition import AUTOMATIC, SYSTEM, Definition, Step
from .fault import Fault, twice

MOST_STEPS = 60
WORKING_HOURS = 8.0  # of an ordinary day
WORKDAY_SHARE = 5 / 7  # of calendar days
ALONE = frozenset({"receive", "sign", "issue", "return"}) | AUTOMATIC


def step_faults(definition: Definition, roles: frozenset[str]) -> Iterator[Fault]:
    steps = definition.steps
    yield from twice("workflow", (step.id for step in steps))
    if len(steps) > MOST_STEPS:
        yield Fault("workflow", f"has more than {MOST_STEPS} steps")
    yield from _ends(definition)
    for index, step in enumerate(steps):
        path = f"workflow[{index}]"
        if step.role not in roles:
            yield Fault(f"{path}.role", f"{step.role!r} is no known role")
        if step.kind in ALONE and (step.group or step.optional):
            yield Fault(path, f"{step.kind} may be neither optional nor in a group")
        yield from _exit_faults(path, definition, index)
        yield from _wait_faults(path, step)
        yield from _verdict_faults(path, definition, index)
        if step.kind == "subcase" and not (step.procedure or step.external_agency):
            yield Fault(path, "a subcase names its procedure or its agency")
    yield from _group_faults(definition)
    yield from _fork_faults(definition)
    yield from _signing_faults(definition)


def limit_faults(definition: Definition) -> Iterator[Fault]:
    rows = definition.limits
    yield from twice("time_limits", (row.id for row in rows))
    ordinary = [row for row in rows if not row.extension]
    if not ordinary:
        yield Fault("time_limits", "has no row but extensions")
        return
    family = {_family(row.limit) for row in ordinary}
    for index, row in enumerate(rows):
        if row.extension and _family(row.limit) not in family:
            yield Fault(f"time_limits[{index}].unit", "does not fit the limit it extends")
        if row.limit.unit in {"calendar_day", "month"} and row.limit.amount % 1:
            yield Fault(f"time_limits[{index}].amount", "must be whole days or months")
    allowed, needed = working_hours(ordinary[0].limit), straight_hours(definition)
    if needed > allowed:
        yield Fault("workflow", f"needs {needed:g} working hours of {allowed:g} allowed")


def straight_hours(definition: Definition) -> float:
    """Working hours of the straight path from receipt to the result; of steps that are
    open together the longest counts."""
    total = 0.0
    for group in definition.groups():
        kinds = {step.kind for step in group}
        if "receive" in kinds:
            continue
        if "return" in kinds:
            break
        total += max((_hours(step) for step in group if not step.optional), default=0)
    return total


def working_hours(limit: Limit) -> float:
    """About how many working hours a limit gives; calendar days by their usual share."""
    amount = float(limit.amount)
    day = WORKING_HOURS
    return {
        "working_day": amount * day,
        "half_day": amount * day / 2,
        "working_hour": amount,
        "hour": amount / 24 * day,
        "calendar_day": amount * WORKDAY_SHARE * day,
        "month": amount * 30 * WORKDAY_SHARE * day,
    }[limit.unit]


def _hours(step: Step) -> float:
    if step.paused:
        return 0
    if step.hours or not step.legal_deadline:
        return step.hours
    return working_hours(step.legal_deadline.limit)


def _family(limit: Limit) -> str:
    return "calendar" if limit.unit in {"calendar_day", "month"} else "working"


def _ends(definition: Definition) -> Iterator[Fault]:
    kinds = [step.kind for step in definition.steps]
    if kinds[0] != "receive" or kinds.count("receive") != 1:
        yield Fault("workflow", "must begin with its only step of kind receive")
    if kinds[-1] != "return" or kinds.count("return") != 1:
        yield Fault("workflow", "must end with its only step of kind return")


def _exit_faults(path: str, definition: Definition, index: int) -> Iterator[Fault]:
    step, before = definition.steps[index], definition.steps[:index]
    later = [one.id for one in definition.steps[index:]]
    if "refuse" in step.can and step.kind != "receive":
        yield Fault(f"{path}.can", "refuse is for receipt; later it is propose_reject")
    if "send_back" in step.can and all(one.kind == "receive" for one in before):
        yield Fault(f"{path}.can", "send_back has nothing to go back to")
    for name in ("draft", "propose_reject"):
        if name in step.can and definition.final_sign not in later[1:]:
            yield Fault(f"{path}.can", f"{name} needs a signature after it")
    if step.can and step.role == SYSTEM:
        yield Fault(f"{path}.can", "the system does not take side exits")


def _wait_faults(path: str, step: Step) -> Iterator[Fault]:
    if step.on_timeout == "consent" and not step.timeout_ground:
        yield Fault(f"{path}.timeout_ground", "must name the law that makes silence consent")
    if step.on_timeout and not (step.legal_deadline or step.hours):
        yield Fault(f"{path}.on_timeout", "needs a legal_deadline or hours")


def _verdict_faults(path: str, definition: Definition, index: int) -> Iterator[Fault]:
    step = definition.steps[index]
    later = {one.id: one for one in definition.steps[index + 1 :]}
    yield from twice(f"{path}.outcomes", (verdict.value for verdict in step.verdicts))
    for verdict in step.verdicts:
        for opened in verdict.opens:
            if opened not in later or not later[opened].optional:
                yield Fault(f"{path}.outcomes", f"{opened!r} is no optional step after this")
        if verdict.rejects and definition.final_sign not in later:
            yield Fault(f"{path}.outcomes", f"{verdict.value}: nobody signs the refusal")
    if step.verdicts and all(verdict.rejects for verdict in step.verdicts):
        yield Fault(f"{path}.outcomes", "every way ends in a refusal")


def _group_faults(definition: Definition) -> Iterator[Fault]:
    runs: list[str] = []
    for step in definition.steps:
        if step.group and (not runs or runs[-1] != step.group):
            runs.append(step.group)
        elif not step.group:
            runs.append("")
    yield from twice("workflow.parallel_group", (run for run in runs if run))


def _fork_faults(definition: Definition) -> Iterator[Fault]:
    steps = definition.steps
    open_fork: Step | None = None
    for index, step in enumerate(steps):
        path = f"workflow[{index}]"
        if step.branches and step.kind != "fork":
            yield Fault(f"{path}.branches", "go with kind fork")
        if step.kind == "fork":
            following = tuple(
                one.id for one in steps[index + 1 : index + 1 + len(step.branches)]
            )
            after = steps[index + 1 + len(step.branches) :][:1]
            if len(step.branches) < 2 or following != step.branches:
                yield Fault(f"{path}.branches", "must be the steps right after the fork")
            elif not after or after[0].kind != "join":
                yield Fault(path, "has no join after its branches")
            open_fork = step
        elif step.kind == "join":
            if open_fork is None:
                yield Fault(path, "joins nothing")
            open_fork = None


def _signing_faults(definition: Definition) -> Iterator[Fault]:
    ids = [step.id for step in definition.steps]
    issuing = [step.id for step in definition.steps if step.kind == "issue"]
    last = definition.final_sign
    if len(issuing) > 1:
        yield Fault("workflow", "has more than one step of kind issue")
    if issuing and last and ids.index(issuing[0]) < ids.index(last):
        yield Fault("workflow", "issues before the last signature")
    if definition.has_letter and not last:
        yield Fault("workflow", "nobody signs the result that is written here")
    elif definition.has_letter and not definition.drafting:
        yield Fault("workflow", "nobody drafts the result before it is signed")
