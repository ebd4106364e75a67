"""People who sign in, and the identity provider's stand-in on a free port."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client

from portal.accounts import staff
from portal.accounts.models import User
from portal.standin.__main__ import make
from procedures.operations import people
from tests.portal.standin.conftest import Peer, signing_key  # noqa: F401  a fixture

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PASSWORD = "mua-dong-o-hue-rat-dai"
CHAU, PHUC, LEVEL_ONE = "046198003127", "046096004518", "046300005129"


@dataclass
class Provider(Peer):
    """The stand-in as identity provider, and the browser's way through it."""

    def go(self, client: Client, *, onward: str = "/ho-so/") -> str:
        """Begin at our side; the path of the provider's page."""
        response = client.get(f"/dang-nhap/vneid/?{urlencode({'next': onward})}")
        parts = urlsplit(response.headers["Location"])
        return f"{parts.path}?{parts.query}"

    def agree(self, path: str, number: str = CHAU, **form: str) -> str:
        """Sign in at the provider; the path it sends the browser back to."""
        answer = self.post_form(path, {"personal_id": number, **form})
        parts = urlsplit(answer.headers["location"])
        return f"{parts.path}?{parts.query}"

    def sign_in(
        self, client: Client, number: str = CHAU, *, onward: str = "/ho-so/", **form: str
    ) -> Any:
        """The whole way; our last answer."""
        return client.get(self.agree(self.go(client, onward=onward), number, **form))


@pytest.fixture(scope="session")
def _standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    folder = tmp_path_factory.mktemp("standin")
    server = make(
        {"DATA_DIR": str(folder), "STANDIN_PORT": "0", "PUBLIC_URL": "http://testserver"}
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Provider(server.server_port, folder)
    server.ending.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def provider(_standin: Provider, settings: Any) -> Iterator[Provider]:
    """The identity provider of this test; no faults left over from another."""
    settings.IDENTITY_URL = _standin.url
    settings.MESSAGE_GATEWAY_URL = f"{_standin.url}/gateway/messages"
    yield _standin
    _standin.post_json("/api/reset", {})


def person(number: str = "046085001234", name: str = "Phan Thị Diệu Hiền") -> Any:
    facts = people.PersonFacts(full_name=name, personal_id=number)
    return people.identify(facts=facts, at=AT)


@pytest.fixture
def officer(db: None) -> User:
    """Phan Thị Diệu Hiền, who handles civil status."""
    hien = person()
    return staff.enroll(
        username="hien", password=PASSWORD, person=hien.pk, full_name=hien.full_name
    )


@pytest.fixture
def administrator(db: None) -> User:
    """Trần Quang Huy, who runs the system."""
    huy = person("046079005678", "Trần Quang Huy")
    return staff.enroll(
        username="huy",
        password=PASSWORD,
        person=huy.pk,
        full_name=huy.full_name,
        administrator=True,
    )


def enter(
    client: Client, username: str = "hien", password: str = PASSWORD, **form: str
) -> Any:
    """Post the officers' sign-in form."""
    told = {"username": username, "password": password, **form}
    return client.post("/dang-nhap/can-bo/", told)


def signed_in(client: Client) -> bool:
    """Whether the browser is somebody, by a page only somebody sees."""
    return client.get("/tai-khoan/").status_code == 200
