"""What the role the application runs as may do with evidence: add and read (A10)."""

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db
EVIDENCE = ("procedures_journalentry", "procedures_accesslog", "procedures_checkpoint")
ADDING, CHANGING = ("SELECT", "INSERT"), ("UPDATE", "DELETE", "TRUNCATE")


def held(table):
    """The rights the application's role holds on a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s) AS word WHERE has_table_privilege(%s, %s, word)",
            [[*ADDING, *CHANGING], settings.DATABASE_APP_ROLE, table],
        )
        return {word for (word,) in cursor.fetchall()}


@pytest.mark.parametrize("table", EVIDENCE)
def test_the_applications_role_may_only_add_evidence_and_read_it(table):
    assert held(table) == set(ADDING)


@pytest.mark.parametrize("table", ["procedures_case", "procedures_journalpayload"])
def test_the_applications_role_may_change_what_is_no_evidence(table):
    assert held(table) == {*ADDING, "UPDATE", "DELETE"}


@pytest.mark.parametrize("table", EVIDENCE)
def test_the_database_refuses_even_the_owner_to_change_evidence(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger WHERE tgname = 'append_only'"
            " AND tgrelid = %s::regclass",
            [table],
        )
        assert cursor.fetchall() == [("O",)]
