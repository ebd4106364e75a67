"""A page asks the database as often for a thousand cases as for one (A20)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.operations import submission
from tests import make
from tests.copies import copies
from tests.portal.test_access_matrix import read
from tests.portal.world import World, built

pytestmark = pytest.mark.django_db

MANY = 1_000
MOST = {
    "/ho-so/": ("anna", 9),
    "/ho-so/CODE/": ("anna", 20),
    "/can-bo/": ("minh", 12),
    "/can-bo/xu-ly/": ("minh", 12),
    "/can-bo/tat-ca/": ("minh", 12),
    "/can-bo/ho-so/CODE/": ("minh", 22),
    "/can-bo/ho-so/CODE/buoc/forward/": ("minh", 22),
    "/quan-tri/": ("bao", 20),
    "/quan-tri/nguoi-dung/": ("bao", 12),
    "/quan-tri/thu-tuc/": ("bao", 12),
    "/thu-tuc/?q=xac+nhan": ("anonymous", 4),
    "/api/v1/cases/CODE": ("gate", 6),
}
"""{address: (who asks, queries at most)}, sessions and the access log included."""


@pytest.fixture
def world() -> World:
    return built()


def cost(world, path):
    """Queries of one visit; the one before filled what a process keeps."""
    who, _ = MOST[path]
    address = path.replace("CODE", world.case.code)
    read(world.browsers[who].get(address))
    with CaptureQueriesContext(connection) as asked:
        status, _ = read(world.browsers[who].get(address))
    assert status == 200
    return len(asked)


@pytest.mark.parametrize("path", MOST)
def test_a_page_costs_the_same_for_one_case_and_for_a_thousand(world, path):
    few = cost(world, path)
    copies(world.case, MANY)

    assert cost(world, path) == few
    assert few <= MOST[path][1]


def test_following_a_case_costs_the_same_among_a_thousand(world, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/tra-cuu/", {"ma": world.case.code}).status_code == 200
        return len(queries)

    asked()
    few = asked()
    copies(world.case, MANY)

    assert asked() == few


def test_submitting_costs_the_same_after_a_thousand(world):
    anna = make.citizen()

    def cost_of_one():
        draft = make.draft(world.place, anna)
        with CaptureQueriesContext(connection) as queries:
            submission.submit(draft_id=draft.pk, viewer=anna, at=make.AT)
        return len(queries)

    cost_of_one()
    few = cost_of_one()
    copies(world.case, MANY)

    assert cost_of_one() == few <= 16
