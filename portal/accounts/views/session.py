"""Staying, leaving, and what was being sent when a session ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import kept
from portal.accounts.entry import SEEN, leave
from portal.accounts.guard import needs


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask on GET (a link may come from anywhere), sign out on POST."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    leave(request)
    messages.success(request, _("You have signed out."))
    response = HttpResponseRedirect("/")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
@needs("signed_in")
def stay(request: HttpRequest) -> HttpResponse:
    """Somebody is still here, says the page; asked by `session.js` before the time is up."""
    request.session[SEEN] = timezone.now().isoformat()
    return JsonResponse({"ok": True})


@require_safe
@needs("signed_in")
@never_cache
def kept_form(request: HttpRequest, kept_id: UUID) -> HttpResponse:
    """What was being sent when the session ended, with one button to send it now."""
    found = kept.given_back(request, kept_id, at=timezone.now())
    if found is None:
        raise Http404
    return render(request, "accounts/kept_form.html", {"path": found.path, **found.fields})
