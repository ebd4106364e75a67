"""What the reaper takes and what it leaves (rule 6.6)."""

from datetime import UTC, datetime, timedelta

import pytest

from procedures import storage
from procedures.models import File
from procedures.operations import drafts, reaping, scanning
from tests import filing

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime.now(UTC)
TOMORROW = NOW + timedelta(hours=25)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.FILE_STORE = f"file://{tmp_path}/files"


@pytest.fixture
def anna():
    filing.procedure()
    return filing.citizen()


def keep(*texts):
    return [storage.put_bytes(text.encode()).sha256 for text in texts]


def test_bytes_without_a_row_go_after_a_day():
    (lost,) = keep("lost")
    assert reaping.reap(at=TOMORROW) == 1
    assert not storage.stored(lost)


def test_bytes_put_today_stay():
    (fresh,) = keep("fresh")
    assert reaping.reap(at=NOW) == 0
    assert storage.stored(fresh)


def test_bytes_a_paper_names_stay(anna):
    named = keep("một", "view of ['một']")
    filing.add(anna, filing.draft(anna), "một", at=NOW)
    assert reaping.reap(at=TOMORROW) == 0
    assert all(storage.stored(sha256) for sha256 in named)


def test_bytes_of_a_deleted_draft_go_with_their_rows(anna):
    keep("một", "view of ['một']")
    draft = filing.draft(anna)
    filing.add(anna, draft, "một", at=NOW)
    drafts.discard(draft_id=draft, viewer=anna)
    assert reaping.reap(at=TOMORROW) == 2
    assert not File.objects.exists()


def test_infected_bytes_stay_as_evidence():
    (infected,) = keep("infected")
    scanning.record_infected(stored=filing.stored("infected"), at=NOW)
    assert reaping.reap(at=TOMORROW) == 0
    assert storage.stored(infected)
