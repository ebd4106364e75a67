"""The verdicts an officer starts from when she asks for more."""

import re

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def test_an_optional_paper_nobody_handed_in_is_fine_beforehand(sign_in, place):
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)

    browser = sign_in("thu_ly")
    page = browser.get(f"/can-bo/ho-so/{case.code}/buoc/supplement/").content.decode()

    chosen = [
        (name[1], value[1])
        for tag in re.findall(r"<input\b[^>]*\bchecked[^>]*>", page)
        if (name := re.search(r'name="(check-[^"]+)"', tag))
        and (value := re.search(r'value="([^"]+)"', tag))
    ]
    assert ("check-giay_xn_cu", "ok") in chosen
