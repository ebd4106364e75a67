"""The identity provider: OpenID Connect with PKCE, and every way it must say no."""

import base64
import hashlib
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest

from tests.portal.standin.conftest import Answer, Peer

BACK = "http://127.0.0.1:8000/dang-nhap/vneid/ve/"
VERIFIER = "kieu-xac-thuc-dai-it-nhat-bon-muoi-ba-ky-tu-cho-pkce"
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
)
CHAU = "046198003127"
RIGHT = {
    "client_id": "mot-cua",
    "redirect_uri": BACK,
    "response_type": "code",
    "scope": "openid profile",
    "state": "trang-thai-1",
    "nonce": "chi-mot-lan-1",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


def authorize(peer: Peer, form: dict[str, str] | None = None, **changes: Any) -> Answer:
    """GET the page, or POST the form; a change of None leaves the parameter out."""
    asked = {name: value for name, value in {**RIGHT, **changes}.items() if value is not None}
    path = f"/oidc/authorize?{urlencode(asked)}"
    return peer.get(path) if form is None else peer.post_form(path, form)


def told(answer: Answer) -> dict[str, str]:
    """The parameters of the redirect back."""
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in query.items()}


def code(peer: Peer, number: str = CHAU, **form: str) -> str:
    return told(authorize(peer, {"personal_id": number, **form}))["code"]


def token(peer: Peer, of: str, **changes: str) -> Answer:
    form = {
        "grant_type": "authorization_code",
        "code": of,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "client_id": "mot-cua",
        "client_secret": "mot-cua-demo",
    }
    return peer.post_form("/oidc/token", form | changes)


def userinfo(peer: Peer, access: str) -> Answer:
    return peer.get("/oidc/userinfo", authorization=f"Bearer {access}")


def verify(peer: Peer, id_token: str) -> dict[str, Any]:
    """As a careful client: key from the key set, RS256 only, right audience and issuer."""
    keys = jwt.PyJWKSet.from_dict(peer.get("/oidc/jwks").json)
    kid = jwt.get_unverified_header(id_token)["kid"]
    return jwt.decode(
        id_token, keys[kid].key, algorithms=["RS256"], audience="mot-cua", issuer=peer.url
    )


def test_discovery_names_addresses_under_the_issuer(peer: Peer) -> None:
    found = peer.get("/.well-known/openid-configuration").json

    assert {name: found[name] for name in ("issuer", "token_endpoint", "jwks_uri")} == {
        "issuer": peer.url,
        "token_endpoint": f"{peer.url}/oidc/token",
        "jwks_uri": f"{peer.url}/oidc/jwks",
    }
    assert found["code_challenge_methods_supported"] == ["S256"]


def test_sign_in_page_asks_for_the_number_and_lists_who_may_use_it(peer: Peer) -> None:
    page = authorize(peer).text

    assert '<input class="input" id="id_personal_id" name="personal_id"' in page
    assert (
        len(re.findall(r'<button class="btn" name="personal_id" value="\d{12}">', page)) == 8
    )
    assert "Trang thử, thay cho hệ thống định danh quốc gia." in page


def test_sign_in_page_lets_its_form_end_at_the_client_only(peer: Peer) -> None:
    policy = authorize(peer).headers["content-security-policy"]

    assert "form-action 'self' http://127.0.0.1:8000;" in policy


def test_whole_sign_in_tells_who_it_is(peer: Peer) -> None:
    answer = token(peer, code(peer)).json

    claims = verify(peer, answer["id_token"])
    person = userinfo(peer, answer["access_token"]).json
    assert (claims["nonce"], claims["sub"]) == ("chi-mot-lan-1", person["sub"])
    assert (person["name"], person["personal_id"]) == ("Nguyễn Thị Minh Châu", CHAU)
    assert person["ThuongTru"] == {
        "MaTinh": "46",
        "MaXa": "19789",
        "DiaChiChiTiet": "14/3 Nguyễn Huệ",
        "DiaChiDayDu": "14/3 Nguyễn Huệ, phường Thuận Hoá, thành phố Huế",
    }


def test_subject_is_the_same_each_time_and_not_the_number(peer: Peer) -> None:
    first, second = (
        verify(peer, token(peer, code(peer)).json["id_token"])["sub"] for _ in range(2)
    )

    assert (first == second, CHAU in first) == (True, False)


def test_number_may_be_typed_with_blanks_and_dots(peer: Peer) -> None:
    answer = authorize(peer, {"personal_id": " 046 198.003 127 "})

    assert (answer.status, told(answer)["state"]) == (303, "trang-thai-1")


def test_number_of_nobody_is_shown_back_with_a_sentence(peer: Peer) -> None:
    page = authorize(peer, {"personal_id": "046000000000"})

    assert page.status == 422
    assert "Không có người mẫu nào mang số này." in page.text
    assert 'value="046000000000"' in page.text


def test_refusing_goes_back_with_access_denied(peer: Peer) -> None:
    back = told(authorize(peer, {"tu_choi": "1", "personal_id": CHAU}))

    assert (back["error"], back["state"]) == ("access_denied", "trang-thai-1")


