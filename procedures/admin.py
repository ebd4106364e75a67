"""The stock admin over look-up tables, for administrators (``/quan-tri/du-lieu/``).

Cases, people and evidence are not here. What other rows were computed from (calendars,
versions, areas, hours of desks) is only shown; addresses of offices may be mended.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from procedures.models import (
    Agency,
    Area,
    CalendarRevision,
    CatalogueEntry,
    Desk,
    ProcedureVersion,
)


class LookUpTables(admin.AdminSite):
    """A site of its own: nothing another package registers can appear in it."""

    site_title = site_header = _("One Door – look-up tables")
    index_title = _("Look-up tables")
    site_url = "/quan-tri/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators only."""
        user = request.user
        return user.is_active and user.is_staff and user.is_authenticated

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Any:
        """As everywhere: a stranger may sign in, somebody of another kind finds nothing."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        return guarded


class Mended(admin.ModelAdmin):
    """Rows that came with the product; a few columns may be corrected."""

    mendable: tuple[str, ...] = ()
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Everything else is only shown."""
        names = [field.name for field in self.model._meta.fields]
        return [name for name in names if name not in self.mendable]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from ``load_reference`` and ``load_procedures``."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Cases point to them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only where something may be mended."""
        return bool(self.mendable) and super().has_change_permission(request, obj)


class Agencies(Mended):
    """Public bodies."""

    mendable = ("address", "phone")
    list_display = ("code", "name", "kind", "phone", "closed_on")
    search_fields = ("code", "name")


class Desks(Mended):
    """One-stop desks."""

    mendable = ("address", "phone")
    list_display = ("code", "name", "phone", "cutoff")
    search_fields = ("code", "name")


class Areas(Mended):
    """Administrative units."""

    list_display = ("code", "name", "kind", "valid_from", "valid_to")
    list_filter = ("kind",)
    search_fields = ("code", "name", "folded")


class Calendars(Mended):
    """Revisions of the working calendar."""

    list_display = ("pk", "created_at", "note")


class Catalogue(Mended):
    """The national catalogue."""

    list_display = ("code", "name", "sector", "level")
    search_fields = ("code", "name")


class Versions(Mended):
    """Published versions of procedures."""

    list_display = ("code", "version", "name", "valid_from", "valid_to", "shipped")
    search_fields = ("code", "name")


site = LookUpTables(name="admin")
site.register(Agency, Agencies)
site.register(Desk, Desks)
site.register(Area, Areas)
site.register(CalendarRevision, Calendars)
site.register(CatalogueEntry, Catalogue)
site.register(ProcedureVersion, Versions)
