"""C17: what a code tells anybody, and what it takes to see more."""

import re
import time

import pytest
from django.test import Client

from portal.accounts.throttle import tried
from portal.citizen.views import tracking as view
from procedures import sealing
from procedures.models import Case
from procedures.operations import casework
from procedures.queries import tracking
from procedures.sealing import fields
from tests import make
from tests.portal.citizen import public
from tests.portal.citizen.public import text

pytestmark = pytest.mark.django_db
UNKNOWN = "H57.30.07-261123-9999"
RIGHT, WRONG = public.CHAU_ID[-4:], "0001"


@pytest.fixture
def case(place):
    return public.received(place)


def ask(client, code, digits="", **headers):
    return client.post("/tra-cuu/", {"ma": code, "so-cuoi": digits}, **headers)


def alike(answer, code):
    """The page without what differs from one request to the next anyway."""
    body = answer.content.decode().replace(code, "CODE")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


def marks(answer):
    found = re.search(
        r'data-case="([^"]*)" data-status="([^"]*)" data-step="([^"]*)" data-clock="([^"]*)"',
        answer.content.decode(),
    )
    return found and found.groups()


def test_page_asks_for_the_code(client):
    assert 'name="ma"' in client.get("/tra-cuu/").content.decode()


def test_code_alone_tells_procedure_status_and_appointment(client, case):
    answer = client.get("/tra-cuu/", {"ma": case.code})

    assert marks(answer) == (case.code, "4", "thu_ly", "on_time")
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in text(answer)
    assert 'datetime="2026-11-27T08:20+07:00"' in answer.content.decode()


def test_code_alone_tells_no_step(client, case):
    answer = client.get("/tra-cuu/", {"ma": case.code})

    assert 'class="line"' not in answer.content.decode()


@pytest.mark.parametrize("digits", [RIGHT, public.CHAU_PHONE[-4:], " 3 1 2 7 ", "３１２７"])
def test_code_and_digits_tell_the_steps(client, case, digits):
    page = ask(client, case.code, digits).content.decode()

    assert re.findall(r"<h3>([^<]+?)\s*(?:<|$)", page)[-6:] != []
    assert page.count('class="now"') == 1
    assert "Bộ phận Một cửa phường Thuận Hoá" in page


def test_steps_tell_no_name_of_anybody(client, case):
    seen = text(ask(client, case.code, RIGHT))
    people = [public.CHAU, *(name for name, _title in make.ROLES.values())]

    assert [name for name in people if name in seen] == []


def test_digits_never_come_back(client, case):
    for digits in (RIGHT, WRONG):
        assert f'value="{digits}"' not in ask(client, case.code, digits).content.decode()


def test_digits_in_the_address_are_not_read(client, case):
    answer = client.get("/tra-cuu/", {"ma": case.code, "so-cuoi": RIGHT})

    assert 'class="line"' not in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "h57.30.07-261123-0001",
        " H57.30.07 - 261123 - 0001 ",
        "H57 30 07 261123 0001",
        "H57300726112300 01",
        "H57.30.07–261123–0001",
        "Ｈ57.30.07-261123-0001",
    ],
    ids=["small letters", "spaces", "no dots", "no dashes", "long dashes", "full width"],
)
def test_code_is_found_however_it_is_typed(client, case, typed):
    assert marks(client.get("/tra-cuu/", {"ma": typed}))[0] == "H57.30.07-261123-0001"


@pytest.mark.parametrize(
    "typed",
    ["%", "H57.30.07-261123-000%", "______________________", "' OR ''='", "\x00", "H" * 9999],
)
def test_code_is_no_pattern(client, case, typed):
    answer = client.get("/tra-cuu/", {"ma": typed})

    assert (answer.status_code, marks(answer)) == (200, None)


def test_wrong_digits_look_like_an_unknown_code(client, case):
    wrong, unknown = ask(client, case.code, WRONG), ask(client, UNKNOWN, WRONG)

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert alike(wrong, case.code) == alike(unknown, UNKNOWN)


def test_wrong_digits_ask_the_database_as_much_as_an_unknown_code(
    client, case, django_assert_num_queries
):
    client.get("/tra-cuu/")
    for code in (case.code, UNKNOWN):
        with django_assert_num_queries(4):  # the session, two tries counted, one look
            ask(client, code, WRONG)


def test_wrong_digits_open_as_many_numbers_as_an_unknown_code(case, monkeypatch):
    opened = []

    def counting(*args, **named):
        opened.append(named["field"])
        return sealing.unseal(*args, **named)

    monkeypatch.setattr(fields, "unseal", counting)
    counts = []
    for code in (case.code, UNKNOWN):
        opened.clear()
        tracking.by_fact(code, WRONG)
        counts.append(sorted(opened))

    assert counts[0] == counts[1]
    assert len(counts[0]) == 4


def test_wrong_digits_take_as_long_as_an_unknown_code_i10(case):
    def milliseconds(code):
        begun = time.perf_counter()
        tracking.by_fact(code, WRONG)
        return (time.perf_counter() - begun) * 1000

    pairs = [(milliseconds(case.code), milliseconds(UNKNOWN)) for _ in range(21)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))

    assert abs(known - unknown) < 5


@pytest.mark.parametrize("digits", ["1", "12345", "abcd", "31 27 9"])
def test_digits_that_are_not_four_get_their_own_sentence(client, case, digits):
    answer = ask(client, case.code, digits)

    assert answer.status_code == 422
    assert 'href="#id_so-cuoi"' in answer.content.decode()


