"""Random commands on random sound definitions: nothing but ``Refused`` is ever raised."""

import json
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.engine import (
    ACTIONS,
    OFFICE,
    CaseState,
    Refused,
    Vocabulary,
    apply,
    faults,
    load,
    offered,
    status_of,
    text_keys,
)
from tests.engine.make import DAYS, ROLES, START, raw
from tests.engine.walk import command, submitted

WORK = ("task", "review", "inspect", "council", "consult", "publish", "assign", "schedule")
WAITS = ("payment_wait", "external_wait", "applicant_wait", "applicant_confirm", "presence")
OFFICERS = ("thu_ly", "lanh_dao_phong", "phoi_hop")
EXITS = ("supplement", "extend", "consult", "propose_reject", "send_back", "draft")
LIMITS = [
    {"amount": 3, "unit": "working_day"},
    {"amount": 1, "unit": "working_day", "start_rule": "same_day"},
    {"amount": 15, "unit": "calendar_day"},
    {"amount": 1, "unit": "month"},
    {"amount": 5, "unit": "half_day"},
]


@st.composite
def workflows(draw):
    """Steps between receipt and hand-over: work, waits, groups, a fork, one signature."""
    steps = []
    for index in range(draw(st.integers(0, 5))):
        wait = draw(st.booleans()) and draw(st.booleans())
        kind = draw(st.sampled_from(WAITS if wait else WORK))
        steps.append(
            {
                "id": f"b{index}",
                "name": "B",
                "kind": kind,
                "role": "nguoi_nop" if wait else draw(st.sampled_from(OFFICERS)),
                "optional": draw(st.booleans()),
                "can": draw(st.lists(st.sampled_from(EXITS), unique=True, max_size=3)),
                **({"parallel_group": "G"} if index in (1, 2) and draw(st.booleans()) else {}),
            }
        )
    if draw(st.booleans()):
        steps += [
            {
                "id": "chia",
                "name": "C",
                "kind": "fork",
                "role": "he_thong",
                "branches": ["n1", "n2"],
            },
            {"id": "n1", "name": "N", "kind": "task", "role": "thu_ly"},
            {"id": "n2", "name": "N", "kind": "integration", "role": "he_thong"},
            {"id": "gop", "name": "G", "kind": "join", "role": "he_thong"},
        ]
    steps.append({"id": "ky", "name": "K", "kind": "sign", "role": "lanh_dao_don_vi"})
    if draw(st.booleans()):
        steps.append({"id": "phat_hanh", "name": "P", "kind": "issue", "role": "van_thu"})
    return steps


@st.composite
def definitions(draw):
    """Random definitions without a fault."""
    receive = {
        "id": "tiep_nhan", "name": "T", "kind": "receive", "role": "tiep_nhan",
        "can": ["supplement", "refuse"],
    }  # fmt: skip
    hand_over = {"id": "tra", "name": "T", "kind": "return", "role": "tra_ket_qua"}
    supplement = {
        "max_times": draw(st.sampled_from([None, 1, 2])),
        "clock": draw(st.sampled_from(["resume", "restart"])),
    }
    made = raw(
        workflow=[receive, *draw(workflows()), hand_over],
        time_limits=[{"id": "default", **draw(st.sampled_from(LIMITS))}],
        rules={"supplement": supplement, "four_eyes": draw(st.booleans())},
    )
    if draw(st.booleans()):
        made["results"] = []
    rules = load(made)
    for fault in faults(
        rules, Vocabulary(ROLES)
    ):  # what is left is about sending back or drafting
        steps = made["workflow"]
        if fault.path.startswith("workflow["):
            steps[int(fault.path.split("[")[1].split("]")[0])]["can"] = []
        elif "parallel_group" in fault.path:
            for step in steps:
                step.pop("parallel_group", None)
        else:
            made["results"] = []
    rules = load(made)
    assert faults(rules, Vocabulary(ROLES)) == []
    return rules


DATA = st.fixed_dictionaries(
    {},
    optional={
        "items": st.sampled_from([["ho_chieu"], ["khac"], []]),
        "reason": st.sampled_from(["x", ""]),
        "remark": st.just("x"),
        "opinion": st.just("x"),
        "question": st.just("x"),
        "days": st.sampled_from([1, 0, -3, 500, "2"]),
        "until": st.sampled_from(["2026-12-24T09:00", "x"]),
        "limit": st.sampled_from(["default", "khac"]),
        "include": st.lists(st.sampled_from(["b0", "b1", "b2", "b3", "ky"]), max_size=2),
        "to": st.sampled_from(["b0", "b1", "tiep_nhan", "khong"]),
        "go_on": st.booleans(),
        "within": st.just(60),
    },
)
PAUSES = st.sampled_from([0, 1, 30, 60 * 5, 60 * 24, 60 * 24 * 9])
MOVES = st.lists(
    st.tuples(st.integers(0, 99), PAUSES, DATA, st.sampled_from(["an", "binh"])), max_size=25
)
FULL = {
    "items": ["ho_chieu"], "reason": "x", "remark": "x", "opinion": "x", "question": "x",
    "days": 1,
}  # fmt: skip


