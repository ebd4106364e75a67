"""Every address has a rule: whom it serves, or why it serves everybody."""

import pytest

from tests.house.addresses import ADDRESSES, rule_of

PUBLIC = {
    # alive and ready
    "healthz": "for the machine that watches us; says nothing of anybody",
    "readyz": "likewise",
    # signing in
    "dang-nhap/": "the door itself",
    "dang-nhap/vneid/": "leads to the identity provider",
    "dang-nhap/vneid/ve/": "comes back from it; the state in the session decides",
    "dang-nhap/can-bo/": "the officers' door",
    "dang-nhap/can-bo/ma/": "half signed in: the session knows who",
    "dang-nhap/can-bo/thiet-lap/": "half signed in: the session knows who",
    "dang-xuat/": "does nothing for a stranger",
    "phien/giu/": "answers whether somebody is signed in",
    "quan-tri/du-lieu/login/": "leads to the officers' door",
    # facts that are public
    "dia-ban/": "communes of a province",
    "ngon-ngu/<slug:language>/": "a cookie with the language",
    "mau-giao-dien/": "made-up cases",
    "mau-giao-dien/can-bo/": "made-up cases",
    "mau-giao-dien/hoi-lai/": "made-up cases",
    "kha-nang-tiep-can/": "a declaration the law asks for",
    "": "the home page",
    "thu-tuc/": "the catalogue is public",
    "thu-tuc/goi-y/": "names of the catalogue while one types",
    "thu-tuc/<str:address>/": "the catalogue is public",
    "tra-cuu/": "a code shows little, a second fact more; throttled",
    "xac-minh/": "asks for the code of a paper",
    "xac-minh/<str:code>/": "the code of a paper is its key",
    # other systems bring their own keys
    "lien-thong/tep/<slug:word>/<uuid:file_id>/<str:signed>/": "a signed address that dies",
    "api/v1/schema/": "how to ask; holds no case",
    "identity/o/api/token": "OAuth2: the client's secret is the key",
    "identity/o/api/revoke": "likewise",
}


@pytest.mark.parametrize("route", sorted(ADDRESSES))
def test_an_address_has_a_rule(route):
    assert rule_of(ADDRESSES[route]) or route in PUBLIC


def test_a_public_address_that_is_gone_is_struck_from_the_list():
    assert set(PUBLIC) - set(ADDRESSES) == set()


def test_look_up_tables_ask_for_staff_on_every_address():
    stock = {route for route in ADDRESSES if route.startswith("quan-tri/du-lieu/")}

    assert {route for route in stock if rule_of(ADDRESSES[route]) != "staff"} == {
        "quan-tri/du-lieu/login/"
    }
