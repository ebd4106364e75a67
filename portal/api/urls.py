"""Addresses for other systems. Lists and events will stand beside ``cases/<code>``."""

from allauth.idp.oidc import views as oauth
from django.urls import path

from portal.api.views.cases import CaseView
from portal.api.views.schema import SchemaView

# Of the whole OAuth2 server only what machines need: no sign-in of people, no devices.
urlpatterns = [
    path("identity/o/api/token", oauth.token, name="token"),
    path("identity/o/api/revoke", oauth.revoke, name="revoke"),
    path("api/v1/cases/<str:code>", CaseView.as_view(), name="api_case"),
    path("api/v1/schema/", SchemaView.as_view(), name="api_schema"),
]
