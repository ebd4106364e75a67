"""Pages for what went wrong: what happened, whether the work is safe, what to do now (C35).

None of them reads a table: they must still be drawn when the database does not answer.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import (
    REASON_BAD_ORIGIN,
    REASON_BAD_REFERER,
    REASON_INSECURE_REFERER,
    REASON_MALFORMED_REFERER,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.ui.frame import CITIZEN_NAVIGATION
from portal.ui.place import HUE

FOREIGN = tuple(
    reason.split("%", maxsplit=1)[0]
    for reason in (
        REASON_BAD_ORIGIN,
        REASON_BAD_REFERER,
        REASON_INSECURE_REFERER,
        REASON_MALFORMED_REFERER,
    )
)
"""How Django's reasons begin when a form came from a site that is not ours."""

LONG_TEXT = 40
"""From this length on, typed text is shown on the page rather than carried along unseen."""

log = logging.getLogger(__name__)
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Read over the telephone: nothing that sounds or looks like something else."""


def reference() -> str:
    """A code a person can read out, found again in the log: ``HUE-7K2M-4QX3``."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{HUE.short}-{drawn[:4]}-{drawn[4:]}"


def detached(template: str, status: int, **context: object) -> HttpResponse:
    """A page that asks nothing of the session or the database."""
    language = get_language() or "vi"
    frame = {"place": HUE, "main_navigation": CITIZEN_NAVIGATION, "language": language}
    return HttpResponse(render_to_string(template, frame | context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form cannot be read."""
    return detached("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not in the role this page is for."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or a case of somebody else; both look the same."""
    response = render(request, "404.html", status=404)
    response["Cache-Control"] = "no-store"  # else a cache could be filled with made-up pages
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. The reference on the page is the one in the log."""
    code = reference()
    log.error("page.failed", extra={"reference": code})
    return detached("500.html", 500, reference=code, again=request.path)


def too_many(request: HttpRequest, *, minutes: int) -> HttpResponse:
    """429: say how long to wait, in words and in `Retry-After` (seconds)."""
    response = detached("429.html", 429, minutes=minutes, again=request.path)
    response["Retry-After"] = str(minutes * 60)
    return response


def closed(request: HttpRequest, *, back_at: datetime | None = None) -> HttpResponse:
    """503: the portal is being worked on."""
    response = detached("503.html", 503, back_at=back_at, again=request.path)
    response["Retry-After"] = "600"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or too old; keep what was typed and offer a new token.

    A form that came from a foreign site is not offered for sending: it is not what this person
    typed, and one press of a button must not carry it out.
    """
    own = not reason.startswith(FOREIGN)
    typed = sent_pairs(request) if own else ()
    context = {
        "own": own,
        "action": request.get_full_path(),
        "files": bool(own and request.FILES),
        "kept": tuple(pair for pair in typed if len(pair[1]) >= LONG_TEXT),
        "hidden": tuple(pair for pair in typed if len(pair[1]) < LONG_TEXT),
    }
    log.warning("form.token_refused", extra={"own": own})
    return render(request, "csrf.html", context, status=403)


def sent_pairs(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Every name and value of the form as sent, but the token and passwords."""
    try:
        sent = request.POST
    except (RequestDataTooBig, MultiPartParserError):
        return ()
    return tuple(
        (name, value)
        for name, values in sent.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    )
