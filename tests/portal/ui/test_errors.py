"""Pages for what went wrong: honest, calm, and drawn even when nothing else works."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_CSRF_TOKEN_MISSING
from django.test import Client
from django.urls import path

from portal.ui import errors
from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

TYPED = "Đã tra cứu sổ hộ tịch phường Thuận Hoá: chưa có đăng ký kết hôn."


def breaks(request):
    raise RuntimeError("a fault of ours")


def forbids(request):
    raise PermissionDenied


def takes(request):
    return HttpResponse(request.POST.get("draft-y_kien", ""))


urlpatterns = [
    *urlpatterns,
    path("breaks/", breaks),
    path("forbids/", forbids),
    path("takes/", takes),
]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def test_unknown_page_offers_tracking_and_the_catalog(visitor):
    response = visitor.get("/khong-co/")

    assert (response.status_code, 'href="/tra-cuu/"' in response.content.decode()) == (
        404,
        True,
    )


def test_forbidden_page_is_403(visitor):
    assert visitor.get("/forbids/").status_code == 403


def test_failed_page_tells_the_code_that_stands_in_the_log(visitor, caplog):
    with caplog.at_level(logging.ERROR, logger="portal.ui.errors"):
        response = visitor.get("/breaks/")
    codes = [record.reference for record in caplog.records if record.msg == "page.failed"]

    assert (response.status_code, codes[0] in response.content.decode()) == (500, True)


def test_failed_page_asks_nothing_of_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.failed(rf.get("/breaks/")).status_code == 500


def test_reference_holds_no_letter_that_is_misheard():
    drawn = "".join(errors.reference().removeprefix("HUE-") for _ in range(50))

    assert set(drawn) & set("01OI") == set()


def test_f29_form_without_token_comes_back_with_its_words_and_a_new_token(strict):
    page = strict.post("/takes/?a=1", {"draft-y_kien": TYPED, "expected": "6"})
    text = page.content.decode()

    assert (
        page.status_code,
        TYPED in text,
        '<input type="hidden" name="expected" value="6">' in text,
        'action="/takes/?a=1"' in text,
        "csrfmiddlewaretoken" in text,
    ) == (403, True, True, True, True)


def test_form_sent_again_from_that_page_arrives(strict):
    page = strict.post("/takes/", {"draft-y_kien": TYPED})
    token = page.context["csrf_token"]

    again = strict.post("/takes/", {"draft-y_kien": TYPED, "csrfmiddlewaretoken": str(token)})

    assert again.content.decode() == TYPED


def test_form_of_a_foreign_site_is_not_offered_for_sending(strict):
    page = strict.post("/takes/", {"draft-y_kien": TYPED}, headers={"origin": "https://la.vn"})

    assert (page.status_code, TYPED in page.content.decode()) == (403, False)


def test_reasons_of_django_are_told_apart(rf):
    own = REASON_CSRF_TOKEN_MISSING.startswith(errors.FOREIGN)
    foreign = (REASON_BAD_ORIGIN % "https://la.vn").startswith(errors.FOREIGN)

    assert (own, foreign) == (False, True)


def test_password_is_never_written_back(strict):
    page = strict.post("/takes/", {"username": "hien", "password": "mat-khau-cua-toi"})

    assert "mat-khau-cua-toi" not in page.content.decode()


def test_too_many_tries_say_when_to_come_back(rf):
    response = errors.too_many(rf.get("/tra-cuu/"), minutes=5)

    assert (response.status_code, response["Retry-After"]) == (429, "300")


def test_closed_portal_says_503(rf):
    assert errors.closed(rf.get("/")).status_code == 503
