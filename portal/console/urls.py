"""Addresses of the administrators' room. The look-up tables: portal/urls.py."""

from django.urls import path

from portal.console.views import health, people, procedures

urlpatterns = [
    path("quan-tri/", health.page, name="console"),
    path("quan-tri/gui-lai/", health.retry, name="console_retry"),
    path("quan-tri/nguoi-dung/", people.listed, name="console_people"),
    path("quan-tri/nguoi-dung/<uuid:person>/", people.one, name="console_person"),
    path(
        "quan-tri/nguoi-dung/<uuid:person>/ket-thuc/<uuid:post>/",
        people.end,
        name="console_end_post",
    ),
    path("quan-tri/thu-tuc/", procedures.listed, name="console_procedures"),
    path("quan-tri/thu-tuc/<str:code>/quy-trinh/", procedures.one, name="console_procedure"),
]
