"""Every word the engine says about the outside has somebody who carries it out."""

import re
from pathlib import Path

import procedures.engine
from portal import letters
from portal.effects import GROUPS, TABLE
from portal.outbox import lanes_of
from procedures.operations.letters import FORMS

ENGINE = "\n".join(
    path.read_text() for path in Path(procedures.engine.__file__).parent.glob("*.py")
)
OPERATIONS = "\n".join(
    path.read_text()
    for path in (Path(procedures.engine.__file__).parents[1] / "operations").glob("*.py")
)
MESSAGES = Path(letters.__file__).parents[2] / "templates" / "messages"


def test_every_letter_the_engine_orders_can_be_printed():
    ordered = set(re.findall(r"\bletter\(\"(\w+)\"", ENGINE))

    assert ordered == set(FORMS)
    assert ordered <= set(letters.TABLE)


def test_every_message_the_engine_orders_has_its_words():
    ordered = set(re.findall(r"\"notify\", \{\"text\": \"(\w+)\"", ENGINE))

    written = {path.name.removesuffix(".sms.txt") for path in MESSAGES.glob("*.sms.txt")}
    assert ordered == written


def test_every_duty_that_operations_write_has_an_effect():
    written = set(re.findall(r"_duty\(\"(\w+)\"", OPERATIONS))

    assert written | {"notify", "push_status"} == set(TABLE)


def test_every_group_has_lanes():
    assert {group: lanes_of(group) for group in GROUPS} == {
        "national": 4,
        "letters": 2,
        "messages": 2,
    }
