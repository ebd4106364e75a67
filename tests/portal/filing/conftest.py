"""Châu, a citizen who is signed in, and the certificate of marital status as it ships."""

import re
from dataclasses import dataclass, field
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from portal.accounts.models import User
from procedures.access import Viewer
from procedures.definitions import FOLDER, read, whole
from procedures.models import Agency, CalendarRevision, Desk
from procedures.operations import catalogue, people
from procedures.operations.people import PersonFacts
from tests.filing import AT
from tests.portal.filing.filled import AGAIN, CONTENT, filled_in

CODE = "1.004873"
ADDRESS = {"province": "46", "commune": "19789", "line": "28 Nguyễn Công Trứ"}


@dataclass
class Citizen:
    """A browser of somebody who is signed in, and forms as their pages hold them."""

    client: Client
    viewer: Viewer
    draft: str = ""
    last: dict = field(default_factory=dict)

    def url(self, page=""):
        return f"/ho-so/nhap/{self.draft}/" + (f"{page}/" if page else "")

    def begin(self, desk):
        answer = self.client.post(f"/ho-so/moi/{CODE}/", {"desk": desk})
        self.draft = answer.headers["Location"].split("/")[3]
        return answer

    def get(self, page=""):
        return self.client.get(self.url(page))

    def post(self, page, **changes):
        """Fill in the form of a page as it stands, change some answers, press a button."""
        form = controls(self.get(page).content.decode())
        for name, value in changes.items():
            if value is None:
                form.pop(name, None)
            else:
                form[name] = value
        return self.client.post(self.url(page), form)


def controls(html):
    """{name: value} of every control as the page holds it, as a browser would send it."""
    form = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        name, value = _attribute(tag, "name"), _attribute(tag, "value")
        kind = _attribute(tag, "type")
        if not name or kind in ("file", "submit"):
            continue
        if kind in ("checkbox", "radio") and " checked" not in tag:
            continue
        if kind == "checkbox" and name in form:
            form[name] = [
                *([form[name]] if isinstance(form[name], str) else form[name]),
                value,
            ]
        else:
            form[name] = value
    select = r'<select\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>'
    for name, body in re.findall(select, html, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        form[name] = unescape(chosen[1]) if chosen else ""
    for name, body in re.findall(
        r'<textarea\b[^>]*\bname="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.S
    ):
        form[name] = unescape(body)
    return form


def _attribute(tag, name):
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


@pytest.fixture
def desk(db):
    """The one-stop desk of phường Thuận Hoá, in a province that has a calendar."""
    days = {"days_off": ["2026-11-24"], "extra_days": [], "half_days": {}}
    CalendarRevision.objects.create(sha256="0" * 64, content=days, created_at=AT)
    agency = Agency.objects.create(
        code="H57.30",
        name="UBND phường Thuận Hoá",
        kind="ubnd_xa",
        area_code="19789",
        heading="Phường Thuận Hoá",
        symbol="UBND",
    )
    name = "Bộ phận Một cửa phường Thuận Hoá"
    hours = [["07:30", "11:30"], ["13:30", "17:30"]]
    return Desk.objects.create(code="H57.30", name=name, agency=agency, hours=hours).code


@pytest.fixture(scope="session")
def certificate():
    """The text of 1.004873 as it ships; reading YAML takes seconds, so it is read once."""
    return whole(read(next(FOLDER.glob(f"{CODE}-*.yaml"))))


@pytest.fixture
def chau(certificate, desk, settings, tmp_path):
    """Nguyễn Thị Minh Châu, known to the population database."""
    settings.FILE_STORE = f"file://{tmp_path}/files"
    catalogue.publish_shipped(contents=[certificate], at=AT)
    return signed_in("Nguyễn Thị Minh Châu", "046198003127")


@pytest.fixture
def begun(chau, desk):
    """Her application is begun."""
    chau.begin(desk)
    return chau


@pytest.fixture
def at_content(begun):
    """The pages before the third are done."""
    begun.post("nguoi_nop_ca_nhan")
    begun.post("tu_cach_nop")
    return begun


@pytest.fixture
def at_partner(at_content):
    """The page about the person to be married is open."""
    at_content.post("noi_dung", **CONTENT | {"noi_dung-muc_dich": "ket_hon"})
    return at_content


@pytest.fixture
def anew(chau, desk):
    return filled_in(chau, desk, AGAIN)


@pytest.fixture
def ready(chau, desk):
    """Nothing is left but to vouch and send."""
    filled_in(chau, desk)
    chau.post("giay-to")
    return chau


def signed_in(name, number):
    facts = PersonFacts(
        full_name=name,
        personal_id=number,
        birth_date="1998-03-14",
        gender="nu",
        phone="0912345678",
        address=ADDRESS,
    )
    person = people.identify(facts=facts, at=AT)
    user = User.objects.create(username=number, person_id=person.pk, kind="citizen")
    # In English the sentences are those of the source, whatever becomes of translations.
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(user)
    return Citizen(client, Viewer(person.pk))
