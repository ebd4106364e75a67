"""Object storage behind a Django storage (S3 through django-storages)."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import Storage

from procedures.storage.blobs import (
    READ_SIZE,
    Missing,
    StoredFile,
    copy,
    is_name,
    proved,
    relative_name,
)

_IN_MEMORY = 2 << 20


class BucketStore:
    """Files as ``ab/<sha256>`` in `storage`, which must overwrite a name that exists; uploads
    pass through a local temporary file, because the name is known only after the last byte."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def put(self, chunks: Iterable[bytes], limit: int | None) -> StoredFile:
        """See `procedures.storage.put`."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            kept = copy(chunks, spool, limit)
            spool.seek(0)
            # Also when it is there already: a fresh date keeps the reaper away from it.
            self.storage.save(relative_name(kept.sha256), File(spool))
        return kept

    def open(self, sha256: str) -> BinaryIO:
        """See `procedures.storage.open_file`; proves a local copy, so that what was proved
        is what is served."""
        if not self.holds(sha256):
            raise Missing(sha256)
        spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (returned)
        with self.storage.open(relative_name(sha256), "rb") as remote:
            copy(iter(lambda: remote.read(READ_SIZE), b""), spool, None)
        spool.seek(0)
        return proved(spool, sha256)

    def holds(self, sha256: str) -> bool:
        """See `procedures.storage.stored`."""
        return is_name(sha256) and self.storage.exists(relative_name(sha256))

    def kept_before(self, moment: datetime) -> Iterator[str]:
        """See `procedures.storage.kept_before`."""
        for folder in self.storage.listdir("")[0]:
            for name in self.storage.listdir(folder)[1]:
                changed = self.storage.get_modified_time(f"{folder}/{name}")
                if is_name(name) and changed < moment:
                    yield name

    def discard(self, sha256: str, unless_put_since: datetime | None) -> None:
        """See `procedures.storage.discard`."""
        name = relative_name(sha256)
        if not self.storage.exists(name):
            return
        if unless_put_since and self.storage.get_modified_time(name) >= unless_put_since:
            return
        self.storage.delete(name)

    def writable(self) -> bool:
        """See `procedures.storage.writable`: a bucket is asked for a listing only, since
        writing at each probe would cost money."""
        try:
            self.storage.exists("ready")
        except OSError:
            return False
        return True
