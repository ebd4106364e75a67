"""What a page costs on the way: bytes as they are sent, requests, queries."""

import gzip
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import office
from tests import make
from tests.portal.world import citizen, officer

LOADED = r'<(?:link[^>]*rel="(?:stylesheet|modulepreload)"[^>]*|script[^>]*|img[^>]*)>'
ADDRESS = r'\b(?:href|src)="([^"]+)"'
IMPORTED = r'(?:import|from)\s*"(\./[^"]+)"'


@dataclass(frozen=True, slots=True)
class Weight:
    """A first visit: HTML alone and everything, gzipped; requests; queries."""

    page: str
    html: int
    all: int
    requests: int
    queries: int


def weights(place: make.Office) -> list[Weight]:
    """Home, procedure, form, worklist of fifty."""
    anna = make.citizen()
    for n in range(50):
        ready = office.draft(place, anna, n)
        office.submitted_one(ready, anna)
    draft = office.draft(place, anna, 99)
    return [
        weight("home", Client(), "/"),
        weight("procedure", Client(), f"/thu-tuc/{office.CODE}-{place.version.slug}/"),
        weight("form", citizen(anna), f"/ho-so/nhap/{draft.pk}/noi_dung/"),
        weight(
            "worklist of 50", officer(place.viewer("tiep_nhan"), "lan"), "/can-bo/tiep-nhan/"
        ),
    ]


def weight(name: str, browser: Client, address: str) -> Weight:
    """Ask twice: what is kept between requests is kept the second time."""
    browser.get(address, follow=True)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address, follow=True)
    if answer.status_code != 200:
        raise SystemExit(f"bench: {address} answered {answer.status_code}")
    html = answer.content.decode()
    parts = files(html)
    own = len(gzip.compress(answer.content))
    rest = sum(len(gzip.compress(content)) for content in parts.values())
    return Weight(name, own, own + rest, 1 + len(parts), len(asked))


def files(html: str) -> dict[str, bytes]:
    """What a browser fetches to show the page: style sheets, modules, pictures."""
    wanted = [
        address
        for tag in re.findall(LOADED, html)
        for address in re.findall(ADDRESS, tag)
        if urlsplit(address).path.startswith(settings.STATIC_URL)
    ]
    found: dict[str, bytes] = {}
    while wanted:
        name = urlsplit(wanted.pop()).path.removeprefix(settings.STATIC_URL)
        path = finders.find(name)
        if name in found or not path:
            continue
        with open(path, "rb") as file:
            found[name] = file.read()
        if name.endswith(".js"):
            folder = name.rpartition("/")[0]
            imports = re.findall(IMPORTED, found[name].decode())
            wanted += [f"{settings.STATIC_URL}{folder}/{one[2:]}" for one in imports]
    return found
