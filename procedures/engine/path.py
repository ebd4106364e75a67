"""The straight path of a case, and its turns back: one function per action.

An action takes a ``Move`` and returns a ``Change``; it gets its line in ``actions.ACTIONS``.
Clocks, status and pushes follow in ``apply``.
"""

from dataclasses import replace

from .case import CaseState, Effect, Refused, step_due_at
from .clock import start
from .definition import Verdict
from .moves import Change, Move, finish, go_back, letter, need, to_signature


def receive(move: Move) -> Change:
    """Accept the file: the legal time begins, form 01 goes out (NĐ 118/2025 art. 17).

    ``data``: ``limit`` = id of the time limit that holds, if not the one of submission.
    """
    wanted = move.command.data.get("limit") or move.state.limit
    row = move.definition.time_limit(wanted)
    if (wanted and row.id != wanted) or row.extension:
        raise Refused("unknown_limit", limit=wanted)
    clock = start(row.limit, move.at, move.calendar)
    state = replace(finish(move), received_at=move.at, overall=clock, limit=row.id)
    effects = (letter("receipt"), Effect("notify", {"text": "received"}))
    return Change(state, "received", {"limit": row.id}, effects)


def forward(move: Move) -> Change:
    """Finish the step.

    ``data``: ``include`` = ids of optional steps to open further on; ``verdict`` where the
    step names verdicts; ``go_on`` to leave without an opinion that was asked for.
    """
    if move.step.id in move.state.consulting and not move.command.data.get("go_on"):
        raise Refused("opinion_missing", step=move.step.id)
    verdict = _verdict(move)
    if verdict and verdict.rejects:
        return _reject(move, {"verdict": verdict.value})
    _need_draft(move)
    data = {"verdict": verdict.value} if verdict else {}
    return Change(finish(move, also=verdict.opens if verdict else ()), "step_done", data)


def skip(move: Move) -> Change:
    """Leave out an optional step that was opened."""
    return Change(finish(move), "step_skipped")


def opine(move: Move) -> Change:
    """Give the opinion that was asked for: ``opinion`` (text), ``verdict`` = a word."""
    need(move, "opinion")
    data = {"verdict": move.command.data.get("verdict", "")}
    if move.step.kind == "consult":
        return Change(finish(move), "opinion_given", data)
    rest = tuple(one for one in move.state.consulting if one != move.step.id)
    return Change(replace(move.state, consulting=rest), "opinion_given", data)


def pay(move: Move) -> Change:
    """Record that the fee or obligation of this step is settled.

    ``data``: ``amount`` in VND, ``receipt`` = its number.
    """
    data = {key: move.command.data.get(key) for key in ("amount", "receipt")}
    return Change(finish(move), "paid", {k: v for k, v in data.items() if v})


def draft(move: Move) -> Change:
    """Record that the result is drafted; may be repeated until it is signed.

    ``data``: ``content`` (text, also nested) of the draft, kept by the caller.
    """
    state = replace(move.state, drafted_by=move.command.by.id, outcome="granted")
    return Change(state, "drafted", {"outcome": "granted"})


def propose_reject(move: Move) -> Change:
    """Draft a refusal on the merits and pass it on to be controlled and signed.

    ``data``: ``reason`` (text).
    """
    need(move, "reason")
    return _reject(move, {})


def sign(move: Move) -> Change:
    """Sign. At the last sign step the result gets number and date and is rendered once."""
    state = move.state
    if move.step.id != move.definition.final_sign:
        return Change(finish(move), "step_signed")
    if move.definition.has_letter and not state.drafted_by:
        raise Refused("no_draft", step=move.step.id)
    if move.definition.four_eyes and state.drafted_by == move.command.by.id:
        raise Refused("same_person")
    outcome = state.outcome or "granted"
    signed = replace(finish(move), signed=True, outcome=outcome)
    effects = ()
    if made_here(move):
        effects = (
            Effect("render_result", {"outcome": outcome, "step": move.step.id}),
            Effect("sign_result", {"outcome": outcome, "step": move.step.id}),
        )
    return Change(signed, "signed", {"outcome": outcome}, effects)


def issue(move: Move) -> Change:
    """Check number and text, add the agency's signature, release the result."""
    state, effects = release(move, finish(move))
    return Change(state, "issued", {"outcome": state.outcome}, effects)


def hand_over(move: Move) -> Change:
    """Hand the result over and close the case.

    ``data``: ``how`` = "electronic" | "counter" | "post"; ``receiver``, ``note`` (text).
    """
    how = move.command.data.get("how", "")
    state = replace(finish(move), open=(), ending="returned")
    return Change(
        state, "handed_over", {"how": how}, (Effect("notify", {"text": "returned"}),)
    )


def send_back(move: Move) -> Change:
    """Return the case to an earlier step with a remark.

    ``data``: ``remark`` (text), ``to`` = id of the step, else the last one worked on.
    """
    need(move, "remark")
    state = go_back(move)
    return Change(state, "sent_back", {"to": list(state.open)})


def time_out(move: Move) -> Change:
    """Go on without an answer that did not come in time, where the definition says so."""
    due = step_due_at(move.state, move.calendar, move.step.id)
    if due is None or move.at < due:
        raise Refused("not_due", due_at=due)
    consent = move.step.on_timeout == "consent"
    return Change(finish(move), "consented_by_silence" if consent else "timed_out")


def release(move: Move, state: CaseState) -> tuple[CaseState, tuple[Effect, ...]]:
    """Make the result visible: agency's signature, release, message to the applicant."""
    effects: tuple[Effect, ...] = (Effect("notify", {"text": "result_ready"}),)
    if made_here(move):
        facts = {"outcome": state.outcome}
        effects = (Effect("seal_result", facts), Effect("release_result", facts), *effects)
    return replace(state, issued=True, finished_at=move.at), effects


def made_here(move: Move) -> bool:
    """Whether the result is a letter of ours; refusals on the merits always are."""
    return move.definition.has_letter or move.state.outcome == "rejected"


def _reject(move: Move, data: dict[str, str]) -> Change:
    state = replace(to_signature(move), drafted_by=move.command.by.id, outcome="rejected")
    return Change(state, "reject_proposed", data)


def _verdict(move: Move) -> Verdict | None:
    if not move.step.verdicts:
        return None
    wanted = need(move, "verdict")
    for verdict in move.step.verdicts:
        if verdict.value == wanted:
            return verdict
    raise Refused("unknown_verdict", verdict=wanted)


def _need_draft(move: Move) -> None:
    wants_one = move.definition.has_letter and move.step.id == move.definition.drafting
    if wants_one and not move.state.drafted_by:
        raise Refused("no_draft", step=move.step.id)
