"""The process as the supervisor sees it: starts from the environment, ends when told."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path


def start(tmp_path: Path, **more: str) -> subprocess.Popen[str]:
    environment = os.environ | {"DATA_DIR": str(tmp_path), "STANDIN_PORT": "0"} | more
    return subprocess.Popen(
        [sys.executable, "-m", "portal.standin"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_process_serves_and_ends_on_sigterm(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        with urllib.request.urlopen(url + "healthz", timeout=5) as reply:
            alive = reply.read()
        process.send_signal(signal.SIGTERM)

        assert (alive, process.wait(5)) == (b"ok", 0)


def test_port_in_use_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with start(tmp_path, STANDIN_PORT=str(taken.getsockname()[1])) as process:
            _, said = process.communicate(timeout=10)

    assert (process.returncode, said.count("\n")) == (1, 1)
    assert said.startswith("The stand-in cannot start: ")


def test_stand_in_shares_no_code_with_the_product() -> None:
    program = (
        "import sys, portal.standin.__main__\n"
        "names = [m for m in sys.modules if m.split('.')[0] in ('django', 'procedures')]\n"
        "names += [m for m in sys.modules if m.startswith('portal.')\n"
        "          and not m.startswith('portal.standin')]\n"
        "print(names)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert said.stdout == "[]\n"
