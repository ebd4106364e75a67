from django.urls import path

from portal.national import views
from portal.national.files import PLACE

urlpatterns = [
    path(
        f"{PLACE}/<slug:word>/<uuid:file_id>/<str:signed>/", views.fetch, name="national-file"
    ),
]
