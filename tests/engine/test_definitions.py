"""The procedures that ship: each loads, has no fault, and walks to its end."""

import pytest

from procedures.definitions import read_text, roles, shipped, whole
from procedures.engine import BadDefinition, CaseState, Vocabulary, faults, load
from tests.engine.make import DAYS
from tests.engine.walk import straight, told

SHIPPED = [pytest.param(one.content, id=one.file) for one in shipped()]


@pytest.mark.parametrize("content", SHIPPED)
def test_shipped_procedure_has_no_fault(content):
    assert faults(load(content), Vocabulary(frozenset(roles()))) == []


@pytest.mark.parametrize("content", SHIPPED)
def test_shipped_procedure_walks_to_its_end(content):
    outcomes = list(straight(load(content)))

    assert outcomes[-1].state.ending == "returned"
    statuses = told(outcomes)
    assert (statuses[:2], statuses[-2:]) == (["1", "2"], ["9", "10"])


@pytest.mark.parametrize("content", SHIPPED)
def test_shipped_procedure_has_an_appointment_under_both_methods(content):
    for calendar in (None, DAYS):
        outcomes = list(
            straight(load(content), **({"calendar": calendar} if calendar else {}))
        )

        assert outcomes[-1].state.original_due_at > outcomes[-1].state.received_at


@pytest.mark.parametrize("content", SHIPPED)
def test_state_of_a_shipped_procedure_survives_storing(content):
    for outcome in straight(load(content)):
        assert CaseState.from_data(outcome.state.to_data()) == outcome.state


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("a: &x 1\nb: *x", "anchors"),  # W13
        ("a: !!python/object:os.system x", "tags"),
        ("a: !local x", "tags"),
        ("a: " + "[" * 25 + "]" * 25, "deeper"),
        ("a: " + "[" * 5000 + "]" * 5000, "deeper|nesting"),
        ("a: 1\na: 2", "twice"),
        ("? [a]\n: 1", "no word"),
        ("- a", "mapping"),
        ("a: [", "line"),
        ("a: \x00", "not readable"),
        ("a: " + "x" * 1_000_001, "1 MB"),
    ],
)
def test_yaml_that_could_do_harm_is_refused(source, says):
    with pytest.raises(BadDefinition, match=says):
        read_text(source.encode())


def test_days_without_quotes_stay_text():
    assert read_text(b"a: 2026-01-01") == {"a": "2026-01-01"}


def test_file_from_outside_may_use_shared_sections():
    form = {"id": "f", "name": "F", "sections": [{"use": "cam_doan"}]}

    (section,) = whole({"forms": [form]})["forms"][0]["sections"]

    assert (section["id"], "use" in section) == ("cam_doan", False)
