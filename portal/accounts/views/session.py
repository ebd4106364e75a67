"""Staying, leaving, and what was being sent when a session ended."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import kept
from portal.accounts.entry import SEEN, leave
from portal.accounts.guard import in_background, needs
from portal.accounts.onward import sign_in_address


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
    return _kept_page(request, found.path, found.fields["fields"], found.fields["files"])


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is of an ended session: keep the text, give a new token.

    Only for a form that comes from our own pages, which the Origin header proves; a foreign
    site gets nothing to click on.
    """
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not own:
        return render(request, "accounts/foreign_form.html", status=403)
    if request.path.startswith("/dang-nhap/"):
        messages.warning(request, _("The page had been open too long. Type it once more."))
        return HttpResponseRedirect(request.get_full_path())
    if in_background(request):
        page = sign_in_address(request, officer=request.path.startswith("/can-bo/"))
        return JsonResponse({"sign_in": page}, status=401)
    found = kept.keep(request, at=timezone.now())
    if found is None or request.user.is_authenticated:
        fields = [[k, v] for k, vs in request.POST.lists() for v in vs]
        shown = [pair for pair in fields if pair[0] not in kept.NEVER_KEPT]
        return _kept_page(request, request.get_full_path(), shown, [], status=403)
    return redirect(sign_in_address(request, officer=request.path.startswith("/can-bo/")))


def _kept_page(
    request: HttpRequest,
    path: str,
    fields: list[list[str]],
    files: list[str],
    status: int = 200,
) -> HttpResponse:
    shown = {"path": path, "fields": fields, "files": files}
    return render(request, "accounts/kept_form.html", shown, status=status)
