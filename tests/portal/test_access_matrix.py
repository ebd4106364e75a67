"""Every address × everybody who may come × what is there and what is not (A11, rows I1, U23).

A route that is new falls under the rule its view carries; one that takes a parameter nobody
knows here fails, so that nobody adds a door without trying who gets through it.
"""

import re

import pytest

from procedures.models import AccessLog, JournalEntry, OutboxMessage
from tests.house.addresses import ADDRESSES, rule_of
from tests.portal.world import World, built

pytestmark = pytest.mark.django_db

ORDINARY = {
    "action": "forward",
    "content_type_id": "1",
    "address": "1.004873-giay-xac-nhan",
    "form": "01",
    "kept_id": "00000000-0000-4000-8000-000000000000",
    "language": "en",
    "n": "1",
    "name": "receipt",
    "object_id": "1",
    "procedure": "1.004873",
    "section": "noi_dung",
    "word": "ket-qua",
}
OWNERS = {
    "": {"anonymous", "anna", "chi", "minh", "khang", "bao", "gate"},
    "signed_in": {"anna", "chi", "minh", "khang", "bao"},
    "citizen": {"anna"},
    "officer": {"minh"},
    "administrator": {"bao"},
    "staff": {"bao"},
    "client": {"gate"},
}
KIND = {"citizen": {"anna", "chi"}, "officer": {"minh", "khang"}}
OF_THE_OWNER = {
    # nothing is asked of her, or she must answer the questions first
    "ho-so/<str:code>/bo-sung/": 302,
    "ho-so/nhap/<uuid:draft_id>/giay-to/": 302,
    # forms only
    "ho-so/nhap/<uuid:draft_id>/giay-to/<word:paper>/": 405,
    "ho-so/nhap/<uuid:draft_id>/<word:section>/luu/": 405,
    "can-bo/ho-so/<str:code>/buoc/undo/": 405,
    # only where there is something to give back
    "phien/gui-tiep/<uuid:kept_id>/": 404,
    "quan-tri/gui-lai/": 405,
    "quan-tri/nguoi-dung/<uuid:person>/ket-thuc/<uuid:post>/": 405,
}
FORMS_FOR_ANYBODY = {"phien/giu/", "tai-khoan/phien/"}
"""They refuse to be read before they ask who reads."""
BY_PASSWORD = {"tai-khoan/hai-lop/", "tai-khoan/mat-khau/"}
"""Citizens have neither password nor second factor here."""
WITH_AN_OBJECT = sorted(
    route
    for route in ADDRESSES
    if re.search(r"<\w+:(code|draft_id|paper_id)>", route)
    and rule_of(ADDRESSES[route]) in ("citizen", "officer", "client")
)


@pytest.fixture
def world() -> World:
    return built()


def address(route, names):
    names = ORDINARY | names
    if "giay-to/<word:paper>" in route:
        names["paper"] = "giay_xn_cu"
    if route.startswith("quan-tri/"):
        names["code"] = names["procedure"]
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: names[found[1]], route)


def read(answer):
    """Status and body; a file is read to its end, which closes it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body


def expected(route, who):
    """The status of what is there, by the rule of the address and nothing else."""
    rule = rule_of(ADDRESSES[route])
    if route in FORMS_FOR_ANYBODY:
        return 405
    if who in OWNERS[rule]:
        if route in BY_PASSWORD and who in KIND["citizen"]:
            return 404
        return OF_THE_OWNER.get(route, 200)
    if rule == "client":
        return 401
    if rule == "staff" or who in ("anonymous", "gate"):
        return 302
    takes_an_object = route in WITH_AN_OBJECT
    if who in KIND.get(rule, ()) and not takes_an_object:
        return OF_THE_OWNER.get(route, 200)
    # A form's address refuses to be read before it looks for anything.
    return 405 if who in KIND.get(rule, ()) and OF_THE_OWNER.get(route) == 405 else 404


def test_everybody_gets_what_the_rule_of_an_address_says(world):
    guarded = [r for r in ADDRESSES if rule_of(ADDRESSES[r]) not in ("", "staff")]
    found, wanted = {}, {}
    for route in guarded:
        for who, browser in world.browsers.items():
            status, _ = read(browser.get(address(route, world.names())))
            found[route, who], wanted[route, who] = status, expected(route, who)

    assert found == wanted


def test_look_up_tables_open_to_the_administrator_alone(world):
    stock = [
        route
        for route in ADDRESSES
        if rule_of(ADDRESSES[route]) == "staff" and "(" not in route
    ]
    opened = {
        (route, who)
        for route in stock
        for who, browser in world.browsers.items()
        if read(browser.get(address(route, {})))[0] not in (302, 404)
    }

    assert {who for _, who in opened} == {"bao"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_ones_own_looks_like_what_is_not_there(world, method):
    """The same status, headers and body, so that nobody learns that a case exists."""
    told_apart = {
        (route, who)
        for route in WITH_AN_OBJECT
        for who in ("chi", "khang", "bao")
        if seen(world, who, method, route, world.names())
        != seen(world, who, method, route, world.missing())
    }

    assert told_apart == set()


def seen(world, who, method, route, names):
    """An answer without what is different at every request."""
    form = {"expected": "2", "submit_key": str(world.draft.submit_key)}
    answer = getattr(world.browsers[who], method)(
        address(route, names), form if method == "post" else None
    )
    status, body = read(answer)
    text = re.sub(
        r'(csrfmiddlewaretoken|csrf-token)" (value|content)="\w+"', "", body.decode()
    )
    for name, value in names.items():
        text = text.replace(value, name)
    headers = {key: value for key, value in answer.items() if key != "Content-Length"}
    return status, headers, text


def test_a_stranger_moves_nothing_and_reads_nothing(world):
    before = counts()

    for route in WITH_AN_OBJECT:
        for who in ("anonymous", "chi", "khang", "bao", "gate"):
            if rule_of(ADDRESSES[route]) != "client":
                read(
                    world.browsers[who].post(address(route, world.names()), {"expected": "2"})
                )
                read(world.browsers[who].get(address(route, world.names())))

    assert counts() == before


def counts():
    return [table.objects.count() for table in (JournalEntry, OutboxMessage, AccessLog)]


def test_the_owner_reads_on_record(world):
    read(world.browsers["anna"].get(address("ho-so/<str:code>/ket-qua/tai/", world.names())))

    assert [one.what for one in AccessLog.objects.filter(case=world.case)] == ["letter:result"]


def test_a_paper_of_a_draft_is_no_paper_of_a_case(world):
    """Both are there and both are hers, but an address names one by the other (U20)."""
    names = world.names() | {"paper_id": str(world.draft_paper.pk)}
    answers = {
        (route, who): read(world.browsers[who].get(address(route, names)))[0]
        for route in WITH_AN_OBJECT
        if "paper_id" in route
        for who in ("anna", "minh")
    }

    assert set(answers.values()) == {404}
