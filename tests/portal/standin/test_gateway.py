"""The message gateway: what it takes, what it refuses; a repeated send is one message."""

from typing import Any

import pytest

from tests.portal.standin.conftest import Peer

KEY = {"authorization": "Bearer mot-cua-demo"}
SMS = {
    "id": "5d0c4b3e-0001",
    "channel": "sms",
    "to": "0905314728",
    "text": "HS H57.26-261123-0042: can bo sung 2 giay to truoc 17h30 04/12.",
}
MAIL = {
    "id": "5d0c4b3e-0002",
    "channel": "email",
    "to": "minhchau.nguyen@example.vn",
    "subject": "Hồ sơ của bạn cần bổ sung",
    "text": "Chào chị Châu,\nHồ sơ cần thêm quyết định ly hôn.",
}


def post(peer: Peer, message: Any) -> Any:
    return peer.post_json("/gateway/messages", message, **KEY)


@pytest.mark.parametrize("message", [SMS, MAIL], ids=["sms", "email"])
def test_message_is_accepted_and_kept_as_sent(peer: Peer, message: dict[str, str]) -> None:
    assert (post(peer, message).status, post(peer, message).json["duplicate"]) == (202, True)

    held = peer.get("/api/messages").json
    assert [{k: one[k] for k in message} for one in held] == [message]


def test_same_id_for_another_message_is_a_conflict(peer: Peer) -> None:
    post(peer, SMS)

    assert post(peer, SMS | {"text": "Khac"}).status == 409


@pytest.mark.parametrize("key", ["", "Bearer other", "Basic mot-cua-demo"])
def test_wrong_key_is_refused(peer: Peer, key: str) -> None:
    reply = peer.post_json("/gateway/messages", SMS, authorization=key)

    assert (reply.status, reply.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("message", "field"),
    [
        (SMS | {"id": ""}, "id"),
        (SMS | {"channel": "zalo"}, "channel"),
        (SMS | {"to": "0234382373"}, "to"),
        (SMS | {"text": " "}, "text"),
        (SMS | {"text": "a" * 481}, "text"),
        (MAIL | {"to": "a@b.vn, c@d.vn"}, "to"),
        (MAIL | {"subject": ""}, "subject"),
        (MAIL | {"subject": "Hồ sơ\r\nBcc: all@example.vn"}, "subject"),
        (SMS | {"text": 7}, "text"),
    ],
)
def test_message_that_cannot_be_sent_names_its_field(
    peer: Peer, message: dict[str, Any], field: str
) -> None:
    reply = post(peer, message)

    assert (reply.status, reply.json["field"]) == (422, field)


@pytest.mark.parametrize(
    ("text", "count"),
    [("a" * 160, 1), ("a" * 161, 2), ("hồ sơ " * 11, 1), ("hồ sơ " * 12, 2)],
)
def test_segments_count_what_the_network_charges(peer: Peer, text: str, count: int) -> None:
    assert post(peer, SMS | {"text": text}).json["segments"] == count


def test_messages_to_one_number_can_be_asked_for(peer: Peer) -> None:
    post(peer, SMS)
    post(peer, MAIL)

    held = peer.get("/api/messages?to=0905314728").json
    assert [one["channel"] for one in held] == ["sms"]


def test_fault_may_strike_the_gateway(peer: Peer) -> None:
    peer.order("message", "503")

    assert [post(peer, SMS).status for _ in range(2)] == [503, 202]
