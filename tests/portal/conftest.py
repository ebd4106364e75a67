"""What is dear to make is made once for all tests of a module."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    """Rows written by fixtures of a module stay until it ends; its tests are rolled back to
    them. Not for modules whose tests commit. Where the rows take long to make, mark the module
    ``xdist_group``, so that one worker makes them for all."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
