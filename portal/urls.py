"""Every address. Each room adds its own list; see docs/architecture.md."""

from django.urls import include, path

from portal import health
from procedures import admin

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("portal.accounts.urls")),
    path("quan-tri/du-lieu/", admin.site.urls),
    path("", include("portal.filing.urls")),
    path("", include("portal.citizen.public_urls")),
    path("", include("portal.citizen.case_urls")),
    path("", include("portal.national.urls")),
    path("", include("portal.api.urls")),
    path("", include("portal.office.urls")),
    path("", include("portal.console.urls")),
    path("", include("portal.ui.urls")),
]

handler400 = "portal.ui.errors.bad_request"
handler403 = "portal.ui.errors.forbidden"
handler404 = "portal.ui.errors.not_found"
handler500 = "portal.ui.errors.failed"
