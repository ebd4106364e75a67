"""Citizens sign in at the identity provider (OIDC, PKCE) and come back to where they were."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from portal.accounts.models import SignIn, User
from portal.connect import identity
from procedures.models import Person
from procedures.sealing import blind_index
from tests.portal.accounts.conftest import CHAU, LEVEL_ONE, PHUC, Provider, signed_in

pytestmark = pytest.mark.django_db


def test_sign_in_page_offers_vneid_and_what_needs_no_sign_in(client: Client) -> None:
    page = client.get("/dang-nhap/?next=/ho-so/nhap/1/").content.decode()

    assert (
        'href="/dang-nhap/vneid/?next=%2Fho-so%2Fnhap%2F1%2F" data-sign-in="citizen"' in page
    )
    assert 'href="/tra-cuu/"' in page


def test_sign_in_returns_to_the_step_it_came_from(client: Client, provider: Provider) -> None:
    response = provider.sign_in(client, onward="/ho-so/nhap/7/nguoi-nop/?sua=1")

    assert response.headers["Location"] == "/ho-so/nhap/7/nguoi-nop/?sua=1"
    assert signed_in(client)


def test_first_sign_in_makes_the_person_and_the_account(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)

    user = User.objects.get()
    assert (user.kind, user.first_name, user.issuer) == (
        "citizen",
        "Nguyễn Thị Minh Châu",
        provider.url,
    )
    person = Person.objects.get()
    told = (person.pk, person.personal_id, person.birth_date, person.gender, person.verified)
    assert told == (user.person_id, CHAU, "1998-03-12", "nu", True)


def test_second_sign_in_finds_the_same_account(client: Client, provider: Provider) -> None:
    provider.sign_in(client)
    provider.sign_in(Client())

    assert (User.objects.count(), Person.objects.count()) == (1, 1)


def test_account_holds_no_number_and_no_address_in_the_open(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)

    row = User.objects.values().get()
    assert [value for value in row.values() if CHAU in str(value) or "@" in str(value)] == []
    session = Session.objects.get().get_decoded()
    assert CHAU not in str(session)


def test_account_of_a_citizen_opens_with_no_password(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)
    user = User.objects.get()

    assert user.has_usable_password() is False


def test_assurance_level_is_kept_with_the_session(client: Client, provider: Provider) -> None:
    provider.sign_in(client)

    assert client.session["level"] == 2


def test_two_tabs_may_sign_in_at_once(client: Client, provider: Provider) -> None:
    first, second = provider.go(client, onward="/a/"), provider.go(client, onward="/b/")

    answers = [
        client.get(provider.agree(path)).headers["Location"] for path in (second, first)
    ]
    assert answers == ["/b/", "/a/"]


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (LEVEL_ONE, {}, "Your electronic identity is at level 1"),
        (CHAU, {"chia_se": "1", "chia_se_ho_ten": "1"}, "Your personal number was not shared"),
        (CHAU, {"chia_se": "1", "chia_se_so": "1"}, "Your name was not shared"),
        (CHAU, {"tu_choi": "1"}, "You have not signed in"),
    ],
)
def test_identity_that_does_not_suffice_is_told_what_to_do(
    client: Client, provider: Provider, number: str, form: dict[str, str], said: str
) -> None:
    client.cookies["ngon-ngu"] = "en"
    response = provider.sign_in(client, number, onward="/ho-so/nhap/7/", **form)

    assert (response.status_code, signed_in(client)) == (403, False)
    page = response.content.decode()
    assert said in page
    assert "next=%2Fho-so%2Fnhap%2F7%2F" in page  # trying again keeps the way back


def test_refused_identity_leaves_no_person(client: Client, provider: Provider) -> None:
    provider.sign_in(client, LEVEL_ONE)

    assert (User.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.parametrize("kind", ["503", "reset", "html", "huge", "redirect", "not_json"])
@pytest.mark.parametrize("service", ["discovery", "token", "userinfo"])
def test_provider_that_fails_is_a_page_with_another_way_never_a_500(
    client: Client, provider: Provider, service: str, kind: str
) -> None:
    identity.provider()._known = None
    if service == "discovery":
        provider.order(service, kind)
        response = client.get("/dang-nhap/vneid/?next=/ho-so/")
    else:
        path = provider.agree(provider.go(client))
        provider.order(service, kind)
        response = client.get(path)

    assert response.status_code in (403, 503)
    assert 'class="box box-bad"' in response.content.decode()
    assert not signed_in(client)


def test_provider_that_hangs_is_given_up_in_time(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = identity.oidc.http.Limits(connect=0.2, read=0.2, total=0.3)
    monkeypatch.setattr(identity.provider(), "limits", quick)
    identity.provider()._known = None
    provider.order("discovery", "hang")

    assert client.get("/dang-nhap/vneid/").status_code == 503


def test_organisation_account_signs_in_its_representative(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client, "046079001883")

    assert User.objects.get().first_name == "Hồ Văn Thành"


def test_new_subject_of_the_same_number_leads_to_the_same_account(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)
    User.objects.update(subject="an-earlier-name-of-theirs")
    provider.sign_in(Client())

    user = User.objects.get()
    assert user.subject != "an-earlier-name-of-theirs"


def test_sign_in_is_listed(client: Client, provider: Provider) -> None:
    provider.sign_in(client)

    row = SignIn.objects.get()
    assert (row.session_key, row.address) == (client.session.session_key, "127.0.0.1")


@pytest.mark.parametrize(
    "onward", ["//evil.example/", "/\\evil.example", "https:evil.example"]
)
def test_l8_next_leads_nowhere_but_here(
    client: Client, provider: Provider, onward: str
) -> None:
    page = client.get("/dang-nhap/", {"next": onward}).content.decode()

    assert set(re.findall(r'/dang-nhap/vneid/\?next=([^"]*)"', page)) == {"%2F"}
    assert provider.sign_in(client, onward=onward).headers["Location"] == "/ho-so/"


# --- L13, L14: assertions that must not be believed


@pytest.mark.parametrize(
    "kind",
    [
        "unsigned",
        "other_key",
        "other_audience",
        "other_issuer",
        "other_subject",
        "old_nonce",
        "outdated",
    ],
)
def test_l13_assertion_that_is_not_for_this_sign_in_admits_nobody(
    client: Client, provider: Provider, kind: str
) -> None:
    provider.order("id_token", kind)
    response = provider.sign_in(client)

    assert (response.status_code, User.objects.count()) == (403, 0)


def test_l13_answer_works_once(client: Client, provider: Provider) -> None:
    path = provider.agree(provider.go(client))
    client.get(path)
    client.post("/dang-xuat/")

    assert (client.get(path).status_code, signed_in(client)) == (400, False)


def test_l13_answer_to_another_browser_is_refused(provider: Provider) -> None:
    path = provider.agree(provider.go(Client()))
    other = Client()

    assert (other.get(path).status_code, signed_in(other)) == (400, False)


def test_l13_answer_that_names_another_provider_is_refused(
    client: Client, provider: Provider
) -> None:
    path = provider.agree(provider.go(client)).replace("iss=http", "iss=https")

    assert (client.get(path).status_code, User.objects.count()) == (403, 0)


@pytest.mark.parametrize("query", ["", "?state=é&code=x", "?code=x", "?error=server_error"])
def test_l13_answer_nobody_asked_for_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/dang-nhap/vneid/ve/{query}").status_code == 400


def test_l13_same_subject_of_another_issuer_is_another_identity(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)
    user = User.objects.get()
    User.objects.filter(pk=user.pk).update(issuer="https://another.example", person=None)

    provider.sign_in(Client())
    assert User.objects.count() == 2


def test_l14_number_written_otherwise_is_the_same_person(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client)
    index = Person.objects.get().personal_id_index

    assert index == blind_index(CHAU, field="personal_id")
    # The provider is the only source of the number: nothing a person posts to us is read.
    response = client.post("/dang-nhap/", {"personal_id": "０４６０９６００４５１８"})
    assert response.status_code == 405


def test_l14_identity_never_leads_to_another_number(
    client: Client, provider: Provider
) -> None:
    provider.sign_in(client, PHUC)
    phuc = User.objects.get()
    provider.sign_in(Client(), CHAU)
    chau = User.objects.exclude(pk=phuc.pk).get()
    User.objects.filter(pk=chau.pk).update(issuer="", subject="")
    # The provider's name for Châu once belonged to Phúc's number.
    User.objects.filter(pk=phuc.pk).update(subject=chau.subject)

    response = provider.sign_in(Client(), CHAU)
    assert response.status_code == 403


def test_l5_closed_account_is_told_so(client: Client, provider: Provider) -> None:
    provider.sign_in(client)
    User.objects.update(is_active=False)

    assert not signed_in(client)
    assert provider.sign_in(Client()).status_code == 403
