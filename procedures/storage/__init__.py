"""Bytes kept by what they are: a file's name is the SHA-256 of its content.

Files come before rows: `put` returns only after the bytes are safely on disk (or in the
bucket), so a row that names a hash always finds its file. The same bytes are kept once,
however many rows name them; a row's deletion never deletes bytes. Content never changes, and
`open_file` proves it before anyone sees the first byte.

`settings.FILE_STORE` chooses the place: ``file:///srv/mot-cua/files`` or ``s3://bucket``
(install the extra ``s3``; the usual AWS variables apply).

The reaper (an operation, because it asks the tables) walks `kept_before` and calls `discard`
for bytes no row names.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from procedures.storage.blobs import (
    READ_SIZE,
    Damaged,
    Missing,
    Store,
    StoredFile,
    StoreError,
    StoreFull,
    TooLarge,
)
from procedures.storage.bucket import BucketStore
from procedures.storage.disk import DiskStore

__all__ = [
    "READ_SIZE",
    "Damaged",
    "Missing",
    "StoreError",
    "StoreFull",
    "StoredFile",
    "TooLarge",
    "discard",
    "kept_before",
    "open_file",
    "put",
    "put_bytes",
    "read",
    "stored",
    "writable",
]


def put(chunks: Iterable[bytes], *, limit: int | None = None) -> StoredFile:
    """Keep the bytes (an upload's `chunks()`, an open file) and return their name and size.

    Raises `TooLarge` as soon as more than `limit` bytes have come, `StoreFull` when there is
    no room; then nothing is kept. Do not call while a row is locked: this waits for the disk.
    """
    return _store().put(chunks, limit)


def put_bytes(content: bytes) -> StoredFile:
    """Keep bytes that are in memory already, such as a rendered letter."""
    return put([content])


def open_file(sha256: str) -> BinaryIO:
    """An open file at its start, whose whole content has just been proved to be `sha256`.

    Raises `Missing` or `Damaged`; both mean an incident for a person to look at.
    """
    return _store().open(sha256)


def read(sha256: str) -> bytes:
    """The proved content in memory; for files known to be small (10 MB uploads, letters)."""
    with open_file(sha256) as file:
        return file.read()


def stored(sha256: str) -> bool:
    """Whether bytes of that name are kept; says nothing about their soundness."""
    return _store().holds(sha256)


def kept_before(moment: datetime) -> Iterator[str]:
    """Names of all bytes last put before `moment`, for the reaper."""
    return _store().kept_before(moment)


def discard(sha256: str, *, unless_put_since: datetime | None = None) -> None:
    """Remove bytes for good; removing what is not there is no error.

    Only the reaper and retention call this, after asking the tables under a lock. Bytes that
    were put again after `unless_put_since` stay: somebody is about to name them in a row.
    """
    _store().discard(sha256, unless_put_since)


def writable() -> bool:
    """Whether a small file can be written now (for `/readyz`)."""
    return _store().writable()


def _store() -> Store:
    return _open_store(settings.FILE_STORE)


@lru_cache(maxsize=8)
def _open_store(address: str) -> Store:
    """Turn ``file://…`` or ``s3://bucket/prefix`` into a store; anything else is an error."""
    parts = urlsplit(address)
    if parts.scheme == "file" and not parts.netloc and parts.path not in ("", "/"):
        return DiskStore(parts.path)
    if parts.scheme == "s3" and parts.netloc:
        return BucketStore(_s3(parts.netloc, parts.path.strip("/")))
    raise ImproperlyConfigured(
        f"FILE_STORE is {address!r}; use file:///absolute/path or s3://bucket"
    )


def _s3(bucket: str, prefix: str) -> object:
    try:
        # In the function: the package is an optional extra that most installations lack.
        from storages.backends.s3 import S3Storage  # noqa: PLC0415
    except ImportError as error:
        raise ImproperlyConfigured(
            "FILE_STORE names a bucket: install the extra with `pip install mot-cua[s3]`."
        ) from error
    return S3Storage(
        bucket_name=bucket, location=prefix, default_acl=None, file_overwrite=True
    )
