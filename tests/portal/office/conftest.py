import pytest
from django.test import Client

from portal.accounts.staff import enroll
from tests import make


@pytest.fixture
def place():
    return make.office()


@pytest.fixture
def sign_in(place):
    """A browser in which the officer of that role is signed in."""

    def signed_in(role, office=None):
        viewer = (office or place).viewer(role)
        user = enroll(
            username=f"{make.ROLES[role][0]} {viewer.seats[0].agency}",
            password="không dùng đến",
            person=viewer.person,
            full_name=make.ROLES[role][0],
        )
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return signed_in
