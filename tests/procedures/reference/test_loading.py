"""Shipped facts in the tables: complete, again without harm, quick when nothing is new."""

import pytest
from django.core.management import call_command

from procedures.definitions import shipped
from procedures.engine import load
from procedures.models import (
    Agency,
    Area,
    CalendarRevision,
    CatalogueEntry,
    Desk,
)
from procedures.operations import applicant
from procedures.operations.reference import Loaded, load_reference, replace_catalogue
from procedures.reference import catalogue
from tests import make

pytestmark = pytest.mark.django_db

FILES = {one.file: one.content for one in shipped()}
THUAN_HOA = "19789"


@pytest.fixture
def loaded():
    return load_reference(at=make.AT)


def test_everything_that_ships_stands_in_the_tables(loaded):
    assert loaded == Loaded(
        fresh=True,
        areas=Area.objects.count(),
        agencies=Agency.objects.count(),
        desks=Desk.objects.count(),
        catalogue=CatalogueEntry.objects.count(),
        calendar=True,
    )
    assert (loaded.areas, loaded.catalogue) == (34 + 3321 + 133, 5670)


@pytest.mark.usefixtures("loaded")
def test_loading_again_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert load_reference(at=make.AT) == Loaded(fresh=False)


@pytest.mark.usefixtures("loaded")
def test_a_telephone_number_an_administrator_corrected_stays():
    Desk.objects.filter(pk="H57.26").update(phone="0234 111 2222")

    load_reference(at=make.AT, again=True)

    assert Desk.objects.get(pk="H57.26").phone == "0234 111 2222"


@pytest.mark.usefixtures("loaded")
def test_a_damaged_catalogue_is_mended():
    CatalogueEntry.objects.filter(pk="1.004873").update(name="?")

    load_reference(at=make.AT, again=True)

    found = CatalogueEntry.objects.get(pk="1.004873")
    assert found.name == "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân"


@pytest.mark.usefixtures("loaded")
def test_a_code_that_vanished_is_withdrawn():
    kept = catalogue.entries()[:10]

    replace_catalogue(entries=kept, at=make.AT)

    assert set(CatalogueEntry.objects.values_list("pk", flat=True)) == {e.code for e in kept}


@pytest.mark.usefixtures("loaded")
def test_the_same_days_are_one_calendar_revision():
    load_reference(at=make.AT, again=True)

    revision = CalendarRevision.objects.get()
    assert "2026-11-24" in revision.content["days_off"]
    assert "2026-01-10" in revision.content["extra_days"]


def test_the_command_says_what_it_did(capsys):
    call_command("load_reference")
    call_command("load_reference")

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("3488 areas, ")
    assert second == "Reference data are up to date."


@pytest.mark.usefixtures("loaded")
def test_every_procedure_finds_a_desk_and_an_agency_in_thuan_hoa():
    found = {file: _places_of(load(content)) for file, content in FILES.items()}

    assert found == {file: [_area_of(load(content))] * 2 for file, content in FILES.items()}


def _places_of(rules):
    """The areas of the agency that decides and of the desk that receives."""
    place = {"province": "46", "commune": THUAN_HOA, "line": "28 Nguyễn Công Trứ"}
    facts = {
        field.path: place
        for field in rules.fields()
        if field.type in ("address", "old_or_new_admin_unit")
    }
    desk = applicant.receiving_desk(rules, facts, None)
    agency = applicant.deciding_agency(rules, facts, desk)
    return [agency.area_code, desk.agency.area_code]


def _area_of(rules):
    of_the_city = any(one.agency.startswith("H57") and not one.when for one in rules.routes)
    return "46" if of_the_city else THUAN_HOA
