"""Everybody concerned is told once over every channel he chose."""

from datetime import timedelta

import pytest

from portal.connect.message import GatewayUnavailable, NotSent
from portal.effects import notify
from portal.effects.outcomes import Park, Retry, Wait
from procedures.models import Letter, Notice
from procedures.operations.deliveries import Due
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(place):
    return make.citizen(make.person(phone="0905314728", email="anna@example.vn"))


def due(case, kind: str = "submitted", n: int = 1) -> Due:
    return Due(1, case.pk, n, "notify", {"text": kind}, make.AT, 1)


def sent(gateway) -> list[tuple[str, str]]:
    return [(one.channel, one.to) for one in gateway.taken]


def notices(case) -> list[tuple[str, bool]]:
    rows = Notice.objects.filter(case=case).order_by("channel")
    return [(row.channel, row.sent_at is not None) for row in rows]


def test_unasked_the_applicant_gets_one_sms_and_finds_it_on_the_portal(place, anna, gateway):
    case = make.case(place, anna)

    notify.perform(due(case), make.AT)

    assert sent(gateway) == [("sms", "0905314728")]
    assert notices(case) == [("portal", True), ("sms", True)]


def test_the_channels_that_were_ticked_count(place, anna, gateway):
    case = make.case(place, anna)
    case.answers = {"nhan_ket_qua": {"kenh_thong_bao": ["cong", "email"]}}
    case.save()

    notify.perform(due(case), make.AT)

    assert sent(gateway) == [("email", "anna@example.vn")]


def test_without_phone_and_address_the_portal_alone_tells_it(place, gateway):
    case = make.case(place)

    notify.perform(due(case), make.AT)

    assert (sent(gateway), notices(case)) == ([], [("portal", True)])


def test_submitter_and_applicant_are_both_told(place, anna, gateway):
    case = make.case(place, anna)
    case.applicant = make.person("Lê Văn Ba", "046060001111", phone="0914000001")
    case.save()

    notify.perform(due(case), make.AT)

    assert sorted(sent(gateway)) == [("sms", "0905314728"), ("sms", "0914000001")]


def test_running_twice_tells_once(place, anna, gateway):
    case = make.case(place, anna)

    notify.perform(due(case), make.AT)
    notify.perform(due(case), make.AT)

    assert len(gateway.taken) == Notice.objects.filter(channel="sms").count() == 1


def test_a_sender_that_died_after_sending_repeats_under_the_same_id(place, anna, gateway):
    case = make.case(place, anna)
    notify.perform(due(case), make.AT)
    Notice.objects.filter(channel="sms").update(sent_at=None)

    notify.perform(due(case), make.AT)

    assert len(gateway.taken) == 1


def test_a_gateway_that_is_down_is_tried_again_as_it_asks(place, anna, gateway):
    case = make.case(place, anna)
    gateway.faults = [GatewayUnavailable("http_503", retry_after=90)]

    with pytest.raises(Retry) as caught:
        notify.perform(due(case), make.AT)

    assert (caught.value.shared, caught.value.after) == (True, timedelta(seconds=90))
    assert notices(case) == [("portal", True), ("sms", False)]


def test_a_key_that_is_refused_stops_all_messages(place, anna, gateway):
    case = make.case(place, anna)
    gateway.faults = [GatewayUnavailable("http_401", key_refused=True)]

    with pytest.raises(Retry) as caught:
        notify.perform(due(case), make.AT)

    assert caught.value.halt == notify.KEY_REFUSED


def test_a_number_that_does_not_exist_is_a_persons_and_stops_no_other_message(
    place, anna, gateway
):
    case = make.case(place, anna)
    case.answers = {"nhan_ket_qua": {"kenh_thong_bao": ["sms", "email"]}}
    case.save()
    gateway.faults = [None, NotSent("recipient")]

    with pytest.raises(Park, match="recipient"):
        notify.perform(due(case), make.AT)

    assert len(gateway.taken) == 1


def test_a_result_is_announced_only_once_it_can_be_opened(place, anna, gateway):
    case = make.case(place, anna)
    Letter.objects.create(
        case=case, name="result", n=1, state="sealing", facts={}, ordered_at=make.AT
    )

    with pytest.raises(Wait):
        notify.perform(due(case, "result_ready"), make.AT)

    assert gateway.taken == []


def test_an_installation_without_gateway_tells_it_on_the_portal(
    place, anna, gateway, settings
):
    settings.MESSAGE_GATEWAY_URL = ""
    case = make.case(place, anna)

    notify.perform(due(case), make.AT)

    assert notices(case) == [("portal", True)]
