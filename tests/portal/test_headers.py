"""What every answer tells the browser: run nothing strange, embed nowhere, keep nothing
personal (A19; rows L6, L7, L9, L20, I8, I11, I12, I16)."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from portal.places import BASE_DIR
from tests.house.addresses import ADDRESSES, rule_of
from tests.portal.test_access_matrix import address, read
from tests.portal.world import World, built

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("headers")]

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
OWN_FORMS = ("'self'", settings.IDENTITY_URL)
"""Where a form may lead: here, or on to the identity provider."""


@pytest.fixture
def world() -> World:
    return built()


@pytest.fixture(scope="module")
def crawled(module_rows):
    """(route, who, answer) for every address, as everybody, of a world that is gone again."""
    with transaction.atomic():
        answers = list(_crawl(built()))
        transaction.set_rollback(True)
    return answers


def _crawl(world):
    """Ask for everything; files are read and closed."""
    for route in ADDRESSES:
        if "(" in route or route.startswith("quan-tri/du-lieu/r/"):
            continue  # the stock admin's own ways round: the same middleware answers
        for who in ("anonymous", "anna", "minh", "bao"):
            browser = world.browsers[who]
            browser.raise_request_exception = False
            answer = browser.get(address(route, world.names()))
            read(answer)
            yield route, who, answer


def test_every_answer_has_the_headers_that_keep_it_from_harm(crawled):
    missing, tried = set(), 0
    for route, who, answer in crawled:
        tried += 1
        missing |= {
            (route, who, name)
            for name, value in ALWAYS.items()
            if answer.headers.get(name) != value
        }
        policy = answer.headers.get("Content-Security-Policy", "")
        if not strict(policy):
            missing.add((route, who, policy))

    assert tried > 200
    assert missing == set()


def strict(policy):
    """Only our own scripts and styles, nothing embedded; a file may say still less."""
    said = dict(one.strip().split(" ", 1) for one in policy.split(";") if " " in one.strip())
    if "sandbox" in policy:
        return said.get("default-src") == "'none'"
    forms = said.pop("form-action", "").split()
    return said == POLICY and {one for one in forms if one not in OWN_FORMS} == set()


def test_nothing_a_signed_in_person_saw_is_kept(crawled):
    """L20: going back after signing out shows no page."""
    kept = set()
    for route, who, answer in crawled:
        personal = rule_of(ADDRESSES[route]) and answer.status_code == 200
        control = answer.headers.get("Cache-Control", "")
        if personal and "no-store" not in control and "/trang/" not in route:
            kept.add((route, who, control))

    assert kept == set()


def test_no_answer_lets_another_site_read_it(world):
    """I12: no Access-Control-Allow-Origin for a foreign or missing origin."""
    told = set()
    for route in ADDRESSES:
        if "(" in route or "quan-tri/du-lieu/" in route:
            continue
        for origin in ("null", "https://evil.example"):
            answer = Client(headers={"origin": origin}).get(address(route, world.names()))
            read(answer)
            if "Access-Control-Allow-Origin" in answer.headers:
                told.add((route, origin))

    # Public keys and where to find them are meant for everybody.
    assert {route for route, _ in told} <= {
        ".well-known/openid-configuration",
        ".well-known/jwks.json",
    }


@pytest.mark.parametrize("name", ["host", "x-forwarded-host"])
def test_i8_a_foreign_host_is_refused_or_ignored(client, name):
    answer = client.get("/", headers={name: "evil.example"})

    assert answer.status_code == (400 if name == "host" else 200)
    assert "evil.example" not in answer.content.decode()


def test_i8_a_forwarded_scheme_is_believed_only_behind_the_proxy(client):
    answer = client.get(
        "/", headers={"x-forwarded-proto": "https", "x-forwarded-for": "1.2.3.4"}
    )

    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize("path", ["/tra-cuu/x.css", "/ho-so/a.css/", "/can-bo/x.js"])
def test_i11_a_page_does_not_pose_as_a_file(world, path):
    answer = world.browsers["anna"].get(path)

    assert answer.status_code == 404
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_i6_pages_take_no_other_methods(world, method):
    answers = {
        route: getattr(world.browsers["anna"], method)(
            address(route, world.names())
        ).status_code
        for route in ADDRESSES
        if rule_of(ADDRESSES[route]) in ("", "citizen")
        and "(" not in route
        and not route.startswith(("identity/", ".well-known/", "quan-tri/"))
    }

    assert {route for route, status in answers.items() if status not in (405, 404)} == set()


@pytest.mark.parametrize(
    "path",
    [
        "/__debug__/",
        "/admin/",
        "/admin/doc/",
        "/quan-tri/du-lieu/doc/",
        "/api/v1/",
        "/metrics",
    ],
)
def test_i16_nothing_is_open_that_nobody_asked_for(world, path):
    assert world.browsers["bao"].get(path).status_code == 404


def test_l6_cookies_are_ours_alone(world):
    cookie = world.browsers["anna"].cookies[settings.SESSION_COOKIE_NAME]
    world.browsers["anna"].get("/ngon-ngu/en/?ve=/")
    language = world.browsers["anna"].cookies[settings.LANGUAGE_COOKIE_NAME]

    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (
        True,
        "Lax",
    )
    assert (cookie["path"], cookie["domain"] or "", language["samesite"]) == ("/", "", "Lax")


PRODUCTION = {
    "DEMO": "0",
    "PUBLIC_URL": "https://dichvucong.hue.gov.vn",
    "SECRET_KEY": "".join(chr(97 + n * 7 % 26) for n in range(64)),
    "DATA_KEY": "0f" * 32,
    "DATABASE_URL": "postgres://motcua_app@db/motcua",
    "DATABASE_OWNER_URL": "postgres://motcua_owner@db/motcua",
    "REDIS_URL": "redis://broker:6379/0",
    "IDENTITY_URL": "https://dangnhap.dichvucong.gov.vn",
    "IDENTITY_CLIENT_SECRET": "bi-mat",
    "NATIONAL_BASE_URL": "https://lgsp.hue.gov.vn/XrdAdapter",
    "NATIONAL_USERNAME": "hue",
    "NATIONAL_PASSWORD": "bi-mat",
    "MESSAGE_GATEWAY_URL": "https://sms.hue.gov.vn",
    "MESSAGE_GATEWAY_KEY": "bi-mat",
    "SIGNATURE_PROVIDER": "portal.connect.signature.demo.DemoAuthority",
}


def in_production(*words, tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *words],
        env=kept | PRODUCTION | {"DATA_DIR": str(tmp_path)},
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
    )


def test_a_production_environment_passes_djangos_own_list(tmp_path):
    words = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    done = in_production(*words, tmp_path=tmp_path)

    assert (done.returncode, done.stderr.count("WARNING")) == (0, 0), done.stderr


def test_in_production_cookies_are_bound_to_the_host_and_to_https(tmp_path):
    """L6, L22: the ``__Host-`` prefix keeps a sub-domain from setting them."""
    names = (
        "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT"
        " SECURE_HSTS_SECONDS DEBUG ALLOWED_HOSTS DEMO"
    )
    code = (
        "import json, portal.settings as s;"
        f"print(json.dumps({{name: getattr(s, name) for name in {names.split()!r}}}))"
    )

    done = in_production("-c", code, tmp_path=tmp_path)

    told = json.loads(done.stdout)
    assert told.pop("SECURE_HSTS_SECONDS") >= 365 * 24 * 3600
    assert told == {
        "SESSION_COOKIE_NAME": "__Host-phien",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "DEBUG": False,
        "ALLOWED_HOSTS": ["dichvucong.hue.gov.vn"],
        "DEMO": False,
    }


def test_l7_every_form_that_changes_something_carries_a_token(crawled):
    """A page that posts without one would fail at the first click."""
    bare = set()
    for route, who, answer in crawled:
        if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            continue
        for form in re.findall(
            r"<form\b[^>]*method=\"post\".*?</form>", answer.content.decode(), re.S | re.I
        ):
            if "csrfmiddlewaretoken" not in form and not route.startswith("mau-giao-dien/"):
                bare.add((route, who))

    assert bare == set()


def test_l7_a_post_without_a_token_changes_nothing(world):
    """Every route that takes forms, as the person whose form it is."""
    taken = set()
    for route in ADDRESSES:
        rule = rule_of(ADDRESSES[route])
        if "(" in route or rule not in ("signed_in", "citizen", "officer", "administrator"):
            continue
        who = {"officer": "minh", "administrator": "bao"}.get(rule, "anna")
        strict_browser = Client(enforce_csrf_checks=True)
        strict_browser.cookies = world.browsers[who].cookies
        answer = strict_browser.post(address(route, world.names()), {"expected": "2"})
        if answer.status_code not in (403, 404, 405):
            taken.add((route, answer.status_code))

    assert taken == set()
