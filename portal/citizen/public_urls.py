"""Addresses anybody may open: home, catalogue, tracking, verification."""

from django.urls import path

from portal.citizen.views import home, procedure, search, tracking, verify

urlpatterns = [
    path("", home.page, name="home"),
    path("thu-tuc/", search.page, name="procedures"),
    path("thu-tuc/goi-y/", search.suggestions, name="suggestions"),
    path("thu-tuc/<str:address>/", procedure.page, name="procedure"),
    path("tra-cuu/", tracking.page, name="track"),
    path("xac-minh/", verify.page, name="verify"),
    path("xac-minh/<str:code>/", verify.letter, name="verify_letter"),
]
