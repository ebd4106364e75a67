"""Walk a case along the straight path: each open step is done by its own role."""

from datetime import datetime, timedelta

from procedures.engine import HANOI, OFFICE, Actor, Command, apply, offered, submit

START = datetime(2026, 11, 16, 9, 0, tzinfo=HANOI)
FINISHING = ("receive", "sign", "issue", "hand_over", "opine", "pay", "forward")
DATA = {
    "opine": {"opinion": "đồng ý"},
    "hand_over": {"how": "electronic"},
}


def actor(role, person=None):
    return Actor(id=person or f"{role}-1", role=role, agency="H57.01")


def command(action, step, role, person=None, **data):
    return Command(action, step, actor(role, person), {**DATA.get(action, {}), **data})


def submitted(definition, *, at=START, calendar=OFFICE, **data):
    return submit(
        definition, command("submit", "", "nguoi_nop", **data), at=at, calendar=calendar
    )


def next_command(definition, state):
    """The command that finishes the first open step the ordinary way."""
    step = definition.step(state.open[0])
    actions = [name for one, name in offered(definition, state, step.role) if one == step.id]
    if "draft" in actions and not state.drafted_by:
        return command("draft", step.id, step.role)
    action = next(name for name in FINISHING if name in actions)
    verdict = {"verdict": step.verdicts[0].value} if step.verdicts else {}
    return command(action, step.id, step.role, **verdict)


def straight(definition, *, calendar=OFFICE, at=START, pause=timedelta(hours=1)):
    """Yield every outcome from submission until the case is closed."""
    outcome = submitted(definition, at=at, calendar=calendar)
    yield outcome
    for _ in range(3 * len(definition.steps) + 3):
        if outcome.state.closed:
            return
        at += pause
        wanted = next_command(definition, outcome.state)
        outcome = apply(definition, outcome.state, wanted, at=at, calendar=calendar)
        yield outcome
    raise AssertionError("the straight path does not end")


def told(outcomes):
    """The statuses the national portal is told, in order."""
    return [
        effect.args["status"]
        for outcome in outcomes
        for effect in outcome.effects
        if effect.name == "push_status"
    ]
