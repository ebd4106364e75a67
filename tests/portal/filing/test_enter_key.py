"""Enter in a box presses the first submit button: it must go on, not change rows."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_enter_on_a_page_with_rows_presses_the_button_that_goes_on(chau, desk):
    chau.begin(desk)
    for page in ("nguoi_nop_ca_nhan", "tu_cach_nop"):
        chau.post(page)
    chau.post(
        "noi_dung", **{"noi_dung-tinh_trang": "chua_ket_hon", "noi_dung-muc_dich": "vay_von"}
    )

    page = chau.get("noi_da_cu_tru").content.decode()
    form = page[page.index('<form method="post" novalidate') :]
    first = re.search(r"<button\b[^>]*type=\"submit\"[^>]*>", form)[0]

    assert "noi_da_cu_tru-qua_trinh_cu_tru" in form
    assert " name=" not in first
