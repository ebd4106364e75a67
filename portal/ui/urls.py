"""Pages that belong to the look: language, style guide, accessibility statement."""

from django.urls import path

from portal.ui import language, style_guide

urlpatterns = [
    path("ngon-ngu/<slug:language>/", language.choose, name="language"),
    path("mau-giao-dien/", style_guide.page, name="style-guide"),
]
