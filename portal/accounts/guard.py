"""Who may open a page: every view of a person's own is marked with what it needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone

from portal.accounts import kept
from portal.accounts.models import User
from portal.accounts.onward import sign_in_address

Need = Literal["signed_in", "citizen", "officer", "administrator"]
View = Callable[..., HttpResponse]


def needs(need: Need) -> Callable[[View], View]:
    """Let only people of that kind in.

    A stranger is sent to the sign-in page and comes back to this one; a form a stranger sends
    (the session has ended meanwhile) is kept and offered again; a module that asks in the
    background gets 401. Somebody of another kind gets the same 404 as for a page that is not
    there. `officer` includes nobody but officers: administrators see no cases.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _ask(request, officer=need in ("officer", "administrator"))
            if not _fits(request.user, need):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.needs = need
        return guarded

    return mark


def _fits(user: User, need: Need) -> bool:
    return need == "signed_in" or user.kind == need


def _ask(request: HttpRequest, *, officer: bool) -> HttpResponse:
    """Send a stranger to the sign-in page; `officer` says to which."""
    locked = getattr(request, "locked_user", None)
    officer = locked.is_officer if locked else officer
    page = sign_in_address(request, officer=officer)
    if in_background(request):
        return JsonResponse({"sign_in": page}, status=401)
    if request.method == "POST":
        kept.keep(request, at=timezone.now())  # noqa: TID251  only views pass here
    return HttpResponseRedirect(page)


def in_background(request: HttpRequest) -> bool:
    """Whether a script asks, not a person who follows links and sends forms."""
    return request.headers.get("Sec-Fetch-Dest") == "empty" or "X-CSRFToken" in request.headers
