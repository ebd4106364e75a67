"""What is dear to make is made once for all tests of a module."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    """Rows written by fixtures of a module stay until it ends; its tests are rolled back to
    them. Not for modules whose tests commit."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
