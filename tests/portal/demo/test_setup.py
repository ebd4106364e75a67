"""The people of the demo."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import User
from portal.demo.people import OFFICERS
from portal.demo.setup import set_up
from procedures.models import Person, Position
from procedures.operations.reference import load_reference
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def _reference():
    load_reference(at=make.AT)


@pytest.mark.usefixtures("_reference")
def test_every_officer_has_his_positions_and_a_way_in():
    set_up(at=make.AT)

    roles = sorted(Position.objects.values_list("role", flat=True))
    assert roles == sorted(role for officer in OFFICERS for role in officer.roles)
    assert User.objects.filter(kind="officer").count() == 6
    assert User.objects.filter(kind="administrator").count() == 1


@pytest.mark.usefixtures("_reference")
def test_setting_up_twice_changes_nothing():
    assert set_up(at=make.AT) is True
    people = Person.objects.count()

    assert set_up(at=make.AT) is False
    assert Person.objects.count() == people


def test_the_list_names_everybody_with_the_pinned_keys():
    out = StringIO()
    call_command("demo_people", "--json", stdout=out)

    rows = json.loads(out.getvalue())
    pinned = {"kind", "username", "password", "name", "role", "agency", "personal_id"}
    assert {row["kind"] for row in rows} == {"citizen", "officer", "admin", "client"}
    assert all(pinned <= set(row) for row in rows)


@pytest.mark.parametrize("command", ["demo_people", "demo_setup"])
def test_outside_a_demo_there_are_no_demo_people(settings, command):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command(command)
