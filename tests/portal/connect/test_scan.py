"""Scanning for malicious code (rows U13 and U14 of the bad inputs)."""

import socket
import threading

import pytest

from portal.connect.scan import EICAR, ScannerDown, Verdict, scan


@pytest.fixture
def clamd():
    """A daemon that answers with what it is told and remembers what it was sent."""

    class Daemon:
        answer = b"stream: OK\0"
        received = b""

        def serve(self):
            link, _peer = self.listener.accept()
            with link, link.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                while length := int.from_bytes(stream.read(4), "big"):
                    self.received += stream.read(length)
                link.sendall(self.answer)

    daemon = Daemon()
    with socket.create_server(("127.0.0.1", 0)) as daemon.listener:
        daemon.address = f"clamd://127.0.0.1:{daemon.listener.getsockname()[1]}"
        thread = threading.Thread(target=daemon.serve, daemon=True)
        thread.start()
        yield daemon
        thread.join(5)


def test_u13_builtin_finds_the_test_pattern_across_chunks():
    assert scan([b"x" + EICAR[:20], EICAR[20:]], scanner="builtin") == Verdict.INFECTED


def test_builtin_lets_a_clean_file_pass():
    assert scan([b"%PDF-1.7"], scanner="builtin") == Verdict.CLEAN


def test_clamd_is_sent_the_whole_file(clamd):
    assert scan([b"one", b"", b"two"], scanner=clamd.address) == Verdict.CLEAN
    assert clamd.received == b"onetwo"


def test_u13_clamd_finding_is_infected(clamd):
    clamd.answer = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    assert scan([EICAR], scanner=clamd.address) == Verdict.INFECTED


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_u14_clamd_that_gives_no_verdict_is_down(clamd, answer):
    clamd.answer = answer
    with pytest.raises(ScannerDown):
        scan([b"x"], scanner=clamd.address)


@pytest.mark.parametrize("scanner", ["clamd://127.0.0.1:1", "clamd://", "", "none"])
def test_u14_scanner_that_cannot_be_reached_gives_no_verdict(scanner):
    with pytest.raises(ScannerDown):
        scan([b"x"], scanner=scanner)
