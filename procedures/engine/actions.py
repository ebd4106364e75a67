"""What can be done with a case: one function per action, all of them in ``ACTIONS``.

An action takes a ``Move`` and returns a ``Change``. To add one: write the function, add a
line to the table. Clocks, status and pushes follow in ``apply``.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from .calendar import HANOI
from .case import CaseState, Effect, Refused
from .clock import DAY, start
from .definition import AUTOMATIC, WAITS, Verdict
from .moves import Change, Move, close_case, finish, go_back, need, to_signature


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
    effects = (_letter("receipt"), Effect("notify", {"text": "received"}))
    return Change(state, "received", {"limit": row.id}, effects)


def refuse(move: Move) -> Change:
    """Refuse receipt with form 03; a refusal after appraisal is a result instead.

    ``data``: ``reason`` (text), ``ground`` = word of the legal ground.
    """
    need(move, "reason")
    ground = move.command.data.get("ground", "")
    effects = (_letter("refusal", ground=ground), Effect("notify", {"text": "refused"}))
    return Change(close_case(move.state, "refused"), "refused", {"ground": ground}, effects)


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


def send_back(move: Move) -> Change:
    """Return the case to an earlier step with a remark.

    ``data``: ``remark`` (text), ``to`` = id of the step, else the last one worked on.
    """
    need(move, "remark")
    if move.state.signed:
        raise Refused("already_signed")
    state = go_back(move)
    return Change(state, "sent_back", {"to": list(state.open)})


def draft(move: Move) -> Change:
    """Record that the result is drafted; may be repeated until it is signed.

    ``data``: ``content`` (text, also nested) of the draft, kept by the caller.
    """
    if move.state.signed:
        raise Refused("already_signed")
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
    if move.definition.final_sign and not move.state.signed:
        raise Refused("not_signed")
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


def supplement(move: Move) -> Change:
    """Ask the applicant for more: one complete list, as often as the rules allow.

    ``data``: ``items`` = ids of papers, sections or fields; ``notes`` (text: what is wrong
    with each); ``reason`` (text), demanded from the role that may ask past the limit.
    """
    if move.state.signed:
        raise Refused("already_signed")
    items = [str(item) for item in need(move, "items")]
    for item in items:
        if item not in move.definition.askable:
            raise Refused("unknown_item", item=item)
    _may_ask(move)
    asked = move.state.supplements + 1
    state = replace(move.state, waiting="supplement", waiting_since=move.at, supplements=asked)
    facts = {"items": items, "n": asked}
    effects = (
        _letter("supplement_request", **facts),
        Effect("notify", {"text": "supplement"}),
    )
    return Change(state, "supplement_asked", facts, effects)


def supplied(move: Move) -> Change:
    """Take the applicant's supplement in and go on where the case stood."""
    state = replace(move.state, waiting="", waiting_since=None)
    if move.definition.supplement.restart and state.received_at:
        state = replace(state, overall=replace(state.overall, used=timedelta()))
    return Change(state, "supplied", {"n": state.supplements})


def extend(move: Move) -> Change:
    """Move the appointment, before it is due and once; the first one stays on record.

    ``data``: ``days`` in the measure of the limit; ``reason`` (text). NĐ 118/2025.
    """
    need(move, "reason")
    days = _days(move)
    state = move.state
    if state.extensions:
        raise Refused("extended_already")
    if late(state, move):
        raise Refused("overdue", due_at=state.due_at)
    if not state.overall.runs:
        raise Refused("clock_paused")
    if days > (most := longest_extension(move)):
        raise Refused("too_long", most=most)
    length = days * (move.calendar.day if state.overall.counting == "hours" else DAY)
    clock = replace(state.overall, limit=state.overall.limit + length)
    state = replace(state, overall=clock, extensions=1)
    facts = {"days": days, "due_at": clock.due_at(move.calendar).isoformat()}
    effects = (_letter("apology", **facts), Effect("notify", {"text": "extended"}))
    return Change(state, "extended", facts, effects)


