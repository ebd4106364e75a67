"""verify_history, replay_cases, show_case: exit codes, pinned shapes, and what they find."""

import json
import random
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from procedures.models import Case, JournalEntry, JournalPayload
from procedures.operations.audit import checkpoint
from tests import make, paths

pytestmark = pytest.mark.django_db
MUTATIONS = 200


def told(command: str, *args: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of a command."""
    out, code = StringIO(), 0
    try:
        call_command(command, *args, json=True, stdout=out, stderr=StringIO())
    except CommandError as fault:
        code = fault.returncode
    return code, json.loads(out.getvalue() or "null")


def alter(statement: str, values: tuple[Any, ...] = ()) -> int:
    """Change rows as a superuser whom no trigger stops."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        changed = cursor.rowcount
        cursor.execute("SET session_replication_role = origin")
        return changed


@pytest.fixture
def history(db):
    """Three cases: one whole way, one asked for more, one new; and two checkpoints."""
    place = make.office()
    asked = make.case(place)
    make.move(asked, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    paths.ask_for_more(place, asked)
    checkpoint(at=make.AT + 3 * make.HOUR)
    paths.handed_over(place, make.citizen())
    make.case(place)
    checkpoint(at=make.AT + 9 * make.HOUR)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what follows breaks them on purpose
    asked.refresh_from_db()
    return asked


def test_whole_history_is_told_in_the_pinned_shape(history):
    entries = JournalEntry.objects.count()

    assert told("verify_history") == (0, {"ok": True, "checked": entries, "first_bad": None})


def test_empty_history_is_whole():
    assert told("verify_history") == (0, {"ok": True, "checked": 0, "first_bad": None})


def test_first_bad_row_is_named(history):
    alter(
        "UPDATE procedures_journalentry SET role = 'van_thu' WHERE case_id = %s AND n = 2",
        (history.pk,),
    )
    code, body = told("verify_history")

    assert (code, body["ok"], body["first_bad"]) == (
        1,
        False,
        {"case": history.code, "n": 2, "why": "was changed after it was written"},
    )


def test_removed_last_entry_is_named(history):
    alter("DELETE FROM procedures_journalentry WHERE case_id = %s AND n = 3", (history.pk,))

    assert told("verify_history")[1]["first_bad"] == {
        "case": history.code,
        "n": 3,
        "why": "an entry at the end is missing or was added",
    }


def test_removed_case_is_missed_by_the_checkpoint(history):
    for table in ("journalpayload", "journalentry"):
        alter(f"DELETE FROM procedures_{table} WHERE case_id = %s", (history.pk,))
    alter("DELETE FROM procedures_case WHERE id = %s", (history.pk,))
    code, body = told("verify_history")

    assert (code, body["first_bad"]["case"], "counted" in body["first_bad"]["why"]) == (
        1,
        "",
        True,
    )


def test_journal_without_its_case_is_named_by_its_id(history):
    alter("DELETE FROM procedures_case WHERE id = %s", (history.pk,))

    assert told("verify_history")[1]["first_bad"] == {
        "case": str(history.pk),
        "n": 1,
        "why": "belongs to no case",
    }


def test_removed_last_checkpoint_is_missed(history):
    alter(
        "DELETE FROM procedures_checkpoint WHERE id ="
        " (SELECT max(id) FROM procedures_checkpoint)"
    )

    assert told("verify_history")[1]["first_bad"]["why"] == (
        "is not the last checkpoint that was made"
    )


def test_all_checkpoints_removed_are_missed(history):
    alter("DELETE FROM procedures_checkpoint")

    assert told("verify_history")[0] == 1


def test_erased_text_is_no_finding(history):
    for payload in JournalPayload.objects.all():
        payload.text = {}
        payload.save()

    assert told("verify_history")[0] == 0


def test_removed_text_is_named(history):
    alter("DELETE FROM procedures_journalpayload WHERE case_id = %s", (history.pk,))

    assert told("verify_history")[1]["first_bad"] == {
        "case": history.code,
        "n": 3,
        "why": "its text is missing",
    }


def test_text_sealed_for_another_row_is_named(history):
    one, other = JournalPayload.objects.order_by("pk")[:2]
    alter(
        "UPDATE procedures_journalpayload SET text ="
        " (SELECT text FROM procedures_journalpayload WHERE id = %s) WHERE id = %s",
        (one.pk, other.pk),
    )

    assert told("verify_history")[1]["first_bad"]["why"] == "its text cannot be opened"


# --- A9: random changes by a superuser are all found

HASHED = {
    "name": "'x' || name",
    "at": "at + interval '1 microsecond'",
    "action": "'x' || action",
    "step": "step || 'x'",
    "person": "gen_random_uuid()",
    "position": "gen_random_uuid()",
    "role": "'x' || role",
    "agency": "agency || 'x'",
    "on_behalf_of": "gen_random_uuid()",
    "status": "CASE status WHEN '8' THEN '7' ELSE '8' END",
    "command": """command || '{"x": 1}'""",
    "data": """data || '{"x": 1}'""",
    "commitments": """commitments || '{"x": "y"}'""",
    "method": "'x' || method",
    "semantics": "semantics + 1",
    "previous": "md5(previous) || md5(hash)",
    "hash": "md5(hash) || md5(previous)",
    "n": "n + 100",
    "case_id": "gen_random_uuid()",
    "calendar_id": "calendar_id + 1",
}
CHECKPOINT = {
    "at": "at - interval '1 hour'",
    "entries": "entries + 1",
    "heads_sha256": "md5(hash) || md5(hash)",
    "previous": "md5(hash) || md5(hash)",
    "hash": "md5(hash) || md5(hash)",
}
PAYLOAD = {
    "text": "set_byte(text, length(text) - 1, get_byte(text, length(text) - 1) # 1)",
    "n": "n + 50",
    "case_id": "gen_random_uuid()",
    "id": "gen_random_uuid()",
}
CASE = {
    "journal_length": "journal_length + 1",
    "journal_head": "md5(journal_head) || md5(journal_head)",
    "id": "gen_random_uuid()",
}
COPY = """
INSERT INTO procedures_journalentry (case_id, n, name, at, action, step, person, position,
 role, agency, on_behalf_of, status, command, data, commitments, calendar_id, method,
 semantics, previous, hash)
SELECT case_id,
 (SELECT max(n) + %s FROM procedures_journalentry o WHERE o.case_id = e.case_id),
 name, at, action, step, person, position, role, agency, on_behalf_of, status, command, data,
 commitments, calendar_id, method, semantics, previous, hash
FROM procedures_journalentry e WHERE id = %s
"""
TABLES = {
    "journalentry": HASHED,
    "checkpoint": CHECKPOINT,
    "journalpayload": PAYLOAD,
    "case": CASE,
}


def some_row(draw: random.Random, table: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM procedures_{table} ORDER BY id::text")
        return draw.choice(cursor.fetchall())[0]


def change(draw: random.Random) -> None:
    table = draw.choice(["journalentry"] * 4 + ["journalpayload", "checkpoint", "case"])
    column, value = draw.choice(list(TABLES[table].items()))
    alter(
        f"UPDATE procedures_{table} SET {column} = {value} WHERE id = %s",
        (some_row(draw, table),),
    )


def remove(draw: random.Random) -> None:
    table = draw.choice(list(TABLES))
    alter(f"DELETE FROM procedures_{table} WHERE id = %s", (some_row(draw, table),))


def put_in(draw: random.Random) -> None:
    """A copy of an entry, right behind the last or further on."""
    alter(COPY, (draw.choice((1, 100)), some_row(draw, "journalentry")))


def swap(draw: random.Random) -> None:
    """Two neighbours change places."""
    entry = JournalEntry.objects.get(pk=some_row(draw, "journalentry"))
    case, n = entry.case_id, max(entry.n, 2)
    if not JournalEntry.objects.filter(case=case, n=n).exists():
        return remove(draw)
    for old, new in ((n, 999), (n - 1, n), (999, n - 1)):
        alter(
            "UPDATE procedures_journalentry SET n = %s WHERE case_id = %s AND n = %s",
            (new, case, old),
        )
    return None


KINDS: tuple[Callable[[random.Random], None], ...] = (
    change,
    change,
    change,
    remove,
    put_in,
    swap,
)


def test_every_random_change_by_a_superuser_is_found(history):
    """Row A9."""
    missed = []
    for seed in range(MUTATIONS):
        draw = random.Random(seed)
        kind = draw.choice(KINDS)
        point = transaction.savepoint()
        kind(draw)
        if told("verify_history")[0] != 1:
            missed.append((seed, kind.__name__))
        transaction.savepoint_rollback(point)

    assert (missed, told("verify_history")[0]) == ([], 0)


# --- replay


def test_replay_agrees_in_the_pinned_shape(history):
    assert told("replay_cases") == (0, {"ok": True, "cases": 3, "differences": []})


def test_replay_agrees_after_a_move_was_taken_back(settings):
    settings.UNDO_SECONDS = 60
    place = make.office()
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    make.move(case, "undo", place.viewer("tiep_nhan"), make.AT + make.HOUR, step="tiep_nhan")

    assert told("replay_cases") == (0, {"ok": True, "cases": 1, "differences": []})


def test_replay_names_a_state_that_no_command_leads_to(history):
    Case.objects.filter(pk=history.pk).update(state_data=history.state_data | {"stage": 7})

    assert told("replay_cases") == (
        1,
        {
            "ok": False,
            "cases": 3,
            "differences": [
                {"case": history.code, "n": 3, "stored": "stage", "computed": "…"}
            ],
        },
    )


def test_replay_names_a_command_that_was_never_lawful(history):
    alter(
        "UPDATE procedures_journalentry SET action = 'sign' WHERE case_id = %s AND n = 2",
        (history.pk,),
    )
    difference = told("replay_cases")[1]["differences"][0]

    assert (difference["case"], difference["n"]) == (history.code, 2)
    assert difference["computed"].startswith("refused: ")


# --- show_case


def test_case_is_shown_with_everything_owed(history):
    code, body = told("show_case", history.code)

    assert code == 0
    assert [one["event"] for one in body["journal"]] == [
        "submitted",
        "received",
        "supplement_asked",
    ]
    assert [one["form"] for one in body["letters"]] == ["01", "02"]
    assert {one["name"] for one in body["deliveries"]["outbox"]} >= {"push_status", "notify"}
    assert (body["status"], body["clocks"]["clock_paused"]) == ("5", True)


def test_shown_case_tells_no_person_and_no_typed_text(history):
    out = StringIO()
    call_command("show_case", history.code, stdout=out)
    call_command("show_case", history.code, json=True, stdout=out)
    officers = [name for name, _title in make.ROLES.values()]
    secret = ["Nguyễn Thị An", "046190001234", paths.QUESTION, *officers]

    assert [one for one in secret if one in out.getvalue()] == []
    assert "N••• T••• A•••" in out.getvalue()


def test_unknown_case_is_a_finding():
    with pytest.raises(CommandError) as refused:
        call_command("show_case", "H57.26-261124-9999", stdout=StringIO())

    assert refused.value.returncode == 1
