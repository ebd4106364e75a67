import pytest

from portal.national import gateway
from tests.portal.national.server import National


@pytest.fixture
def national(settings):
    """A scripted national portal at the address the settings name; limits are short."""
    made = National()
    close = made.serve()
    settings.NATIONAL_ENABLED = True
    settings.NATIONAL_BASE_URL = made.url
    settings.NATIONAL_TIMEOUT = (0.3, 0.3, 0.6)
    gateway.forget_sessions()
    yield made
    close()
    gateway.forget_sessions()
