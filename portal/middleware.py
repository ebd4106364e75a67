"""What every request passes through, beyond Django's own."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from portal.tasks import AFTER_A_MOVE, wake

Handler = Callable[[HttpRequest], HttpResponse]


def language_by_choice(get_response: Handler) -> Handler:
    """Speak Vietnamese unless this browser asked for another language on our own page.

    Django's LocaleMiddleware would follow ``Accept-Language``; phones sold with English menus
    are common here, and their owners still expect an authority to speak Vietnamese.
    """
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """Keep what a signed-in person saw out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def wake_duties(get_response: Handler) -> Handler:
    """Hurry what an accepted form may have ordered: letters, messages, pushes.

    A form that was accepted answers with a redirect. Views could not do this: they do not
    know the duties, and none of them could forget it here.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code in (302, 303):
            wake(*AFTER_A_MOVE)
        return response

    return middleware
