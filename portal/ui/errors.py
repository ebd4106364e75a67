"""Pages for what went wrong: what happened, whether the work is safe, what to do now (C35).

None of them reads a table: they must still be drawn when the database does not answer.
"""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.ui.frame import CITIZEN_NAVIGATION
from portal.ui.place import HUE

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
    """404: no such page, or a case that is none of the reader's business; both look the same."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. The reference on the page is the one in the log."""
    code = reference()
    log.error("page.failed", extra={"reference": code})
    return detached("500.html", 500, reference=code, again=request.path)
