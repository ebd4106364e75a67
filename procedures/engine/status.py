"""The one function that says which of the ten national statuses a case has.

Pages, the push to the national portal, public tracking and statistics all show this.
Finer words (waits for a signature, for an opinion) come from the kind of the open step.
"""

from .case import CaseState, Status
from .definition import Definition

BY_ENDING = {
    "refused": Status.REFUSED,
    "withdrawn": Status.WITHDRAWN,
    "stopped": Status.STOPPED,
    "returned": Status.RETURNED,
}
BY_KIND = {
    "receive": Status.SUBMITTED,
    "payment_wait": Status.OBLIGATION,
    "applicant_wait": Status.SUPPLEMENT,
}
BEFORE_HANDLING = frozenset({"receive", "assign"})


def status_of(definition: Definition, state: CaseState) -> Status:
    """Compute the status from everything else in ``state``; a step may override it."""
    if state.ending:
        return BY_ENDING[state.ending]
    if state.waiting:
        return Status.SUPPLEMENT
    if state.received_at is None:
        return Status.SUBMITTED
    if state.finished_at is not None:
        return Status.FINISHED
    return _of_open_steps(definition, state)


def _of_open_steps(definition: Definition, state: CaseState) -> Status:
    steps = [definition.step(step) for step in state.open]
    for step in steps:
        if step.status:
            return Status(step.status)
    asked = [BY_KIND[step.kind] for step in steps if step.kind in BY_KIND]
    if asked and len(asked) == len(steps):
        return asked[0]
    if _only_assigned(definition, state):
        return Status.RECEIVED
    return Status.IN_PROGRESS


def _only_assigned(definition: Definition, state: CaseState) -> bool:
    """Received, and nobody has begun to handle it."""
    seen = (*state.done, *state.open)
    return all(definition.step(step).kind in BEFORE_HANDLING for step in seen)
