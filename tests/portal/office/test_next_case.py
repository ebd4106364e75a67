"""From one case to the next without going back to the list."""

from datetime import timedelta

import pytest

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(place):
    """Three cases in the order in which reception has to look at them."""
    return [make.case(place, at=make.AT + timedelta(minutes=n)) for n in range(3)]


def address(case, action=""):
    return f"/can-bo/ho-so/{case.code}/" + (f"buoc/{action}/" if action else "")


def test_the_next_case_follows_the_one_that_was_moved(sign_in, three):
    _first, second, third = three

    answer = sign_in("tiep_nhan").post(
        address(second, "receive"), {"expected": 1, "next": "next"}
    )

    assert answer["Location"].partition("?")[0] == address(third)


def test_the_form_of_an_action_offers_the_next_case_of_ones_own_list(sign_in, three):
    page = sign_in("tiep_nhan").get(address(three[0], "receive")).content.decode()

    assert 'name="next" value="next"' in page


def test_the_list_a_case_was_opened_from_is_remembered_on_the_way(sign_in, three):
    page = sign_in("tiep_nhan").get(address(three[0]) + "?tu=all&q=An").content.decode()

    assert f'href="{address(three[0], "receive")}?tu=all&amp;q=An"' in page


def test_the_case_comes_back_with_its_list_after_a_move(sign_in, three):
    answer = sign_in("tiep_nhan").post(
        address(three[0], "receive") + "?tu=all", {"expected": 1}
    )

    assert answer["Location"] == address(three[0]) + "?tu=all"
