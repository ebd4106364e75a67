"""The officers' screens: list, case, and every action of the straight path."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from procedures.models import AccessLog, Case, Letter
from tests import make, paths

pytestmark = pytest.mark.django_db


def step(case, action):
    return f"/can-bo/ho-so/{case.code}/buoc/{action}/"


def send(browser, case, action, **fields):
    case.refresh_from_db()
    return browser.post(step(case, action), {"expected": case.journal_length, **fields})


def body(answer, code):
    """The page without what is different at every request."""
    text = answer.content.decode().replace(code, "CODE")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_the_list_shows_the_case_with_what_programs_read(sign_in, place):
    case = make.case(place)

    page = sign_in("tiep_nhan").get("/can-bo/tiep-nhan/").content.decode()

    assert f'data-case="{case.code}" data-status="1" data-step="tiep_nhan"' in page
    assert "Nguyễn Thị An" in page


def test_the_case_page_draws_only_what_is_offered(sign_in, place):
    case = make.case(place)

    page = sign_in("tiep_nhan").get(f"/can-bo/ho-so/{case.code}/").content.decode()

    assert re.findall(r'data-action="(\w+)"', page) == ["receive", "supplement", "refuse"]


def test_an_officer_who_has_nothing_to_do_sees_no_button(sign_in, place):
    case = make.case(place)

    page = sign_in("van_thu").get(f"/can-bo/ho-so/{case.code}/").content.decode()

    assert re.findall(r'data-action="(\w+)"', page) == []


def test_opening_a_case_is_on_record_first(sign_in, place):
    case = make.case(place)

    sign_in("tiep_nhan").get(f"/can-bo/ho-so/{case.code}/")

    seen = AccessLog.objects.get(case=case)
    assert (seen.what, seen.agency) == ("case", place.agency.code)


@pytest.mark.parametrize("path", ["", "buoc/receive/", "van-ban/receipt/"])
def test_foreign_and_unknown_cases_look_the_same(sign_in, place, path):
    case = make.case(place)
    stranger = sign_in("tiep_nhan", make.office("H57.31.01", "phường Phú Xuân"))

    foreign = stranger.get(f"/can-bo/ho-so/{case.code}/{path}")
    unknown = stranger.get(f"/can-bo/ho-so/H57.99-261123-0001/{path}")

    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert body(foreign, case.code) == body(unknown, "H57.99-261123-0001")


def test_receiving_moves_the_case_and_says_so(sign_in, place):
    case = make.case(place)

    answer = send(sign_in("tiep_nhan"), case, "receive")

    assert (answer.status_code, answer["Location"]) == (302, f"/can-bo/ho-so/{case.code}/")
    case.refresh_from_db()
    assert case.status == "4"


def test_a_supplement_needs_a_verdict_on_everything(sign_in, place):
    case = make.case(place)
    browser = sign_in("tiep_nhan")
    send(browser, case, "receive")

    answer = send(sign_in("thu_ly"), case, "supplement", **{"check-noi_dung": "ok"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "data-error-summary" in page
    assert 'href="#id_check-giay_xn_cu' in page


def test_a_supplement_keeps_what_was_typed_when_a_verdict_is_missing(sign_in, place):
    case = make.case(place)
    send(sign_in("tiep_nhan"), case, "receive")

    answer = send(
        sign_in("thu_ly"),
        case,
        "supplement",
        **{"check-noi_dung": "wrong", "supplement-noi_dung": "Ghi rõ nơi cư trú"},
    )

    assert "Ghi rõ nơi cư trú" in answer.content.decode()


def test_every_sentence_of_a_refused_supplement_leads_to_its_control(sign_in, place):
    case = make.case(place)
    send(sign_in("tiep_nhan"), case, "receive")

    answer = send(sign_in("thu_ly"), case, "supplement", **{"check-noi_dung": "wrong"})

    page = answer.content.decode()
    targets = re.findall(r'<li><a href="#([^"]+)"', page)
    assert targets == ["id_supplement-noi_dung", "id_check-giay_xn_cu"]
    assert [one for one in targets if f'id="{one}"' not in page] == []


@pytest.mark.parametrize(("was", "shown"), [("Kết hôn", "Kết hôn"), ("", "Chưa cung cấp")])
def test_what_a_supplement_changed_stands_beside_the_former_answer(sign_in, place, was, shown):
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    paths.ask_for_more(place, case)
    paths.supplied(case, was=was)

    page = sign_in("thu_ly").get(f"/can-bo/ho-so/{case.code}/").content.decode()

    assert f"<del>{shown}</del> <ins>Vay vốn</ins>" in page


def test_a_complete_supplement_request_pauses_the_case(sign_in, place):
    case = make.case(place)
    send(sign_in("tiep_nhan"), case, "receive")

    answer = send(
        sign_in("thu_ly"),
        case,
        "supplement",
        **{
            "check-noi_dung": "wrong",
            "supplement-noi_dung": "Ghi rõ nơi cư trú",
            "check-giay_xn_cu": "ok",
        },
    )

    case.refresh_from_db()
    letter = Letter.objects.get(case=case, name="supplement_request")
    assert answer.status_code == 302
    assert (case.status, case.clock_paused) == ("5", True)
    assert letter.facts["notes"] == {"noi_dung": "Ghi rõ nơi cư trú"}


def test_the_whole_straight_path_in_the_browser(sign_in, place):
    case = make.case(place)
    send(sign_in("tiep_nhan"), case, "receive")
    send(sign_in("thu_ly"), case, "draft", then="forward")
    send(sign_in("lanh_dao_phong"), case, "forward")
    send(sign_in("lanh_dao_don_vi"), case, "sign")
    Letter.objects.filter(case=case, name="result").update(state="signed")
    send(sign_in("van_thu"), case, "issue")
    answer = send(sign_in("tra_ket_qua"), case, "hand_over", **{"hand_over-how": "electronic"})

    case.refresh_from_db()
    assert answer.status_code == 302
    assert case.status == "10"


def test_issuing_before_the_letter_is_made_is_refused_in_words(sign_in, place):
    case = make.case(place)
    send(sign_in("tiep_nhan"), case, "receive")
    send(sign_in("thu_ly"), case, "draft", then="forward")
    send(sign_in("lanh_dao_phong"), case, "forward")
    send(sign_in("lanh_dao_don_vi"), case, "sign")

    answer = send(sign_in("van_thu"), case, "issue")

    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()


def test_a_screen_that_is_behind_gets_409_with_the_typed_text(sign_in, place):
    case = make.case(place)
    browser = sign_in("tiep_nhan")
    send(browser, case, "receive")

    answer = sign_in("tiep_nhan").post(
        step(case, "refuse"),
        {"expected": 1, "refuse-ground": "duplicate", "refuse-reason": "Trùng hồ sơ khác"},
    )

    assert answer.status_code == 409
    assert "Trùng hồ sơ khác" in answer.content.decode()


def test_pressing_twice_is_one_move(sign_in, place):
    case = make.case(place)
    browser = sign_in("tiep_nhan")
    twice = [browser.post(step(case, "receive"), {"expected": 1}) for _ in range(2)]

    assert [one.status_code for one in twice] == [302, 302]
    assert Case.objects.get(pk=case.pk).journal_length == 2


def test_the_same_action_with_other_words_is_no_double_click(sign_in, place):
    case = make.case(place)
    browser = sign_in("tiep_nhan")
    words = ["Hồ sơ đủ.", "Đã gọi điện xác minh."]
    first, second = (
        browser.post(step(case, "receive"), {"expected": 1, "receive-remark": one})
        for one in words
    )

    assert (first.status_code, second.status_code) == (302, 409)
    assert words[1] in second.content.decode()


def test_a_form_that_does_not_say_what_it_saw_moves_nothing(sign_in, place):
    case = make.case(place)

    answer = sign_in("tiep_nhan").post(step(case, "receive"))

    assert answer.status_code == 409
    assert Case.objects.get(pk=case.pk).journal_length == 1


@pytest.mark.parametrize("action", ["forward", "opine", "supplement", "pay"])
def test_an_action_that_is_nowhere_near_is_a_conflict(sign_in, place, action):
    case = make.case(place)

    answer = sign_in("van_thu").post(step(case, action), {"expected": 1})

    assert answer.status_code == 409


def test_a_late_case_is_apologized_for_with_the_date_as_people_write_it(sign_in, place):
    case = make.case(place, at=make.AT - timedelta(days=30))
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT - timedelta(days=30))
    then = f"{timezone.localtime() + timedelta(days=3):%H:%M %d/%m/%Y}"

    answer = send(
        sign_in("lanh_dao_don_vi"),
        case,
        "apologise",
        **{"apologise-until": then, "apologise-reason": "Chờ xác minh tại Quảng Trị"},
    )

    case.refresh_from_db()
    assert answer.status_code == 302
    assert f"{case.state.promised_at:%H:%M %d/%m/%Y}" == then


def test_a_promised_date_that_is_none_gets_its_own_sentence(sign_in, place):
    case = make.case(place, at=make.AT - timedelta(days=30))
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT - timedelta(days=30))
    typed = {"apologise-until": "mai", "apologise-reason": "Chờ xác minh"}

    answer = send(sign_in("lanh_dao_don_vi"), case, "apologise", **typed)

    assert answer.status_code == 422
    assert 'href="#id_apologise-until"' in answer.content.decode()


def test_the_last_move_can_be_taken_back(sign_in, place, settings):
    settings.UNDO_SECONDS = 60
    case = make.case(place)
    browser = sign_in("tiep_nhan")
    send(browser, case, "receive")
    shown = browser.get(f"/can-bo/ho-so/{case.code}/").content.decode()

    send(browser, case, "undo")

    case.refresh_from_db()
    assert step(case, "undo") in shown
    assert (case.status, case.open_steps) == ("1", ["tiep_nhan"])


@pytest.mark.parametrize(
    "action", ["receive", "supplement", "refuse", "draft", "forward", "send_back", "sign"]
)
def test_every_form_opens(sign_in, place, action):
    case = make.case(place)
    role = {"draft": "thu_ly", "forward": "lanh_dao_phong", "send_back": "lanh_dao_phong"}
    if action in ("draft", "forward", "send_back", "sign"):
        send(sign_in("tiep_nhan"), case, "receive")
    if action in ("forward", "send_back", "sign"):
        send(sign_in("thu_ly"), case, "draft", then="forward")
    if action == "sign":
        send(sign_in("lanh_dao_phong"), case, "forward")
        role["sign"] = "lanh_dao_don_vi"

    answer = sign_in(role.get(action, "tiep_nhan")).get(step(case, action))

    assert answer.status_code == 200
    assert f'data-action="{action}"' in answer.content.decode()


def test_a_supplement_can_be_read_as_the_applicant_will_before_it_is_sent(sign_in, place):
    case = make.case(place)
    send(sign_in("tiep_nhan"), case, "receive")

    answer = send(
        sign_in("thu_ly"),
        case,
        "supplement",
        **{
            "check-noi_dung": "wrong",
            "supplement-noi_dung": "Ghi rõ nơi cư trú",
            "check-giay_xn_cu": "ok",
            "preview": "1",
        },
    )

    page = answer.content.decode()
    case.refresh_from_db()
    assert (answer.status_code, case.status) == (200, "4")
    assert 'class="msg"' in page
    assert "Ghi rõ nơi cư trú" in page


def test_the_receipt_message_names_the_appointment_before_it_is_made(sign_in, place):
    case = make.case(place)

    page = sign_in("tiep_nhan").get(step(case, "receive")).content.decode()

    assert 'class="msg"' in page
    assert case.code in page[page.index('class="msg"') :]
