"""What the national portal fetches: signed, recorded, gone once its file is revoked."""

from uuid import uuid4

import pytest

from portal.national.files import link, referred
from procedures import storage
from procedures.models import AccessLog, File, Letter, Paper
from procedures.queries.national import FileRef
from tests import make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 of a test"


@pytest.fixture
def case():
    return make.case(make.office())


@pytest.fixture
def file():
    kept = storage.put_bytes(PDF)
    return File.objects.create(
        sha256=kept.sha256, size=kept.size, kind="pdf", scan="clean", stored_at=make.AT
    )


@pytest.fixture
def result(case, file):
    return Letter.objects.create(
        case=case,
        name="result",
        n=1,
        state="released",
        facts={},
        ordered_at=make.AT,
        released_at=make.AT,
        file=file,
    )


@pytest.fixture
def paper(case, file):
    return Paper.objects.create(case=case, paper_id="giay_xn_cu", view=file, added_at=make.AT)


def path(kind: str, one, settings) -> str:
    return link(FileRef(kind, one.pk)).removeprefix(settings.NATIONAL_FILE_BASE_URL)


def test_a_signed_address_gives_the_file_and_puts_it_on_record(client, result, settings):
    answer = client.get(path("letter", result, settings))

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    row = AccessLog.objects.get()
    assert (row.case_id, row.client, row.what) == (result.case_id, "national", "letter")


def test_a_paper_is_given_too(client, paper, settings):
    answer = client.get(path("paper", paper, settings))

    assert b"".join(answer.streaming_content) == PDF


def test_the_address_stays_the_same_and_names_nobody(result, settings):
    assert path("letter", result, settings) == path("letter", result, settings)
    assert path("letter", result, settings).startswith(f"/lien-thong/tep/ket-qua/{result.pk}/")


@pytest.mark.parametrize("how", ["revoked", "not released", "forged", "of another kind"])
def test_i5_what_may_not_be_fetched_does_not_exist(client, result, settings, how):
    address = path("letter", result, settings)
    if how == "revoked":
        Letter.objects.update(revoked_at=make.AT)
    if how == "not released":
        Letter.objects.update(released_at=None)
    if how == "forged":
        address = address.replace(str(result.pk), str(uuid4()))
    if how == "of another kind":
        address = address.replace("ket-qua", "giay-to")

    assert (client.get(address).status_code, AccessLog.objects.count()) == (404, 0)


@pytest.mark.parametrize("how", ["replaced", "not scanned", "of a draft"])
def test_a_paper_that_may_not_be_seen_does_not_exist(client, paper, settings, how):
    if how == "replaced":
        Paper.objects.update(replaced_at=make.AT)
    if how == "not scanned":
        File.objects.update(scan="waiting")
    if how == "of a draft":
        owner = make.citizen(make.person("Trần Văn Chín", "046090009999"))
        place = make.draft(make.office("H57.30.08", "phường Phú Xuân"), owner)
        Paper.objects.update(draft=place, case=None)

    assert client.get(path("paper", paper, settings)).status_code == 404


def test_a_new_secret_ends_all_addresses(client, result, settings):
    address = path("letter", result, settings)
    settings.SECRET_KEY = "another" * 8

    assert client.get(address).status_code == 404


def test_only_reading_is_allowed(client, result, settings):
    assert client.post(path("letter", result, settings)).status_code == 405


def test_a_word_we_never_used_refers_to_nothing():
    assert referred("anh", uuid4(), "x") is None
