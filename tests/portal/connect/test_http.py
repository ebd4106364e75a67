"""One exchange has an end in every direction, whatever the other side does."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from portal.connect.http import Limits, Unreachable, post_json

SHORT = Limits(connect=0.3, read=0.3, total=0.6, body=1000)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: Application/JSON; charset=utf-8\r\n"
Behave = Callable[[socket.socket], None]


@contextmanager
def serving(behave: Behave):
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        try:
            link, _ = listener.accept()
            with link:
                link.recv(65536)
                behave(link)
        except OSError:  # the client hung up, as it should
            return

    threading.Thread(target=accept, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/mapi/g"
    listener.close()


def why(url: str, limits: Limits = SHORT) -> str:
    with pytest.raises(Unreachable) as caught:
        post_json(url, {}, limits=limits)
    return caught.value.why


def send(content: bytes) -> Behave:
    return lambda link: link.sendall(content)


def test_an_answer_comes_back_as_it_is():
    with serving(send(OK + b"Content-Length: 2\r\n\r\n{}")) as url:
        answer = post_json(url, {"a": "ệ"}, limits=SHORT)

    assert (answer.status, answer.body, answer.media_type) == (200, b"{}", "application/json")


def test_a_redirect_is_an_answer_and_not_followed():
    with (
        serving(send(OK)) as elsewhere,
        serving(
            send(
                b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: %b\r\n\r\n"
                % elsewhere.encode()
            )
        ) as url,
    ):
        assert post_json(url, {}, limits=SHORT).status == 302


def test_nobody_there_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    assert why(f"http://127.0.0.1:{port}/") == "refused"


def test_a_connection_that_is_never_taken_times_out():
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        began = time.monotonic()

        assert why(f"http://127.0.0.1:{full.getsockname()[1]}/") == "timeout"
        assert time.monotonic() - began < 1
        for one in waiting:
            one.close()


def test_silence_times_out():
    with serving(lambda link: time.sleep(1)) as url:
        assert why(url) == "timeout"


@pytest.mark.parametrize(
    "head", [OK, OK + b"Content-Length: 500\r\n\r\n"], ids=["head", "body"]
)
def test_a_drip_that_passes_every_read_ends_with_the_whole_time(head):
    def drip(link: socket.socket) -> None:
        for byte in head + b" " * 500:
            link.sendall(bytes([byte]))
            time.sleep(0.02)

    with serving(drip) as url:
        began = time.monotonic()
        assert why(url) == "timeout"
        assert time.monotonic() - began < 1.5


def test_more_than_the_cap_is_not_read():
    with serving(send(OK + b"Content-Length: 52428800\r\n\r\n" + b" " * 5000)) as url:
        assert why(url) == "too_large"


@pytest.mark.parametrize(
    "content",
    [b"", b"HTTP/1.", OK + b"Content-Length: 9\r\n\r\n{", b"SSH-2.0-x\r\n"],
    ids=["nothing", "half a line", "half a body", "another protocol"],
)
def test_an_answer_that_breaks_off_is_cut(content):
    with serving(send(content)) as url:
        assert why(url) == "cut"


def test_a_name_nobody_has_is_said():
    assert why("http://khong-co.invalid/") == "name"


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        link, _ = listener.accept()
        try:
            context.wrap_socket(link, server_side=True).close()
        except OSError:  # the client turned away, as it should
            link.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()

    assert why(f"https://127.0.0.1:{listener.getsockname()[1]}/") == "tls"
    thread.join()
    listener.close()


def self_signed(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(
        now + timedelta(days=1)
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return file
