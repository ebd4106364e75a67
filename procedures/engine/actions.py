"""What can be done with a case: every action, one line each.

To add an action: write its function in ``path`` or ``exits``, add a line to ``ACTIONS``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .definition import AUTOMATIC
from .exits import apologise, consult, extend, refuse, stop, supplement, supplied, withdraw
from .moves import Change, Move
from .path import (
    draft,
    forward,
    hand_over,
    issue,
    opine,
    pay,
    propose_reject,
    receive,
    send_back,
    sign,
    skip,
    time_out,
)


@dataclass(frozen=True, slots=True)
class Action:
    """Where an action exists and who may take it.

    ``who``: "step" = the role of the step (and the system, at steps that wait for
    somebody outside); "applicant"; "head" = the role that may stop; "opinion"; "system".
    ``texts`` are the keys of its data that hold text people typed.
    """

    run: Callable[[Move], Change]
    kinds: frozenset[str] | None = None  # kinds of step it exists at; None = all
    listed: bool = False  # only where the step's ``can`` names it
    who: str = "step"
    waiting: bool = False  # exists (also) while the applicant owes papers
    texts: tuple[str, ...] = ()
    undo: bool = True  # may be taken back within the installation's UNDO_SECONDS


OWN_WORDS = frozenset(
    {"receive", "sign", "issue", "return", "consult", "payment", "payment_wait"}
)
ACTIONS = {
    "receive": Action(receive, frozenset({"receive"}), texts=("remark",)),
    "forward": Action(forward, texts=("remark",)),
    "opine": Action(opine, who="opinion", texts=("opinion",)),
    "pay": Action(pay, frozenset({"payment", "payment_wait"}), texts=("note",), undo=False),
    "draft": Action(draft, listed=True, texts=("content", "remark")),
    "sign": Action(sign, frozenset({"sign"}), texts=("remark",), undo=False),
    "issue": Action(issue, frozenset({"issue"}), texts=("remark",), undo=False),
    "hand_over": Action(
        hand_over, frozenset({"return"}), texts=("receiver", "note"), undo=False
    ),
    "skip": Action(skip, texts=("remark",)),
    "supplement": Action(supplement, listed=True, texts=("notes", "reason", "remark")),
    "send_back": Action(send_back, listed=True, texts=("remark",)),
    "propose_reject": Action(propose_reject, listed=True, texts=("reason", "content")),
    "refuse": Action(refuse, frozenset({"receive"}), listed=True, texts=("reason", "remark")),
    "consult": Action(consult, listed=True, texts=("question",)),
    "extend": Action(extend, listed=True, texts=("reason",)),
    "apologise": Action(apologise, who="head", waiting=True, texts=("reason",)),
    "supplied": Action(supplied, who="applicant", waiting=True, texts=("note",), undo=False),
    "withdraw": Action(withdraw, who="applicant", waiting=True, texts=("reason",), undo=False),
    "stop": Action(stop, who="head", waiting=True, texts=("reason",)),
    "time_out": Action(time_out, who="system", undo=False),
}
LISTED = frozenset(name for name, action in ACTIONS.items() if action.listed)
ANYWHERE = frozenset({"supplied", "withdraw", "stop", "apologise"})  # step may be ""


def text_keys(action: str) -> frozenset[str]:
    """The keys of a command's data that hold text people typed."""
    return frozenset(ACTIONS[action].texts) if action in ACTIONS else frozenset()


def exists_at(name: str, move_kind: str) -> bool:
    """Whether ``name`` belongs to steps of this kind at all."""
    kinds = ACTIONS[name].kinds
    if name == "forward":
        return move_kind not in OWN_WORDS | AUTOMATIC
    return kinds is None or move_kind in kinds
