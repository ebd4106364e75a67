"""Every error under /api/ as problem+json (RFC 9457), whoever raised it.

``code`` is the stable word a program goes by; ``title`` and ``detail`` are for people.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotAuthenticated, NotFound, Throttled
from rest_framework.exceptions import PermissionDenied as Forbidden

MEDIA_TYPE = "application/problem+json"
ROOT = "/api/"
CODES = {
    400: ("bad_request", _("The request cannot be read.")),
    401: ("not_authenticated", _("Send a valid access token in the Authorization header.")),
    403: ("missing_scope", _("The token lacks the scope for this.")),
    404: ("not_found", _("There is nothing at this address.")),
    405: ("method_not_allowed", _("This address cannot be asked in that way.")),
    406: ("not_acceptable", _("Only JSON is spoken here.")),
    415: ("unsupported_media_type", _("Only JSON is understood here.")),
    429: ("too_many_requests", _("Too many requests. Try again later.")),
    500: ("server_error", _("A fault of ours. Try again later.")),
    503: ("not_available", _("The service is not available. Try again later.")),
}


class TokenInAddress(NotAuthenticated):
    """Addresses are logged on the way; a token in one counts as given away (RFC 6750 §5.3)."""

    default_code = "token_in_address"
    default_detail = _("A token in the address is refused. Send it in a header.")


class UnknownParameter(APIException):
    """A name in the query that means nothing here would silently be ignored otherwise."""

    status_code = 400
    default_code = "unknown_parameter"
    default_detail = _("The address holds parameters that are not known here.")

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = tuple(names)


class UnknownCase(NotFound):
    """No case has that code."""

    default_code = "unknown_case"
    default_detail = _("There is no case with this code.")


def problem(
    status: int,
    *,
    code: str = "",
    detail: str | Promise = "",
    errors: Sequence[dict[str, str]] = (),
) -> JsonResponse:
    """One error; ``errors`` names single values: [{"name", "code"}]."""
    usual_code, usual_detail = CODES.get(status, CODES[400 if status < 500 else 500])
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(detail or usual_detail),
        "code": code or usual_code,
        "errors": list(errors),
    }
    response = JsonResponse(
        body,
        status=status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = "no-store"
    return response


def refused(fault: Exception, context: dict[str, Any]) -> JsonResponse | None:
    """What REST framework answers when a view raises; None lets Django handle a fault."""
    if isinstance(fault, Http404):
        fault = NotFound()
    elif isinstance(fault, PermissionDenied):
        fault = Forbidden()
    if not isinstance(fault, APIException):
        return None
    own = isinstance(fault, (TokenInAddress, UnknownParameter, UnknownCase))
    response = problem(
        fault.status_code,
        code=fault.default_code if own else "",
        detail=fault.default_detail if own else "",
        errors=[
            {"name": name[:80], "code": "unknown"} for name in getattr(fault, "names", ())
        ],
    )
    if header := getattr(fault, "auth_header", ""):
        response["WWW-Authenticate"] = header
    if isinstance(fault, Throttled) and fault.wait:
        response["Retry-After"] = str(math.ceil(fault.wait))
    if fault.status_code == 405:
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response


def as_problems(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: errors Django itself answers under /api/ speak the same language.

    It stands outermost, so that wrong hosts, unknown addresses and faults pass it too.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        ours = request.path.startswith(ROOT) and response.status_code >= 400
        if not ours or response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        told = problem(response.status_code)
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in response.headers:
                told[name] = response.headers[name]
        return told

    return middleware
