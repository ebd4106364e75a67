"""Addresses of a citizen's own cases."""

from django.urls import path

from portal.citizen.views import case, cases, supplement

urlpatterns = [
    path("ho-so/", cases.page, name="my_cases"),
    path("ho-so/<str:code>/", case.page, name="case"),
    path("ho-so/<str:code>/da-nop/", case.submitted, name="submitted"),
    path("ho-so/<str:code>/bo-sung/", supplement.page, name="supplement"),
    path("ho-so/<str:code>/giay/<str:form>/", case.letter, name="case_letter"),
    path("ho-so/<str:code>/giay-to/<uuid:paper_id>/", case.paper, name="case_paper"),
    path("ho-so/<str:code>/ket-qua/tai/", case.result_file, name="result_file"),
]
