"""Is there malicious code in it? One question, two ways to ask.

``builtin`` knows the EICAR test pattern only; structure checks have been made before and the
view that people open is rebuilt from pixels and drawings. ``clamd://host:port`` asks a
ClamAV daemon over its INSTREAM command.
"""

import socket
from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

CONNECT_SECONDS = 3
ANSWER_SECONDS = 60

# Split, so that no scanner takes this source file for the test file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Verdict(StrEnum):
    """What a scanner said. The words are those of the file's `scan` column."""

    CLEAN = "clean"
    INFECTED = "infected"


class ScannerDown(Exception):
    """No verdict; ask again later. The file stays closed to officers until there is one."""


def scan(chunks: Iterable[bytes], *, scanner: str) -> Verdict:
    """The verdict of `scanner` (the FILE_SCANNER setting); raises `ScannerDown`."""
    if scanner == "builtin":
        return Verdict.INFECTED if EICAR in b"".join(chunks) else Verdict.CLEAN
    address = urlsplit(scanner)
    if address.scheme != "clamd" or not address.hostname:
        raise ScannerDown("FILE_SCANNER is neither builtin nor clamd://host:port")
    return _ask_clamd((address.hostname, address.port or 3310), chunks)


def _ask_clamd(address: tuple[str, int], chunks: Iterable[bytes]) -> Verdict:
    """Each chunk with its length before it, an empty one at the end; one line comes back:
    ``stream: OK``, ``stream: NAME FOUND`` or an error."""
    try:
        with socket.create_connection(address, timeout=CONNECT_SECONDS) as link:
            link.settimeout(ANSWER_SECONDS)
            link.sendall(b"zINSTREAM\0")
            for chunk in filter(None, chunks):
                link.sendall(len(chunk).to_bytes(4, "big") + chunk)
            link.sendall(bytes(4))
            answer = link.makefile("rb").read(4096).rstrip(b"\0\n")
    except OSError as error:
        raise ScannerDown(str(error)) from error
    if answer.endswith(b" FOUND"):
        return Verdict.INFECTED
    if answer == b"stream: OK":
        return Verdict.CLEAN
    raise ScannerDown("clamd answered with an error")