def moves_of(rules, state, choice):
    """Mostly what is offered to somebody, sometimes anything at all."""
    pairs = [
        (step, action, role)
        for role in sorted(ROLES)
        for step, action in offered(rules, state, role)
    ]
    if pairs and choice % 5:
        return pairs[choice % len(pairs)]
    actions, roles = [*ACTIONS, "undo", "fly"], sorted(ROLES)
    steps = [*state.open, "", "khong", rules.steps[-1].id]
    return (
        steps[choice % len(steps)],
        actions[choice % len(actions)],
        roles[choice % len(roles)],
    )


def wander(rules, calendar, moves):
    """Yield (command, at, outcome) of a random walk; refused moves change nothing."""
    at = START
    outcome = submitted(rules, at=at, calendar=calendar)
    yield None, at, outcome
    for choice, minutes, data, person in moves:
        at += timedelta(minutes=minutes)
        step, action, role = moves_of(rules, outcome.state, choice)
        filled = {**FULL, **data} if choice % 2 else data
        wanted = command(action, step, role, person, **filled)
        was_closed = outcome.state.closed
        try:
            outcome = apply(rules, outcome.state, wanted, at=at, calendar=calendar)
        except Refused:
            continue
        assert not was_closed or action == "undo"
        yield wanted, at, outcome


QUICK = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


@QUICK
@given(definitions(), st.sampled_from([OFFICE, DAYS]), MOVES)
def test_whatever_is_tried_the_state_stays_sound(rules, calendar, moves):
    for _, at, outcome in wander(rules, calendar, moves):
        state = outcome.state
        assert state.status == status_of(rules, state)
        assert bool(state.open) != state.closed
        assert set(state.open) <= {step.id for step in rules.steps}
        assert len(set(state.done)) == len(state.done)
        assert len(outcome.events) == 1
        for clock in (state.intake, state.overall, *state.steps.values()):
            # A whole day counts from its beginning, so a clock of days may be a day ahead.
            assert clock.spent(at, calendar) <= at - START + timedelta(days=1)
        assert not state.received_at or state.overall.spent(at, calendar) >= timedelta()


@QUICK
@given(definitions(), st.sampled_from([OFFICE, DAYS]), MOVES)
def test_replay_of_the_commands_gives_the_same_states(rules, calendar, moves):
    walk = list(wander(rules, calendar, moves))
    (_, at, first), *rest = walk

    state = submitted(rules, at=at, calendar=calendar).state
    assert state == first.state
    for wanted, moved_at, outcome in rest:
        stored = CaseState.from_data(json.loads(json.dumps(state.to_data())))
        hashed = {k: f"sha256:{k}" for k in wanted.data if k in text_keys(wanted.action)}
        data = {**wanted.data, **{k: v for k, v in hashed.items() if wanted.data[k]}}
        again = command(wanted.action, wanted.step, wanted.by.role, wanted.by.id, **data)
        state = apply(rules, stored, again, at=moved_at, calendar=calendar).state
        assert state == outcome.state


@QUICK
@given(definitions(), MOVES)
def test_working_time_never_exceeds_wall_time(rules, moves):
    for _, at, outcome in wander(rules, OFFICE, moves):
        for clock in (outcome.state.intake, *outcome.state.steps.values()):
            if clock.counting in {"hours", "wall"}:
                assert clock.spent(at, OFFICE) <= at - START


@QUICK
@given(definitions(), MOVES)
def test_what_is_offered_is_never_refused_for_being_the_wrong_thing(rules, moves):
    for _, at, outcome in wander(rules, OFFICE, moves):
        for role in sorted(ROLES):
            for step, action in offered(rules, outcome.state, role, at=at, calendar=OFFICE):
                wanted = command(action, step, role, "chi", **FULL)
                try:
                    apply(rules, outcome.state, wanted, at=at, calendar=OFFICE)
                except Refused as refusal:
                    assert refusal.reason not in {
                        "not_here",
                        "wrong_role",
                        "not_open",
                        "closed",
                    }
