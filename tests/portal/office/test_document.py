"""What stands beside the form: whoever signs or issues looks at the result first."""

from datetime import timedelta

import pytest

from portal.effects import render_letter
from procedures.models import Letter
from procedures.operations.deliveries import Due
from tests import make

pytestmark = pytest.mark.django_db


def test_the_clerk_sees_the_signed_result_without_choosing_it(sign_in, place):
    case, at = make.case(place), make.AT
    for action, role in [
        ("receive", "tiep_nhan"),
        ("draft", "thu_ly"),
        ("forward", "thu_ly"),
        ("forward", "lanh_dao_phong"),
        ("sign", "lanh_dao_don_vi"),
    ]:
        at += timedelta(minutes=20)
        data = {"content": {"muc_dich": "Vay vốn"}} if action == "draft" else {}
        make.move(case, action, place.viewer(role), at, **data)
    result = Letter.objects.get(case=case, name="result")
    duty = Due(1, case.pk, result.n, "render_letter", {"letter": str(result.pk)}, at, 1)
    render_letter.perform(duty, at)

    page = sign_in("van_thu").get(f"/can-bo/ho-so/{case.code}/").content.decode()

    assert f'href="/can-bo/ho-so/{case.code}/van-ban/result/"' in page
