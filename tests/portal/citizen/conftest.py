import pytest
from django.test import Client

from portal.accounts.models import User
from procedures.models import Person
from tests import make


@pytest.fixture
def place():
    return make.office()


@pytest.fixture
def anna():
    return make.citizen()


@pytest.fixture
def sign_in():
    """A browser in which that person is signed in as a citizen."""

    def signed_in(viewer):
        person = Person.objects.get(pk=viewer.person)
        user, _ = User.objects.get_or_create(
            person=person,
            kind=User.Kind.CITIZEN,
            defaults={"username": f"citizen-{person.pk}", "first_name": person.full_name},
        )
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return signed_in
