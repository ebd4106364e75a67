"""Files by content hash; rows U22, U23, U25 and U26 of the bad inputs."""

import errno
import hashlib
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import InMemoryStorage

from procedures import storage
from procedures.storage.blobs import StoredFile
from procedures.storage.bucket import BucketStore
from procedures.storage.disk import DiskStore

TEXT = "Giấy xác nhận".encode()
NAME = hashlib.sha256(TEXT).hexdigest()
FAR = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def root(tmp_path, settings):
    settings.FILE_STORE = f"file://{tmp_path}/files"
    return tmp_path / "files"


@pytest.fixture(params=["disk", "bucket"])
def store(request, tmp_path):
    """Both kinds promise the same."""
    return (
        DiskStore(str(tmp_path)) if request.param == "disk" else BucketStore(InMemoryStorage())
    )


def test_put_names_bytes_by_their_hash_and_size(store):
    assert store.put([TEXT[:5], TEXT[5:]], None) == StoredFile(NAME, len(TEXT))


def test_open_gives_back_the_bytes(store):
    store.put([TEXT], None)
    with store.open(NAME) as file:
        assert file.read() == TEXT


def test_u22_same_bytes_are_kept_once(store):
    store.put([TEXT], None)
    store.put([TEXT], None)
    assert list(store.kept_before(FAR)) == [NAME]


def test_put_stops_at_the_limit_and_keeps_nothing(store):
    with pytest.raises(storage.TooLarge):
        store.put(iter([b"12345", b"67890"]), 9)
    assert list(store.kept_before(FAR)) == []


def test_discarded_bytes_are_gone_and_discarding_twice_is_no_error(store):
    store.put([TEXT], None)
    store.discard(NAME, None)
    store.discard(NAME, None)
    assert not store.holds(NAME)


def test_bytes_put_again_meanwhile_are_not_discarded(store):
    store.put([TEXT], None)
    store.discard(NAME, datetime.now(UTC) - timedelta(minutes=1))
    assert store.holds(NAME)


def test_open_of_unknown_bytes_raises_missing(store):
    with pytest.raises(storage.Missing):
        store.open("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0" * 63, "A" * 64, "0" * 64 + "\n"])
def test_u23_a_name_that_is_no_hash_never_becomes_a_path(store, name):
    with pytest.raises(storage.Missing):
        store.open(name)
    assert not store.holds(name)


def test_kept_before_leaves_out_what_was_put_later(store):
    store.put([TEXT], None)
    assert list(store.kept_before(datetime.now(UTC) - timedelta(hours=1))) == []


def test_store_that_works_is_writable(store):
    assert store.writable()


def test_disk_file_lies_under_two_digits_and_is_read_only(root):
    storage.put_bytes(TEXT)
    path = root / NAME[:2] / NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_disk_syncs_the_file_and_its_folder_before_answering(root, monkeypatch):
    synced = []
    monkeypatch.setattr(
        os, "fsync", lambda fd: synced.append(Path(f"/proc/self/fd/{fd}").readlink())
    )
    storage.put_bytes(TEXT)
    assert [path.is_dir() for path in synced] == [False, True, True]
    assert synced[1:] == [root, root / NAME[:2]]


def test_u25_changed_bytes_are_never_given_out(root):
    storage.put_bytes(TEXT)
    path = root / NAME[:2] / NAME
    path.chmod(0o600)
    path.write_bytes(TEXT[:-1] + b"?")
    with pytest.raises(storage.Damaged):
        storage.open_file(NAME)


def test_putting_the_same_bytes_again_heals_a_damaged_copy(root):
    storage.put_bytes(TEXT)
    path = root / NAME[:2] / NAME
    path.chmod(0o600)
    path.write_bytes(b"")
    storage.put_bytes(TEXT)
    assert storage.read(NAME) == TEXT


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT])
def test_u26_full_disk_is_said_plainly_and_leaves_nothing_behind(root, monkeypatch, fault):
    def no_room(_fd):
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(storage.StoreFull):
        storage.put_bytes(TEXT)
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_other_disk_faults_are_not_called_full(root, monkeypatch):
    def broken(_fd):
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="input/output"):
        storage.put_bytes(TEXT)


def test_upload_that_breaks_off_leaves_nothing_behind(root):
    def chunks():
        yield TEXT
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        storage.put(chunks())
    assert [path for path in root.rglob("*") if path.is_file()] == []


def test_leftovers_of_a_crash_are_swept_with_old_files(root):
    storage.put_bytes(TEXT)
    leftover = root / "tmp" / "half"
    leftover.write_bytes(b"half")
    assert list(storage.kept_before(FAR)) == [NAME]
    assert not leftover.exists()


def test_unwritable_store_says_so(root):
    root.write_text("a file where the folder should be")
    assert not storage.writable()


@pytest.mark.parametrize(
    "address", ["", "files", "file://host/path", "file:///", "s3://", "ftp://x"]
)
def test_unknown_file_store_is_a_loud_error(settings, address):
    settings.FILE_STORE = address
    with pytest.raises(ImproperlyConfigured, match="FILE_STORE"):
        storage.stored(NAME)
