"""Addresses of a citizen's draft."""

from django.urls import path, register_converter

from portal.filing import views


class Word:
    """An id of a definition: the name of a question page or a paper."""

    regex = "[a-z][a-z0-9_-]{0,43}"

    def to_python(self, value: str) -> str:
        """The word itself."""
        return value

    def to_url(self, value: str) -> str:
        """The word itself."""
        return value


register_converter(Word, "word")

DRAFT = "ho-so/nhap/<uuid:draft_id>/"

urlpatterns = [
    path("dia-ban/", views.communes, name="communes"),
    path("ho-so/moi/<str:procedure>/", views.begin, name="begin"),
    path(DRAFT, views.task_list, name="draft"),
    path(f"{DRAFT}xoa/", views.discard, name="discard_draft"),
    path(f"{DRAFT}giay-to/", views.paper_list, name="draft_papers"),
    path(f"{DRAFT}giay-to/xem/<uuid:paper>/", views.paper_view, name="draft_paper"),
    path(f"{DRAFT}giay-to/<word:paper>/", views.upload, name="draft_upload"),
    path(f"{DRAFT}kiem-tra/", views.check_page, name="draft_check"),
    path(f"{DRAFT}<word:section>/", views.question, name="draft_question"),
    path(f"{DRAFT}<word:section>/luu/", views.autosave, name="draft_autosave"),
]
