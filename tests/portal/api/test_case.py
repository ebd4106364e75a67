"""GET /api/v1/cases/{code}: the pinned shape, who may read it, and that reading is logged."""

import json

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client

from portal.api import entry
from procedures.models import AccessLog, Case, OutboxMessage
from procedures.queries import status_api
from tests import make, paths
from tests.portal.api.conftest import token, told

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
ABSENT = "/api/v1/cases/H57.30.07-261123-9999"


def address(case: Case) -> str:
    return f"/api/v1/cases/{case.code}"


def test_new_case_is_told_in_the_pinned_shape(ask, case):
    assert ask(address(case)).json() == {
        "code": case.code,
        "procedure": {
            "code": "1.004873",
            "name": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
        },
        "agency": {"code": "H57.30.07", "name": "Ủy ban nhân dân phường Thuận Hoá"},
        "received_by": {"code": "H57.30.07", "name": "Bộ phận Một cửa phường Thuận Hoá"},
        "status": {"code": "1", "text": "Mới đăng ký"},
        "channel": "online",
        "submitted_at": "2026-11-23T08:00:00+07:00",
        "received_at": None,
        "due_at": None,
        "original_due_at": None,
        "finished_at": None,
        "returned_at": None,
        "progress": [
            {
                "n": 1,
                "at": "2026-11-23T08:00:00+07:00",
                "agency": None,
                "status": "1",
                "text": "Nộp hồ sơ",
            }
        ],
    }


def test_progress_is_what_the_national_portal_was_told(ask, place):
    case = paths.handed_over(place)
    pushed = OutboxMessage.objects.filter(case=case, name="push_status").order_by("pk")
    rows = ask(address(case)).json()["progress"]

    assert [row["status"] for row in rows] == ["1", "2", "4", "5", "4", "9", "10"]
    assert [(row["n"], row["status"]) for row in rows] == [
        (one.n, one.args["status"]) for one in pushed
    ]


def test_progress_says_what_happened_and_where_in_words(ask, place):
    case = paths.handed_over(place)
    rows = ask(address(case)).json()["progress"]

    assert [(row["agency"], row["text"]) for row in rows] == [
        (None, "Nộp hồ sơ"),
        ("H57.30.07", "Tiếp nhận hồ sơ"),
        ("H57.30.07", "Chuyển xử lý: Tra cứu, xác minh"),
        ("H57.30.07", "Yêu cầu bổ sung, hoàn thiện hồ sơ"),
        (None, "Đã nhận bổ sung hồ sơ"),
        ("H57.30.07", "Đã có kết quả giải quyết"),
        ("H57.30.07", "Đã trả kết quả"),
    ]


def test_finished_case_tells_its_moments_in_office_time(ask, place):
    case = paths.handed_over(place)
    body = ask(address(case)).json()

    assert {name: body[name] for name in ("received_at", "finished_at", "returned_at")} == {
        "received_at": "2026-11-23T09:00:00+07:00",
        "finished_at": "2026-11-23T12:00:00+07:00",
        "returned_at": "2026-11-23T13:00:00+07:00",
    }
    assert body["original_due_at"] == "2026-11-27T09:00:00+07:00"


def test_move_that_was_taken_back_is_not_told(ask, place, case, settings):
    settings.UNDO_SECONDS = 60
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    paths.ask_for_more(place, case)
    make.move(case, "undo", place.viewer("thu_ly"), make.AT + 2 * make.HOUR, step="")
    body = ask(address(case)).json()

    assert body["status"]["code"] == "4"
    assert [row["status"] for row in body["progress"]] == ["1", "2", "4"]


def test_no_person_is_named_without_the_scope(ask, place):
    case = paths.handed_over(place)
    text = ask(address(case)).content.decode()
    officers = [name for name, _title in make.ROLES.values()]

    assert [one for one in ("Nguyễn Thị An", "046190001234", *officers) if one in text] == []


def test_scope_for_persons_adds_applicant_and_officers(ask, place):
    case = paths.handed_over(place)
    body = ask(address(case), "national.read", "national.person").json()

    assert body["applicant"] == {
        "name": "Nguyễn Thị An",
        "personal_id": "046190001234",
        "organization": None,
        "tax_code": None,
    }
    assert [row["by"] for row in body["progress"]] == [
        "Người nộp hồ sơ",
        "Hồ Thị Lan",
        "Hồ Thị Lan",
        "Lê Văn Minh",
        "Người nộp hồ sơ",
        "Trần Thị Vân",
        "Hồ Thị Lan",
    ]


