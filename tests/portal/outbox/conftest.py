import pytest

from tests import make
from tests.portal.national.conftest import national  # noqa: F401 -- a fixture


@pytest.fixture
def place(db):
    return make.office()
