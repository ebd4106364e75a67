"""Start the stand-in: `python -m portal.standin`, settings from the environment.

STANDIN_PORT (8001), STANDIN_HOST (127.0.0.1), DATA_DIR (.data), PUBLIC_URL of the product; the
secrets both sides share in a demo have defaults (docs/api/standin.md).
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from portal.standin.gateway import Gateway
from portal.standin.identity import Client, Identity
from portal.standin.national import Account, National
from portal.standin.reading import Reading
from portal.standin.server import Server, routes
from portal.standin.store import Store
from portal.standin.tokens import Signer

CALLBACKS = ("/dang-nhap/vneid/ve/",)
LOOPBACK = ("127.0.0.1", "localhost")


def make(environment: Mapping[str, str]) -> Server:
    """The server, bound and ready to serve; port 0 takes a free one."""
    get = environment.get
    folder = Path(get("DATA_DIR") or ".data")
    port = int(get("STANDIN_PORT") or 8001)
    host = get("STANDIN_HOST") or "127.0.0.1"
    store = Store(folder / "standin")
    server = Server((host, port), [])
    own = (get("STANDIN_URL") or f"http://127.0.0.1:{server.server_port}").rstrip("/")
    client = Client(
        get("IDENTITY_CLIENT_ID") or "mot-cua",
        get("IDENTITY_CLIENT_SECRET") or "mot-cua-demo",
        get("IDENTITY_CLIENT_NAME") or "Cổng Dịch vụ công thành phố Huế",
        redirects(get("PUBLIC_URL") or f"http://127.0.0.1:{server.server_port - 1}"),
    )
    people = Path(get("STANDIN_PEOPLE") or folder / "run" / "people.json")
    identity = Identity(own, client, people, store, Signer(folder / "standin" / "key.pem"))
    national = National(account(environment), store)
    gateway = Gateway(get("MESSAGE_GATEWAY_KEY") or "mot-cua-demo", store)
    server.table += routes(national, identity, gateway, Reading(store))
    return server


def account(environment: Mapping[str, str]) -> Account:
    """The province's account: by default that of the demo, under its old and its new code."""
    get = environment.get
    agency = get("NATIONAL_MADONVI")
    return Account(
        get("NATIONAL_USERNAME") or "demo",
        get("NATIONAL_PASSWORD") or "demo",
        (agency,) if agency else ("000.00.00.H57", "H57"),
        get("NATIONAL_DSTCODE") or "VN:GOV:000.00.00.G22:vpcpdvcprovider",
        float(get("STANDIN_SESSION_SECONDS") or 600),
    )


def redirects(public_url: str) -> tuple[str, ...]:
    """Where sign-ins may return: exact addresses; on loopback under both of its names."""
    parts = urlsplit(public_url.rstrip("/"))
    hosts = LOOPBACK if parts.hostname in LOOPBACK else (parts.hostname,)
    port = f":{parts.port}" if parts.port else ""
    return tuple(
        f"{parts.scheme}://{host}{port}{path}" for host in hosts for path in CALLBACKS
    )


def main() -> int:
    """Serve until told to stop; 1 with a sentence if it cannot start."""
    try:
        server = make(os.environ)
    except (OSError, ValueError, sqlite3.Error) as fault:
        print(f"The stand-in cannot start: {fault}", file=sys.stderr)
        return 1
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"Cổng quốc gia thử: http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.ending.set()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
