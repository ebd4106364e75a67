"""C17: follow a case by its code; with one fact about the person, step by step.

The fact comes by POST only and never stands in an address. Wrong facts and unknown codes are
counted before they are looked at, in the database, so that parallel tries gain nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.throttle import Limit, client_address, give_back, tried
from portal.citizen import public_line
from portal.citizen.views.home import code_field
from portal.ui.errors import too_many
from portal.ui.fields import ErrorLink, Field, error_links
from procedures.engine.text import BadValue, ascii_digits, clean
from procedures.queries import tracking
from procedures.queries.tracking import Tracked

WINDOW = timedelta(minutes=10)
WRONG_FACTS = Limit("track-code", 5, WINDOW)
WRONG_HERE = Limit("track-address", 20, WINDOW)
DIGITS = 4


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("so-cuoi")
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The form, and below it what the code, or code and fact, may tell."""
    at = timezone.now()
    given = request.POST if request.method == "POST" else request.GET
    code = readable(given.get("ma", ""))
    digits = readable(request.POST.get("so-cuoi", ""))
    if request.method != "POST" and not code:
        return drawn(request)
    if not code:
        return drawn(request, error=ask_for_code())
    told = ascii_digits("".join(digits.split()))
    if told and not (len(told) == DIGITS and told.isdigit()):
        return drawn(request, code=code, digits_error=_("Enter the last four digits"))
    return answer(request, code, told, at)


def answer(request: HttpRequest, code: str, digits: str, at: datetime) -> HttpResponse:
    """Count the try, look, and uncount it if it was right."""
    counted = [(WRONG_HERE, client_address(request))]
    if digits:
        meant = tracking.as_codes(code) or ("",)
        counted.append((WRONG_FACTS, meant[-1]))
    verdicts = [tried(limit, who, at=at) for limit, who in counted]
    if not all(one.allowed for one in verdicts):
        wait = max(one.wait for one in verdicts)
        return too_many(request, minutes=-(-wait // 60))
    found = tracking.by_fact(code, digits) if digits else tracking.by_code(code)
    if found is None:
        return drawn(request, code=code, error=not_found(facts=bool(digits)))
    for limit, who in counted:
        give_back(limit, who)
    return drawn(request, code=found.code, found=found, at=at)


def drawn(
    request: HttpRequest,
    *,
    code: str = "",
    error: str = "",
    digits_error: str = "",
    found: Tracked | None = None,
    at: datetime | None = None,
) -> HttpResponse:
    """The page; what was typed as a fact is never sent back."""
    fields = (code_field(code, error), digits_field(digits_error))
    errors: tuple[ErrorLink, ...] = error_links(fields)
    context: dict[str, Any] = {"fields": fields, "errors": errors}
    if found and at:
        context |= {"found": public_line.of_case(found, at)}
    status = 422 if errors and request.method == "POST" else 200
    return render(request, "citizen/track.html", context, status=status)


def digits_field(error: str = "") -> Field:
    """The box for the fact that opens the steps."""
    return Field(
        name="so-cuoi",
        label=_("Last four digits of the personal number or telephone"),
        hint=_("To see every step; of the applicant or of whoever applied"),
        error=error,
        optional=True,
        width="w4",
        inputmode="numeric",
        attributes={"autocomplete": "off", "maxlength": "8"},
    )


def readable(typed: str) -> str:
    """What was typed, in one line; nothing if it cannot be text."""
    try:
        return clean(typed[:200])
    except BadValue:
        return ""


def ask_for_code() -> str:
    """Said when the box is empty."""
    return _("Enter the application code; it is printed at the top of the receipt")


def not_found(*, facts: bool) -> str:
    """One sentence for a code that does not exist and for digits that do not fit."""
    if facts:
        return _(
            "No application has this code and these four digits. The code is printed at the"
            " top of the receipt; it looks like H57.26-261123-0042"
        )
    return _(
        "No application has this code. It is printed at the top of the receipt; it looks"
        " like H57.26-261123-0042"
    )
