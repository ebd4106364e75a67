"""A folder on a local or mounted disk.

Order of writing: temporary file, fsync, read-only, rename, fsync of the folder. A crash at
any point leaves either the whole file under its name or a nameless leftover in ``tmp/``.
"""

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from procedures.storage.blobs import (
    Missing,
    StoredFile,
    StoreFull,
    copy,
    is_name,
    proved,
    relative_name,
)

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = 0o400


class DiskStore:
    """Files as ``ab/<sha256>`` below `root`, which is made when first needed."""

    def __init__(self, root: str) -> None:
        self.root = Path(root)

    def put(self, chunks: Iterable[bytes], limit: int | None) -> StoredFile:
        """See `procedures.storage.put`. Putting the same bytes again replaces the file by
        an equal one: that heals a damaged copy and restarts the reaper's clock."""
        with _no_room_is_store_full(), self._temporary() as (handle, path):
            with os.fdopen(handle, "wb") as target:
                kept = copy(chunks, target, limit)
                target.flush()
                os.fchmod(target.fileno(), _READ_ONLY)
                os.fsync(target.fileno())
            self._place(path, kept.sha256)
        return kept

    def open(self, sha256: str) -> BinaryIO:
        """See `procedures.storage.open_file`."""
        try:
            file = self._path(sha256).open("rb")
        except FileNotFoundError as error:
            raise Missing(sha256) from error
        return proved(file, sha256)

    def holds(self, sha256: str) -> bool:
        """See `procedures.storage.stored`."""
        return is_name(sha256) and self._path(sha256).is_file()

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """See `procedures.storage.kept_before`; removes leftovers of crashes in passing."""
        limit = moment.timestamp()
        for path in self.root.glob("??*/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime >= limit:
                    continue
                if is_name(path.name):
                    yield path.name
                elif path.parent.name == "tmp":
                    path.unlink()

    def discard(self, sha256: str, unless_put_since: datetime | None) -> None:
        """See `procedures.storage.discard`.

        The file is moved aside first: its date then is that of the very bytes we took, also
        when a `put` of the same bytes comes between.
        """
        path, aside = self._path(sha256), self.root / "tmp" / f"{sha256}.discard"
        try:
            path.rename(aside)
        except FileNotFoundError:
            return
        if unless_put_since and aside.stat().st_mtime >= unless_put_since.timestamp():
            aside.rename(path)
        else:
            aside.unlink()

    def writable(self) -> bool:
        """See `procedures.storage.writable`."""
        try:
            with self._temporary() as (handle, _path):
                os.write(handle, b"ready?")
                os.close(handle)
        except OSError:
            return False
        return True

    def _path(self, sha256: str) -> Path:
        return self.root / relative_name(sha256)

    @contextmanager
    def _temporary(self) -> Iterator[tuple[int, Path]]:
        folder = self.root / "tmp"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder)
        path = Path(name)
        try:
            yield handle, path
        finally:
            path.unlink(missing_ok=True)

    def _place(self, path: Path, sha256: str) -> None:
        final = self._path(sha256)
        if not final.parent.is_dir():
            final.parent.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(self.root)
        path.rename(final)
        _sync_folder(final.parent)


@contextmanager
def _no_room_is_store_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise StoreFull(str(error)) from error
        raise


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, not only a crash of this process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
