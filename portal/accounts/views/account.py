"""`/tai-khoan/`: a person's own sessions; for staff also password and second factor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import second_factor
from portal.accounts.boxes import Box, mistakes
from portal.accounts.entry import change_password, end_one, end_others
from portal.accounts.guard import needs
from portal.accounts.models import SignIn
from portal.accounts.staff import LONGEST_PASSWORD, TooMany, check_password
from portal.accounts.views.officer import set_up, too_many


@require_safe
@needs("signed_in")
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Sessions for everybody; password and second factor for staff."""
    shown = {
        "sign_ins": SignIn.objects.filter(user=request.user).order_by("-seen_at"),
        "current": request.session.session_key,
        "has_second_factor": second_factor.has_one(request.user),
    }
    return render(request, "accounts/account.html", shown)


@require_POST
@needs("signed_in")
def end_session(request: HttpRequest) -> HttpResponse:
    """End one session of one's own, or all others."""
    wanted = request.POST.get("sign_in", "")
    if wanted == "others":
        n = end_others(request, request.user)
    else:
        n = end_one(request.user, int(wanted)) if wanted.isascii() and wanted.isdigit() else 0
    if n:
        said = ngettext("%(n)s session was ended.", "%(n)s sessions were ended.", n)
        messages.success(request, said % {"n": n})
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signed_in")
@sensitive_post_parameters("code")
@never_cache
def second_factor_set_up(request: HttpRequest) -> HttpResponse:
    """Bind an authenticator app; a second one takes the place of the first."""
    if not request.user.is_officer:
        raise Http404
    codes, page = set_up(request, request.user, at=timezone.now())
    if codes is None:
        return page
    end_others(request, request.user)
    shown = {"codes": codes, "next": "/tai-khoan/"}
    return render(request, "accounts/recovery_codes.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signed_in")
@sensitive_post_parameters()
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; every other session ends."""
    if not request.user.is_officer:
        raise Http404
    if request.method != "POST":
        return _password_page(request, {})
    name, at = request.user.get_username(), timezone.now()
    try:
        right = check_password(
            request, username=name, password=request.POST.get("password", ""), at=at
        )
    except TooMany as fault:
        return too_many(request, fault.wait, "/tai-khoan/mat-khau/")
    errors = _password_errors(request, right=right is not None)
    if errors:
        return _password_page(request, errors)
    change_password(request, request.user, request.POST["new_password"])
    messages.success(request, _("The password was changed; other sessions were ended."))
    return redirect("account")


def _password_errors(request: HttpRequest, *, right: bool) -> dict[str, str]:
    new = request.POST.get("new_password", "")
    errors = {}
    if not right:
        errors["password"] = _("This is not your present password")
    if len(new.encode("utf-8", "replace")) > LONGEST_PASSWORD:
        errors["new_password"] = _("A password may have up to 4,096 bytes")
    else:
        try:
            validate_password(new, request.user)
        except ValidationError as fault:
            errors["new_password"] = " ".join(fault.messages)
    if new != request.POST.get("repeated_password", ""):
        errors["repeated_password"] = _("The two do not agree. Type the new password again")
    return errors


def _password_page(request: HttpRequest, errors: dict[str, str]) -> HttpResponse:
    asked = {
        "password": (_("Present password"), "current-password"),
        "new_password": (_("New password"), "new-password"),
        "repeated_password": (_("New password again"), "new-password"),
    }
    boxes = [
        Box(
            name,
            label,
            type="password",
            autocomplete=purpose,
            error=errors.get(name, ""),
            hint=_("At least 12 characters; a sentence is good") * (name == "new_password"),
        )
        for name, (label, purpose) in asked.items()
    ]
    shown = {"boxes": boxes, "errors": mistakes(*boxes)}
    return render(request, "accounts/password.html", shown, status=422 if errors else 200)