def test_what_the_person_does_not_share_is_not_told(peer: Peer) -> None:
    of = code(peer, chia_se="1", chia_se_ho_ten="1")
    person = userinfo(peer, token(peer, of).json["access_token"]).json

    assert [name in person for name in ("name", "personal_id", "ThuongTru")] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "other"},
        {"redirect_uri": "http://evil.example/ve/"},
        {"redirect_uri": BACK + "?x=1"},
        {"redirect_uri": BACK.replace("8000", "8080")},
        {"redirect_uri": None},
    ],
)
def test_unknown_client_or_address_is_never_redirected(
    peer: Peer, changes: dict[str, Any]
) -> None:
    answer = authorize(peer, {"personal_id": CHAU}, **changes)

    assert (answer.status, "location" in answer.headers) == (400, False)


def test_loopback_may_be_written_as_localhost(peer: Peer) -> None:
    assert authorize(peer, redirect_uri=BACK.replace("127.0.0.1", "localhost")).status == 200


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"state": None}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_careless_request_goes_back_with_its_error(
    peer: Peer, changes: dict[str, Any], error: str
) -> None:
    assert told(authorize(peer, **changes))["error"] == error


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_verifier": "x" * 43}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": BACK.replace("127.0.0.1", "localhost")}, "invalid_grant"),
        ({"code": "guess"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_code_is_redeemed_only_by_whoever_asked(
    peer: Peer, changes: dict[str, str], error: str
) -> None:
    answer = token(peer, code(peer), **changes)

    assert (answer.status, answer.json["error"]) == (400, error)


def test_code_works_once_and_a_second_use_ends_its_token(peer: Peer) -> None:
    of = code(peer)
    access = token(peer, of).json["access_token"]

    again = token(peer, of)
    assert (again.json["error"], userinfo(peer, access).status) == ("invalid_grant", 401)


def test_code_is_worthless_after_a_minute(peer: Peer, monkeypatch: Any) -> None:
    of = code(peer)
    now = __import__("time").time()
    monkeypatch.setattr("portal.standin.identity.time.time", lambda: now + 61)

    assert token(peer, of).json["error"] == "invalid_grant"


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_wrong_client_secret_is_refused(peer: Peer, secret: str) -> None:
    answer = token(peer, code(peer), client_secret=secret)

    assert (answer.status, answer.json["error"]) == (401, "invalid_client")


def test_client_may_show_its_secret_by_basic_authentication(peer: Peer) -> None:
    pair = base64.b64encode(b"mot-cua:mot-cua-demo").decode()
    form = {"grant_type": "authorization_code", "code": code(peer), "redirect_uri": BACK}
    answer = peer.post_form(
        "/oidc/token", form | {"code_verifier": VERIFIER}, authorization=f"Basic {pair}"
    )

    assert answer.status == 200


@pytest.mark.parametrize("header", ["", "Bearer guess", "Basic bW90LWN1YQ=="])
def test_userinfo_without_its_token_is_refused(peer: Peer, header: str) -> None:
    answer = peer.get("/oidc/userinfo", authorization=header)

    expected = (401, 'Bearer error="invalid_token"')
    assert (answer.status, answer.headers["www-authenticate"]) == expected


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("unsigned", jwt.InvalidAlgorithmError),
        ("other_key", jwt.InvalidSignatureError),
        ("other_audience", jwt.InvalidAudienceError),
        ("other_issuer", jwt.InvalidIssuerError),
        ("outdated", jwt.ExpiredSignatureError),
    ],
)
def test_l13_bad_assertion_can_be_ordered_and_a_careful_client_refuses_it(
    peer: Peer, kind: str, error: type[Exception]
) -> None:
    peer.order("id_token", kind)

    with pytest.raises(error):
        verify(peer, token(peer, code(peer)).json["id_token"])


def test_fault_may_strike_any_address_of_the_provider(peer: Peer) -> None:
    for service in ("discovery", "jwks", "token", "userinfo"):
        peer.order(service, "503")

    paths = ["/.well-known/openid-configuration", "/oidc/jwks", "/oidc/userinfo"]
    assert [peer.get(path).status for path in paths] == [503, 503, 503]
    assert token(peer, "any").status == 503


def test_people_of_the_product_take_the_place_of_our_own(peer: Peer) -> None:
    told_people = [
        {"kind": "officer", "username": "can-bo-1", "name": "Lê Văn Sơn"},
        {"kind": "citizen", "personal_id": "046199001234", "name": "Đặng Thị Hạnh"},
    ]
    (peer.folder / "run").mkdir()
    (peer.folder / "run" / "people.json").write_text(json.dumps(told_people))

    page = authorize(peer).text
    assert re.findall(r'name="personal_id" value="(\d+)"', page) == ["046199001234"]
    answer = token(peer, code(peer, "046199001234")).json
    assert userinfo(peer, answer["access_token"]).json["name"] == "Đặng Thị Hạnh"


@pytest.mark.parametrize("written", ["", "{", "[]", "null", "[7]"])
def test_broken_file_of_people_leaves_our_own(peer: Peer, written: str) -> None:
    (peer.folder / "run").mkdir()
    (peer.folder / "run" / "people.json").write_text(written)

    assert len(re.findall(r'name="personal_id" value="\d+"', authorize(peer).text)) == 8


def test_logout_returns_to_the_product_only(peer: Peer) -> None:
    home = peer.get(
        "/oidc/logout?post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2F&state=a"
    )
    away = peer.get("/oidc/logout?post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F")

    assert (home.headers["location"], away.status) == ("http://127.0.0.1:8000/?state=a", 400)
