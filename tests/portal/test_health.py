"""The two addresses operators and balancers ask."""

import pytest

pytestmark = pytest.mark.django_db


def test_readyz_names_each_check(client):
    response = client.get("/readyz")

    assert response.json() == {
        "ready": True,
        "checks": {
            "database": "ok",
            "redis": "ok",
            "files": "ok",
            "pdf": "ok",
            "migrations": "ok",
        },
    }


def test_healthz_answers_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.status_code == 200
