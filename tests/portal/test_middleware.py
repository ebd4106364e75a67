"""What every request passes through."""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import translation

from portal.middleware import language_by_choice, private_pages


class SignedIn:
    is_authenticated = True


def spoken(rf, cookie=None, accept="en-US,en;q=0.9") -> str:
    request = rf.get("/", headers={"accept-language": accept})
    if cookie:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = language_by_choice(lambda request: HttpResponse(translation.get_language()))
    return answer(request).content.decode()


def test_browser_with_english_menus_is_still_spoken_to_in_vietnamese(rf):
    assert spoken(rf) == "vi"


def test_language_chosen_on_our_page_is_spoken(rf):
    assert spoken(rf, cookie="en", accept="vi") == "en"


def test_language_we_do_not_have_is_vietnamese(rf):
    assert spoken(rf, cookie="../../etc") == "vi"


@pytest.mark.parametrize(
    ("user", "kept"), [(SignedIn(), "no-store"), (AnonymousUser(), None)], ids=["in", "out"]
)
def test_page_of_a_signed_in_person_stays_out_of_every_cache(rf, user, kept):
    request = rf.get("/")
    request.user = user

    response = private_pages(lambda request: HttpResponse())(request)

    assert response.headers.get("Cache-Control") == kept
