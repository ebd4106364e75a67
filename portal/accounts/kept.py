"""What somebody was sending when their session ended: sealed, given back once signed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from portal.accounts.entry import KEPT_LIFE
from portal.accounts.models import KeptForm, User

LARGEST = 256 * 1024  # characters of all values together
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "new_password", "repeated_password", "code"}


def keep(request: HttpRequest, *, at: datetime) -> KeptForm | None:
    """Keep the fields of this POST for whoever signs in to this browser's session next.

    If the session was locked, that is only the person it belongs to. Files cannot be kept;
    their names are, so that the page can say which to choose again. None if there is nothing
    to keep, or too much.
    """
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT
    ]
    files = [one.name for many in request.FILES.lists() for one in many[1]]
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > LARGEST:
        return None
    if not request.session.session_key:
        request.session.create()
    KeptForm.objects.filter(at__lt=at - KEPT_LIFE).delete()
    return KeptForm.objects.create(
        session_key=request.session.session_key,
        user=getattr(request, "locked_user", None),
        path=request.get_full_path()[:500],
        fields={"fields": fields, "files": files},
        at=at,
    )


def waiting(request: HttpRequest, user: User, *, at: datetime) -> KeptForm | None:
    """The form kept last for this person in this browser, if any."""
    found = KeptForm.objects.filter(
        session_key=request.session.session_key or "", at__gte=at - KEPT_LIFE
    ).order_by("-at")
    return next((one for one in found if one.user_id in (None, user.pk)), None)


def given_back(request: HttpRequest, kept: UUID, *, at: datetime) -> KeptForm | None:
    """The kept form of that number, if it is this session's and this person's."""
    found = waiting(request, request.user, at=at)
    return found if found and found.pk == kept else None
