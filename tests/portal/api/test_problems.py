"""Whoever answers under /api/, Django included, answers errors as problem+json."""

import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

PROBLEM = "application/problem+json"


def raises(fault):
    def view(request):
        raise fault

    return view


urlpatterns = [
    *urlpatterns,
    path("api/breaks", raises(RuntimeError("của chúng tôi"))),
    path("api/forbids", raises(PermissionDenied())),
    path("api/suspects", raises(SuspiciousOperation())),
]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/", 404, "not_found"),
        ("/api/v2/cases/x", 404, "not_found"),
        ("/api/v1/cases/x/", 404, "not_found"),
        ("/api/breaks", 500, "server_error"),
        ("/api/forbids", 403, "missing_scope"),
        ("/api/suspects", 400, "bad_request"),
    ],
)
def test_error_of_django_is_a_problem(visitor, address, status, code):
    answer = visitor.get(address)

    assert (answer.status_code, answer.headers["Content-Type"], answer.json()["code"]) == (
        status,
        PROBLEM,
        code,
    )


def test_problem_has_every_pinned_member(visitor):
    assert visitor.get("/api/").json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
        "code": "not_found",
        "errors": [],
    } | {"detail": visitor.get("/api/").json()["detail"]}


def test_foreign_host_is_a_problem_without_that_host(visitor):
    """Row I8."""
    answer = visitor.get("/api/v1/schema/", headers={"host": "la.example"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)
    assert b"la.example" not in answer.content


def test_fault_of_ours_tells_nothing_of_it(visitor):
    assert "chúng tôi" not in visitor.get("/api/breaks").content.decode()


def test_page_outside_the_api_stays_a_page(visitor):
    assert visitor.get("/khong-co/").headers["Content-Type"].startswith("text/html")


def test_problem_is_never_kept(visitor):
    assert visitor.get("/api/").headers["Cache-Control"] == "no-store"


def test_schema_describes_the_case_as_it_is_answered(visitor):
    schema = json.loads(visitor.get("/api/v1/schema/").content)
    shape = schema["components"]["schemas"]["Case"]["properties"]

    assert schema["openapi"].startswith("3.")
    assert list(schema["paths"]) == ["/api/v1/cases/{code}"]
    assert list(shape) == [
        "code", "procedure", "agency", "received_by", "status", "channel", "submitted_at",
        "received_at", "due_at", "original_due_at", "finished_at", "returned_at", "progress",
        "applicant",
    ]  # fmt: skip
    assert schema["components"]["securitySchemes"]["clientCredentials"]["type"] == "oauth2"


def test_schema_of_a_real_installation_is_for_clients_only(visitor, settings):
    """Row I16."""
    settings.DEMO = False

    assert visitor.get("/api/v1/schema/").status_code == 401
