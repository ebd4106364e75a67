"""Pages that belong to the look: language, style guide, accessibility, what went wrong."""

from django.urls import path
from django.views.generic import TemplateView

from portal.ui import language, style_guide

urlpatterns = [
    path("ngon-ngu/<slug:language>/", language.choose, name="language"),
    path("mau-giao-dien/", style_guide.citizen_half, name="style-guide"),
    path("mau-giao-dien/can-bo/", style_guide.officer_half, name="style-guide-officers"),
    path("mau-giao-dien/hoi-lai/", style_guide.confirm_sample, name="style-guide-confirm"),
    path(
        "kha-nang-tiep-can/",
        TemplateView.as_view(template_name="accessibility.html"),
        name="accessibility",
    ),
]
