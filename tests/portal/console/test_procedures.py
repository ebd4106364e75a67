"""A2, A3: published procedures, and the drawing that says no more than the list beside it."""

import re

import pytest

from portal.console.drawing import drawing
from procedures import definitions
from procedures.engine import load
from procedures.operations import catalogue
from procedures.queries import published
from tests import make, paths

SHIPPED = [one.content for one in definitions.shipped()]
ADDRESS = "/quan-tri/thu-tuc/1.004873/quy-trinh/"


@pytest.mark.django_db
def test_procedure_is_listed_with_version_and_running_cases(admin, place):
    make.case(place)
    paths.handed_over(place, make.citizen())
    listed = published.procedures()

    assert [(one.code, one.version, one.running) for one in listed] == [("1.004873", 1, 1)]
    assert f'href="{ADDRESS}"' in admin.get("/quan-tri/thu-tuc/").content.decode()


@pytest.mark.django_db
def test_case_counts_for_the_version_it_began_with(place):
    make.case(place)
    make.procedure(make.PROCEDURE | {"aliases": ["giấy độc thân"]})
    found = published.procedure(code="1.004873")

    assert (found.version, [(one.number, one.running) for one in found.versions]) == (
        2,
        [(2, 0), (1, 1)],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["9.999999", "x" * 300, "a%00b", "%F0%9F%98%80"])
def test_unknown_procedure_is_404(admin, code):
    assert admin.get(f"/quan-tri/thu-tuc/{code}/quy-trinh/").status_code == 404


@pytest.mark.django_db
def test_lists_cost_the_same_for_one_and_three(place, django_assert_num_queries):
    with django_assert_num_queries(2):
        published.procedures()
    catalogue.publish_shipped(contents=SHIPPED[:3], at=make.AT)
    make.case(place)
    with django_assert_num_queries(2):
        assert len(published.procedures()) == 4


@pytest.mark.django_db
def test_every_node_of_the_drawing_leads_to_its_line_in_the_list(admin, place):
    page = admin.get(ADDRESS).content.decode()
    nodes = re.findall(r'<a href="#(buoc-[a-z_]+)">', page)

    assert nodes == re.findall(r'<li class="card" id="(buoc-[a-z_]+)">', page)
    assert len(nodes) == len(make.PROCEDURE["workflow"])


@pytest.mark.django_db
def test_page_holds_no_style_of_its_own(admin, place):
    assert re.findall(r"<style|style=", admin.get(ADDRESS).content.decode()) == []


@pytest.mark.parametrize("content", SHIPPED, ids=lambda one: one["code"])
def test_drawing_keeps_everything_inside_and_nothing_on_top_of_another(content):
    drawn = drawing(load(content))
    boxes = [(node.x - 80, node.y - 12, node.x + 80, node.bottom) for node in drawn.nodes]
    over = [
        (one, other)
        for i, one in enumerate(boxes)
        for other in boxes[i + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    outside = [
        box for box in boxes if box[0] < 0 or box[2] > drawn.width or box[3] > drawn.height
    ]

    assert (over, outside) == ([], [])


def test_steps_side_by_side_stand_below_each_other():
    rules = load(next(one for one in SHIPPED if one["code"] == "1.013225"))
    at = {node.id: (node.x, node.y) for node in drawing(rules).nodes}

    assert at["tham_dinh"][0] == at["thuc_dia"][0] == at["lay_y_kien"][0]
    assert at["tham_dinh"][1] < at["thuc_dia"][1] < at["lay_y_kien"][1]
