"""Addresses for other systems. Lists and events will stand beside ``cases/<code>``."""

from django.urls import path

from portal.api.views.cases import CaseView
from portal.api.views.schema import SchemaView

urlpatterns = [
    path("api/v1/cases/<str:code>", CaseView.as_view(), name="api_case"),
    path("api/v1/schema/", SchemaView.as_view(), name="api_schema"),
]
