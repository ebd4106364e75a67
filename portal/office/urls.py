"""Addresses of the officers' room."""

from django.urls import path

from portal.office.views import case, step, worklist

urlpatterns = [
    path("can-bo/", worklist.page, name="worklist"),
    path("can-bo/xu-ly/", worklist.page, {"tab": "handle"}, name="worklist_handle"),
    path("can-bo/tiep-nhan/", worklist.page, {"tab": "receive"}, name="worklist_receive"),
    path("can-bo/cho-bo-sung/", worklist.page, {"tab": "supplement"}, name="worklist_wait"),
    path("can-bo/ky/", worklist.page, {"tab": "sign"}, name="worklist_sign"),
    path("can-bo/ban-hanh/", worklist.page, {"tab": "issue"}, name="worklist_issue"),
    path("can-bo/tra-ket-qua/", worklist.page, {"tab": "return"}, name="worklist_return"),
    path("can-bo/tat-ca/", worklist.page, {"tab": "all"}, name="worklist_all"),
    path("can-bo/ho-so/<str:code>/", case.page, name="office_case"),
    path("can-bo/ho-so/<str:code>/buoc/undo/", step.undo, name="office_undo"),
    path("can-bo/ho-so/<str:code>/buoc/<slug:action>/", step.page, name="office_step"),
    path("can-bo/ho-so/<str:code>/giay-to/<uuid:paper_id>/", case.paper, name="office_paper"),
    path(
        "can-bo/ho-so/<str:code>/giay-to/<uuid:paper_id>/trang/<int:n>/",
        case.paper_picture,
        name="office_paper_picture",
    ),
    path("can-bo/ho-so/<str:code>/van-ban/<slug:name>/", case.letter, name="office_letter"),
    path(
        "can-bo/ho-so/<str:code>/van-ban/<slug:name>/trang/<int:n>/",
        case.letter_picture,
        name="office_letter_picture",
    ),
]
