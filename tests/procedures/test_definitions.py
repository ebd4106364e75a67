"""Every procedure that ships: sound as a text, and a case of it comes to its end."""

import pytest

from procedures.definitions import FOLDER, roles, shipped
from procedures.engine import Status, Vocabulary, faults, load
from procedures.reference.agencies import agencies, sectors
from tests.engine import walk

FILES = {one.file: one.content for one in shipped()}
NATIONAL_SECTORS = set(sectors().values())
# Named like this by the national catalogue, which gives no code for them.
WITHOUT_CODE = {"Giảm nghèo", "Sát hạch, cấp giấy phép lái xe"}

every_file = pytest.mark.parametrize("file", FILES)


def definition(file):
    return load(FILES[file])


def test_twenty_eight_procedures_ship():
    assert len(FILES) == 28


@every_file
def test_a_file_is_named_after_its_code(file):
    assert file.startswith(FILES[file]["code"] + "-")


@every_file
def test_a_definition_has_no_fault(file):
    assert faults(definition(file), Vocabulary(frozenset(roles()))) == []


@every_file
def test_the_straight_path_ends_with_the_result_handed_over(file):
    *_, last = walk.straight(definition(file))

    assert (last.state.status, last.state.outcome or "granted") == (
        Status.RETURNED,
        "granted",
    )


@every_file
def test_the_sector_is_one_the_national_portal_knows(file):
    assert FILES[file]["sector"] in NATIONAL_SECTORS | WITHOUT_CODE


@every_file
def test_an_agency_that_decides_is_one_of_ours(file):
    known = {agency.code for agency in agencies()} | {agency.kind for agency in agencies()}

    assert {route.agency for route in definition(file).routes} <= known


@every_file
def test_a_procedure_decided_by_the_province_names_the_agency(file):
    loaded = definition(file)

    assert "xa" in loaded.levels or loaded.routes


@every_file
def test_a_required_question_says_how_to_mend_it(file):
    questions = list(definition(file).fields())
    columns = [column for question in questions for column in question.columns]

    silent = [one.name for one in (*questions, *columns) if one.required and not one.ask.vi]

    assert silent == []


@every_file
def test_somebody_may_say_no_on_the_merits(file):
    steps = definition(file).steps[1:]
    subcases = any(step.kind == "subcase" for step in steps)

    assert subcases or any(
        "propose_reject" in step.can or any(verdict.rejects for verdict in step.verdicts)
        for step in steps
    )


def test_no_definition_carries_a_draft_marker():
    marked = [path.name for path in FOLDER.glob("*.yaml") if "[recall" in path.read_text()]

    assert marked == []


def test_marital_status_has_its_certificate():
    loaded = definition("1.004873-xac-nhan-tinh-trang-hon-nhan.yaml")
    (result,) = loaded.results

    assert (result.code, result.letter.frame, result.letter.symbol) == (
        "KQ.G15.000038",
        "certificate",
        "UBND-XNTTHN",
    )