def apologise(move: Move) -> Change:
    """Apologise for a case that is late and promise a date; it stays late.

    ``data``: ``until`` = ISO moment; ``reason`` (text). Once (NĐ 61/2018 art. 19.9).
    """
    need(move, "reason")
    until = _moment(need(move, "until"))
    if move.state.apologies:
        raise Refused("apologised_already")
    if not late(move.state, move):
        raise Refused("not_late")
    if until <= move.at:
        raise Refused("promise_in_the_past")
    state = replace(move.state, apologies=1, promised_at=until)
    facts = {"until": until.isoformat()}
    effects = (_letter("apology", **facts), Effect("notify", {"text": "apology"}))
    return Change(state, "apologised", facts, effects)


def consult(move: Move) -> Change:
    """Ask another agency for an opinion while the step stays open.

    ``data``: ``agency`` = its code; ``question`` (text).
    """
    need(move, "question")
    if move.step.id in move.state.consulting:
        raise Refused("asked_already", step=move.step.id)
    state = replace(move.state, consulting=(*move.state.consulting, move.step.id))
    return Change(state, "consulted", {"agency": move.command.data.get("agency", "")})


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


def time_out(move: Move) -> Change:
    """Go on without an answer that did not come in time, where the definition says so."""
    clock = move.state.steps.get(move.step.id)
    due = clock.due_at(move.calendar) if clock else None
    if due is None or move.at < due:
        raise Refused("not_due", due_at=due)
    consent = move.step.on_timeout == "consent"
    return Change(finish(move), "consented_by_silence" if consent else "timed_out")


def withdraw(move: Move) -> Change:
    """Let the applicant take the case back, before it is signed."""
    if move.state.signed:
        raise Refused("already_signed")
    return Change(close_case(move.state, "withdrawn"), "withdrawn")


def stop(move: Move) -> Change:
    """Stop for a reason outside the case: death, court, lapse, duplicate (form 05).

    ``data``: ``reason`` (text), ``ground`` = a word.
    """
    need(move, "reason")
    if move.state.finished_at:
        raise Refused("already_finished")
    ground = move.command.data.get("ground", "")
    effects = (_letter("stop_notice", ground=ground), Effect("notify", {"text": "stopped"}))
    return Change(close_case(move.state, "stopped"), "stopped", {"ground": ground}, effects)


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


def late(state: CaseState, move: Move) -> bool:
    return state.due_at is not None and move.at > state.due_at


def longest_extension(move: Move) -> int:
    """Days an extension may have: as the law of the sector says, else the limit again."""
    rows = [row.limit.amount for row in move.definition.limits if row.extension]
    if rows:
        return int(max(rows))
    unit = move.calendar.day if move.state.overall.counting == "hours" else DAY
    return max(1, ceil(move.state.overall.limit / unit))


def _reject(move: Move, data: dict[str, str]) -> Change:
    if move.state.signed:
        raise Refused("already_signed")
    if not move.definition.final_sign:
        raise Refused("nobody_signs")
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


def _may_ask(move: Move) -> None:
    """Refuse one supplement too many, or one asked too late."""
    rule, state = move.definition.supplement, move.state
    if rule.max_times is not None and state.supplements >= rule.max_times:
        if move.command.by.role != rule.over_limit_by:
            raise Refused("too_many_supplements", limit=rule.max_times)
        need(move, "reason")
    if rule.within and state.received_at:
        until = start(rule.within, state.received_at, move.calendar).due_at(move.calendar)
        if until and move.at > until:
            raise Refused("too_late_to_ask", until=until)


def _letter(letter: str, **facts: object) -> Effect:
    return Effect("issue_letter", {"letter": letter, **facts})


def _days(move: Move) -> int:
    days = need(move, "days")
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise Refused("bad_days", days=str(days)[:20])
    return days


def _moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise Refused("bad_moment") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def exists_at(name: str, move_kind: str) -> bool:
    """Whether ``name`` belongs to steps of this kind at all."""
    kinds = ACTIONS[name].kinds
    if name == "forward":
        return move_kind not in OWN_WORDS | AUTOMATIC
    return kinds is None or move_kind in kinds


def outside(kind: str) -> bool:
    """Whether the system may finish such a step: what it waits for is not an officer."""
    return kind in WAITS