def test_etag_of_an_unchanged_case_is_answered_with_304_and_no_body(ask, case):
    etag = ask(address(case)).headers["ETag"]
    again = ask(address(case), **{"if-none-match": etag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)


def test_etag_changes_with_the_case_and_with_what_may_be_seen(ask, place, case):
    plain = ask(address(case)).headers["ETag"]
    full = ask(address(case), "national.read", "national.person").headers["ETag"]
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    moved = ask(address(case)).headers["ETag"]

    assert len({plain, full, moved}) == 3


def test_every_read_is_logged_with_its_client(ask, case):
    etag = ask(address(case)).headers["ETag"]
    ask(address(case), **{"if-none-match": etag})

    logged = AccessLog.objects.filter(case=case).values_list("client", "person", "what")
    assert list(logged) == [("cong-0", None, "api"), ("cong-0", None, "api")]


def test_answer_is_for_this_client_only(ask, case):
    headers = ask(address(case)).headers

    assert (headers["Cache-Control"], "Authorization" in headers["Vary"]) == (
        "private, no-cache",
        True,
    )


def test_unknown_case_is_404_and_leaves_no_log(ask, db):
    assert told(ask(ABSENT)) == (404, "unknown_case", PROBLEM)
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize(
    "code", ["x" * 65, "%00", "%F0%9F%98%80", "'%20OR%201=1--", "..%2f..%2fetc%2fpasswd"]
)
def test_code_that_cannot_be_one_is_404(ask, code):
    assert ask(f"/api/v1/cases/{code}").status_code == 404


def test_client_without_the_scope_is_403(ask, case):
    assert told(ask(address(case), "cases.write")) == (403, "missing_scope", PROBLEM)
    assert AccessLog.objects.count() == 0


def test_nobody_is_401_and_told_how_to_authenticate(client, case):
    answer = client.get(address(case))

    assert told(answer) == (401, "not_authenticated", PROBLEM)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize(
    "header", ["Bearer falsch", "Basic Y29uZzp0aHU=", "Bearer", "Bearer "]
)
def test_wrong_token_is_401_and_called_invalid(client, case, header):
    answer = client.get(address(case), headers={"authorization": header})

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (
        401,
        'Bearer realm="api", error="invalid_token"',
    )


def test_expired_token_is_401(ask, case):
    ask(address(case))
    Token.objects.update(expires_at=make.AT.replace(year=2020))

    assert ask(address(case)).status_code == 401


@pytest.mark.parametrize("name", sorted(entry.SECRETS))
def test_token_in_the_address_is_refused_even_with_a_header(ask, case, name):
    """Row I15."""
    answer = ask(f"{address(case)}?{name}=abc")

    assert told(answer) == (401, "token_in_address", PROBLEM)


@pytest.mark.parametrize("name", ["fields", "expand", "ordering", "filter[a__b]", "format"])
def test_unknown_parameter_is_refused_by_name(ask, case, name):
    """Row I2."""
    answer = ask(f"{address(case)}?{name}=applicant__password")

    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        [{"name": name, "code": "unknown"}],
    )


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_405_and_told_which_work(case, method):
    """Row I6, I16."""
    bearer = {"authorization": f"Bearer {token('national.read')}"}
    answer = getattr(Client(), method)(address(case), headers=bearer)

    assert told(answer) == (405, "method_not_allowed", PROBLEM)
    assert answer.headers["Allow"] == "GET, HEAD"


def test_method_override_is_ignored(ask, case):
    """Row I6."""
    assert ask(address(case), **{"x-http-method-override": "DELETE"}).status_code == 200
    assert Case.objects.count() == 1


def test_head_answers_without_body(case):
    bearer = {"authorization": f"Bearer {token('national.read')}"}
    answer = Client().head(address(case), headers=bearer)

    assert (answer.status_code, answer.content, "ETag" in answer.headers) == (200, b"", True)


@pytest.mark.parametrize("origin", ["null", "https://la.example"])
def test_no_foreign_page_is_let_in(ask, case, origin):
    """Row I12."""
    headers = ask(address(case), origin=origin).headers

    assert [name for name in headers if name.lower().startswith("access-control")] == []


def test_too_many_requests_are_429_and_told_when_to_come_back(ask, case, monkeypatch):
    ask(address(case))
    few = entry.Limit("api", 1, entry.PER_CLIENT.window)
    monkeypatch.setattr(entry, "PER_CLIENT", few)
    answer = ask(address(case))

    assert told(answer) == (429, "too_many_requests", PROBLEM)
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_html_is_not_spoken(ask, case):
    assert told(ask(address(case), accept="text/html")) == (406, "not_acceptable", PROBLEM)


def test_cost_of_a_case_does_not_grow_with_its_history(place, case, django_assert_num_queries):
    with django_assert_num_queries(2):
        status_api.find(code=case.code)
    long_one = paths.handed_over(place)
    with django_assert_num_queries(2):
        status_api.find(code=long_one.code)
    with django_assert_num_queries(3):
        status_api.find(code=long_one.code, persons=True)


def test_secret_can_be_sent_by_basic_authentication(db):
    token("national.read", name="cong-basic")
    answer = Client().post(
        "/identity/o/api/token",
        {"grant_type": "client_credentials"},
        headers={
            "authorization": "Basic Y29uZy1iYXNpYzpiw60gbeG6rXQgY+G7p2EgYsOgaSB0aOG7rQ=="
        },
    )

    assert (answer.status_code, json.loads(answer.content)["token_type"]) == (200, "Bearer")
