"""Where one installation keeps its things on disk, and the sockets it talks through.

Everything lies under ``DATA_DIR``, with one exception: PostgreSQL refuses to run as root, so
where root starts the portal the database runs as ``postgres`` or ``nobody``, and a home under
a directory that only root may enter (``/root``, a fresh temp directory) is out of its reach.
Then the database lives in ``/var/lib/motcua-<id>``; the id is written once into ``DATA_DIR``,
so a checkout that was thrown away and made again never meets an old database.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SOCKET_PATH_LIMIT = 80
"""Unix socket paths end at 107 bytes; this leaves room for the longest name we append."""


@dataclass(frozen=True, slots=True)
class Places:
    """The directories of one installation. Nothing is created by asking."""

    data: Path

    @property
    def run(self) -> Path:
        """What is true only while the stack runs: lock, ready.json, sockets."""
        return self.data / "run"

    @property
    def keys(self) -> Path:
        """Demo secrets and demo signing keys; mode 0700."""
        return self.data / "keys"

    @property
    def logs(self) -> Path:
        """One file for each process of the stack."""
        return self.data / "logs"

    @property
    def files(self) -> Path:
        """Uploaded originals and letters, addressed by content."""
        return self.data / "files"

    @property
    def database(self) -> Path:
        """Home of the embedded PostgreSQL: binaries (root only), data, sockets."""
        known = self.data / "database-home"
        if known.exists():
            return Path(known.read_text().strip())
        return self.data / "postgres"

    @property
    def database_sockets(self) -> Path:
        """Directory of the embedded PostgreSQL's socket."""
        return short_enough(self.database / "run")

    @property
    def valkey_socket(self) -> Path:
        """Socket of the embedded Valkey."""
        return short_enough(self.run) / "valkey.sock"

    def settle_database_home(self) -> Path:
        """Decide, once and for all, where the database lives; only root ever has to move."""
        home = self.database
        if os.geteuid() == 0 and not home.exists() and not reachable_by_all(self.data):
            home = Path("/var/lib") / f"motcua-{secrets.token_hex(5)}"
            (self.data / "database-home").write_text(f"{home}\n")
        return home


def here() -> Places:
    """The places of this process: ``DATA_DIR``, or ``.data`` in the checkout."""
    return Places(data=(BASE_DIR / (os.environ.get("DATA_DIR") or ".data")).absolute())


def reachable_by_all(path: Path) -> bool:
    """True if any user of the machine may walk down to ``path``."""
    known = [p for p in (path, *path.parents) if p.exists()]
    return all(p.stat().st_mode & 0o001 for p in known)


def short_enough(directory: Path) -> Path:
    """The directory itself, or a short one in the temp directory that stands for it."""
    if len(os.fsencode(directory)) <= SOCKET_PATH_LIMIT:
        return directory
    digest = hashlib.sha256(os.fsencode(directory)).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"motcua-{os.getuid()}-{digest}"
