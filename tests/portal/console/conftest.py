"""An administrator in his browser, and a house with something in it."""

import pytest
from django.test import Client

from portal.accounts.staff import enroll
from tests import make

PASSWORD = "khong-ai-doan-ra-2026"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def place(db):
    return make.office()


@pytest.fixture
def administrator(db):
    person = make.person("Đặng Ngọc Bảo", "046084009916")
    return enroll(
        username="quantri",
        password=PASSWORD,
        person=person.pk,
        full_name="Đặng Ngọc Bảo",
        administrator=True,
    )


@pytest.fixture
def admin(administrator):
    browser = Client()
    browser.force_login(administrator, backend=BACKEND)
    return browser


def officer_browser(viewer, name):
    user = enroll(username=name, password=PASSWORD, person=viewer.person, full_name=name)
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser
