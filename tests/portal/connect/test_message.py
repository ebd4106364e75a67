"""The contract every message provider keeps; here the JSON gateway against the stand-in."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils.module_loading import import_string

from portal.connect.message import (
    GatewayUnavailable,
    Message,
    MessageProvider,
    NotSent,
    Sent,
    provider,
)
from portal.standin.__main__ import make
from tests.portal.standin.conftest import Peer

PROVIDERS = ["portal.connect.message.gateway.JsonGateway"]
SMS = Message(
    id="5d0c4b3e-1",
    channel="sms",
    to="0905314728",
    text="HS H57.26-261123-0042: can bo sung 2 giay to truoc 17h30 04/12.",
)
MAIL = Message(
    id="5d0c4b3e-2",
    channel="email",
    to="minhchau.nguyen@example.vn",
    subject="Hồ sơ của bạn cần bổ sung",
    text="Chào chị Châu,\nHồ sơ cần thêm quyết định ly hôn.",
)


@pytest.fixture(scope="module")
def _standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    folder = tmp_path_factory.mktemp("standin")
    server = make({"DATA_DIR": str(folder), "STANDIN_PORT": "0"})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Peer(server.server_port, folder)
    server.ending.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def gateway(_standin: Peer, settings: Any) -> Iterator[Peer]:
    """The stand-in's gateway, empty."""
    settings.MESSAGE_GATEWAY_URL = f"{_standin.url}/gateway/messages"
    settings.MESSAGE_GATEWAY_KEY = "mot-cua-demo"
    yield _standin
    _standin.send("POST", "/api/reset")


@pytest.fixture(params=PROVIDERS)
def messages(gateway: Peer, request: pytest.FixtureRequest) -> MessageProvider:
    """Each provider we ship, made as the setting makes it."""
    return import_string(request.param)()


def test_setting_names_the_provider(settings: Any) -> None:
    provider.cache_clear()
    settings.MESSAGE_PROVIDER = PROVIDERS[0]

    assert type(provider()) is import_string(PROVIDERS[0])
    provider.cache_clear()


@pytest.mark.parametrize("message", [SMS, MAIL], ids=["sms", "email"])
def test_message_arrives_word_for_word(
    messages: MessageProvider, gateway: Peer, message: Message
) -> None:
    assert messages.send(message) == Sent(segments=1, repeated=False)

    held = gateway.get("/api/messages").json
    told = [(m["channel"], m["to"], m["subject"], m["text"]) for m in held]
    assert told == [(message.channel, message.to, message.subject, message.text)]


def test_message_sent_again_is_one_message(messages: MessageProvider, gateway: Peer) -> None:
    messages.send(SMS)

    assert messages.send(SMS) == Sent(segments=1, repeated=True)
    assert len(gateway.get("/api/messages").json) == 1


def test_message_whose_answer_was_lost_arrives_once(
    messages: MessageProvider, gateway: Peer
) -> None:
    gateway.order("message", "lost")
    with pytest.raises(GatewayUnavailable):
        messages.send(SMS)

    assert messages.send(SMS).repeated
    assert len(gateway.get("/api/messages").json) == 1


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"to": "0234 3823 730"}, "recipient"),
        ({"text": "x" * 500}, "text"),
        ({"id": ""}, "refused"),
    ],
)
def test_message_that_can_never_be_sent_is_told_from_one_that_may(
    messages: MessageProvider, changes: dict[str, str], word: str
) -> None:
    with pytest.raises(NotSent) as caught:
        messages.send(replace(SMS, **changes))

    assert caught.value.word == word


def test_id_used_for_another_message_is_a_conflict(messages: MessageProvider) -> None:
    messages.send(SMS)
    with pytest.raises(NotSent) as caught:
        messages.send(replace(SMS, text="Khac"))

    assert caught.value.word == "conflict"


@pytest.mark.parametrize(
    "kind",
    ["500", "503", "302", "html", "empty", "null", "list", "bad_utf8", "deep", "huge", "cut"]
    + ["reset", "wrong_echo", "gzip"],
)
def test_answer_that_proves_nothing_is_no_success(
    messages: MessageProvider, gateway: Peer, kind: str
) -> None:
    gateway.order("message", kind)

    with pytest.raises(GatewayUnavailable):
        messages.send(SMS)


@pytest.mark.parametrize(
    ("asked", "wait"),
    [("7", 7), ("1000000000", 3600), ("-1", 0), ("Fri, 20 Nov 2026 02:10:00 GMT", 0)],
)
def test_gateway_that_asks_for_patience_gets_it_within_reason(
    messages: MessageProvider, gateway: Peer, asked: str, wait: int
) -> None:
    gateway.order("message", "429", retry_after=asked)
    with pytest.raises(GatewayUnavailable) as caught:
        messages.send(SMS)

    assert caught.value.retry_after == wait


def test_wrong_key_is_a_matter_for_a_person(gateway: Peer, settings: Any) -> None:
    settings.MESSAGE_GATEWAY_KEY = "wrong"
    with pytest.raises(GatewayUnavailable) as caught:
        import_string(PROVIDERS[0])().send(SMS)

    assert caught.value.key_refused


def test_gateway_that_is_not_there_is_unavailable(gateway: Peer, settings: Any) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.MESSAGE_GATEWAY_URL = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        with pytest.raises(GatewayUnavailable) as caught:
            import_string(PROVIDERS[0])().send(SMS)

    assert caught.value.why == "refused"


def test_check_is_silent_while_messages_can_be_sent(
    messages: MessageProvider, gateway: Peer
) -> None:
    messages.check()
    gateway.order("message", "503")

    with pytest.raises(GatewayUnavailable):
        messages.check()
    assert gateway.get("/api/messages").json == []
