"""What every file store can do, and the ways it can fail."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

READ_SIZE = 1 << 20
_NAME = re.compile(r"[0-9a-f]{64}")


class StoreError(Exception):
    """A file could not be kept or given back."""


class StoreFull(StoreError):
    """No room left. Nothing was kept; tell the person to try again later (HTTP 503)."""


class TooLarge(StoreError):
    """More bytes came than the caller allows. Nothing was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Missing(StoreError):
    """A row names bytes that are not here."""


class Damaged(StoreError):
    """The bytes are no longer what their name says. They must not be shown to anyone."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Kept bytes: `sha256` in 64 lower-case hex digits, `size` in bytes."""

    sha256: str
    size: int


class Store(Protocol):
    """One place for bytes; see the functions of `procedures.storage` for the meaning."""

    def put(self, chunks: Iterable[bytes], limit: int | None) -> StoredFile: ...
    def open(self, sha256: str) -> BinaryIO: ...
    def holds(self, sha256: str) -> bool: ...
    def kept_before(self, moment: datetime) -> Iterator[str]: ...
    def discard(self, sha256: str, unless_put_since: datetime | None) -> None: ...
    def writable(self) -> bool: ...


def relative_name(sha256: str) -> str:
    """``ab/<sha256>``: 256 folders keep listings short. Raises `Missing` for other text,
    so a name from outside can never become a path."""
    if not _NAME.fullmatch(sha256):
        raise Missing("not the name of a stored file")
    return f"{sha256[:2]}/{sha256}"


def is_name(text: str) -> bool:
    """Whether the text could be the name of stored bytes."""
    return _NAME.fullmatch(text) is not None


def copy(chunks: Iterable[bytes], target: BinaryIO, limit: int | None) -> StoredFile:
    """Write all chunks to `target`, counting and hashing on the way."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if limit is not None and size > limit:
            raise TooLarge(limit)
        digest.update(chunk)
        target.write(chunk)
    return StoredFile(digest.hexdigest(), size)


def proved(file: BinaryIO, sha256: str) -> BinaryIO:
    """The same file, rewound, once its content has been compared with its name."""
    digest = hashlib.sha256()
    while chunk := file.read(READ_SIZE):
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        file.close()
        raise Damaged(sha256)
    file.seek(0)
    return file