def test_empty_form_asks_for_the_code(client):
    answer = ask(client, "")

    assert answer.status_code == 422
    assert 'href="#id_ma"' in answer.content.decode()


def test_person_without_a_phone_is_not_opened_by_no_digits(place):
    owner = make.citizen(make.person("Trần Văn Bình", "046190005678"))
    case = make.case(place, owner)

    assert tracking.by_fact(case.code, "") is None


def test_sixth_wrong_fact_about_a_code_waits_i9(client, case):
    statuses = [ask(client, case.code, WRONG).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]


def test_right_digits_wait_too_after_five_wrong_ones(client, case):
    for _ in range(5):
        ask(client, case.code, WRONG)
    answer = ask(client, case.code, RIGHT)

    assert (answer.status_code, int(answer.headers["Retry-After"]) > 500) == (429, True)


def test_unknown_code_waits_like_a_known_one_i9(client):
    statuses = [ask(client, UNKNOWN, WRONG).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]


def test_another_spelling_of_the_code_is_the_same_code_i9(client, case):
    spellings = [case.code, case.code.lower(), case.code.replace(".", " "), f" {case.code}"]
    statuses = [ask(client, spellings[n % 4], WRONG).status_code for n in range(6)]

    assert statuses[-1] == 429


def test_wrong_facts_from_everywhere_still_wait_for_one_code_i9(case):
    statuses = [
        ask(Client(REMOTE_ADDR=f"10.0.0.{n}"), case.code, WRONG).status_code for n in range(6)
    ]

    assert statuses[-1] == 429


def test_codes_tried_out_from_one_address_wait_i9(client):
    statuses = [
        client.get("/tra-cuu/", {"ma": f"H57.30.07-261123-{n:04}"}).status_code
        for n in range(21)
    ]

    assert statuses == [200] * 20 + [429]


def test_claiming_other_addresses_gains_nothing_i8_i9(client):
    statuses = [
        client.get(
            "/tra-cuu/", {"ma": UNKNOWN}, headers={"X-Forwarded-For": f"10.9.8.{n}"}
        ).status_code
        for n in range(21)
    ]

    assert statuses[-1] == 429


def test_right_answers_are_not_counted(client, case):
    statuses = {ask(client, case.code, RIGHT).status_code for _ in range(25)}

    assert statuses == {200}


def test_right_answer_does_not_forgive_earlier_wrong_ones(client, case):
    for _ in range(4):
        ask(client, case.code, WRONG)
    ask(client, case.code, RIGHT)
    statuses = [ask(client, case.code, WRONG).status_code for _ in range(2)]

    assert statuses == [422, 429]


def test_ten_minutes_later_one_may_try_again():
    for _ in range(6):
        tried(view.WRONG_FACTS, UNKNOWN, at=make.AT)

    assert tried(view.WRONG_FACTS, UNKNOWN, at=make.AT + view.WINDOW).allowed


def test_what_is_tracked_is_kept_by_no_cache(client, case):
    assert "no-store" in client.get("/tra-cuu/", {"ma": case.code}).headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/tra-cuu/x.css", "/xac-minh/x.css", "/tra-cuu/a/b.js"])
def test_made_up_address_below_is_not_found_and_not_kept_i11(client, address):
    answer = client.get(address, follow=True)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_other_sites_may_not_read_it_i12(client, case):
    answer = client.get(
        "/tra-cuu/", {"ma": case.code}, headers={"Origin": "https://evil.example"}
    )

    assert "Access-Control-Allow-Origin" not in answer.headers


def test_other_methods_are_refused_i6(client):
    assert {client.put("/tra-cuu/").status_code, client.delete("/tra-cuu/").status_code} == {
        405
    }


def test_foreign_host_is_refused_i8(client):
    assert client.get("/tra-cuu/", headers={"Host": "evil.example"}).status_code == 400


def test_waiting_for_papers_is_said_without_blame(client, place, case):
    make.move(
        case,
        "supplement",
        place.viewer("thu_ly"),
        make.AT + make.HOUR,
        items=["giay_xn_cu"],
        notes={"giay_xn_cu": "Chụp lại cho rõ"},
    )
    answer = ask(client, case.code, RIGHT)

    assert marks(answer)[1::2] == ("5", "paused")
    assert "Chụp lại" not in answer.content.decode()


def test_undone_move_is_not_told(client, place, settings):
    settings.UNDO_SECONDS = 3600
    case = public.case_of_chau(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT)
    undo = casework.Command("undo", "", make.seat(place.viewer("tiep_nhan")).actor())
    casework.act(
        case_code=case.code,
        command=undo,
        viewer=place.viewer("tiep_nhan"),
        expected=None,
        at=make.AT,
    )
    found = tracking.by_fact(case.code, RIGHT)

    assert Case.objects.get(pk=case.pk).status == "1"
    assert [one.name for one in found.moves] == ["submitted", "received", "undone"]
    assert ask(client, case.code, RIGHT).content.decode().count('class="when"') == 2 - 1


def test_finished_case_says_how_the_promise_was_kept(client, place):
    letter = public.released(place)
    answer = ask(client, letter.case.code, RIGHT)

    assert marks(answer)[1::2] == ("9", "closed")


def test_following_a_case_costs_a_fixed_number_of_queries(
    client, case, django_assert_num_queries
):
    ask(client, case.code, RIGHT)
    with django_assert_num_queries(8):  # session, 2 counted, look, case, moves, 2 uncounted
        ask(client, case.code, RIGHT)
