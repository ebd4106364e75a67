"""C23: a letter proves itself to anybody, by its code or its bytes."""

import re
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.citizen.views import verify as view
from procedures import storage
from procedures.models import Letter
from procedures.queries import verify
from tests import make
from tests.portal.citizen import public
from tests.portal.citizen.public import text

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("verify")]
UNKNOWN = "0" * 32
LATER = make.AT + timedelta(days=2)


@pytest.fixture(scope="module")
def place(module_rows):
    return make.office()


@pytest.fixture(scope="module")
def letter(place):
    """Rendered, signed and sealed once: that takes a second."""
    return public.released(place)


def verdict(answer):
    found = re.search(r'data-verdict="(\w+)"', answer.content.decode())
    return found and found[1]


def by_code(client, code):
    return client.get(f"/xac-minh/{code}/")


def by_file(client, content, code="", name="giay.pdf"):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post("/xac-minh/", {"code": code, "file": file})


def changed(content, tmp_path):
    """The file as an honest program saves it again with another title."""
    path = tmp_path / "sua.pdf"
    path.write_bytes(content)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Title"] = "Giả"
        pdf.save(path)
    return path.read_bytes()


def test_released_letter_is_valid(client, letter):
    assert verdict(by_code(client, letter.verify_code)) == "valid"


def test_letter_tells_what_the_paper_tells(client, letter):
    page = text(by_code(client, letter.verify_code))
    told = ["Giấy xác nhận tình trạng hôn nhân", "01/UBND-XNTTHN", "23/11/2026"]
    told += ["Ủy ban nhân dân phường Thuận Hoá", "Nguyễn Anh Tuấn, Phó Chủ tịch"]

    assert [one for one in told if one not in page] == []


def test_holder_is_masked(client, letter):
    page = by_code(client, letter.verify_code).content.decode()

    assert ("Nguyễn T. M. C***" in page, public.CHAU in page) == (True, False)


def test_letter_tells_no_number_address_or_case(client, letter):
    page = by_code(client, letter.verify_code).content.decode()
    private = [public.CHAU_ID, public.CHAU_PHONE, public.CHAU_ID[-4:], letter.case.code]

    assert [one for one in private if one in page] == []


def test_unknown_code_is_said_to_be_unknown(client, letter):
    answer = by_code(client, UNKNOWN)

    assert (answer.status_code, verdict(answer)) == (200, "unknown")


def test_letter_that_is_not_released_does_not_exist(client, place):
    letter = public.signed(place)

    assert verdict(by_code(client, letter.verify_code)) == "unknown"
    assert verify.by_bytes(letter.rendered_id, at=LATER) is None


def test_letter_exists_from_its_release_on(letter):
    before = letter.released_at - timedelta(seconds=1)

    assert verify.by_code(letter.verify_code, at=before) is None
    assert verify.by_code(letter.verify_code, at=letter.released_at).verdict == "valid"


def test_revoked_letter_says_so(client, letter):
    Letter.objects.filter(pk=letter.pk).update(revoked_at=letter.released_at)

    assert verdict(by_code(client, letter.verify_code)) == "revoked"


def test_replaced_letter_leads_to_the_newer_one(client, letter):
    newer = Letter.objects.get(case=letter.case, name="receipt")
    Letter.objects.filter(pk=newer.pk).update(
        state="released", released_at=letter.released_at, file=letter.file
    )
    Letter.objects.filter(pk=letter.pk).update(
        revoked_at=letter.released_at, replaced_by=newer
    )
    answer = by_code(client, letter.verify_code)

    assert verdict(answer) == "replaced"
    assert f"/xac-minh/{newer.verify_code}/" in answer.content.decode()


def test_original_file_is_valid(client, letter):
    assert verdict(by_file(client, storage.read(letter.file_id))) == "valid"


def test_file_that_was_added_to_is_altered(client, letter):
    content = storage.read(letter.file_id) + b"\n% mot dong them\n"
    answer = by_file(client, content)

    assert verdict(answer) == "altered"
    assert "01/UBND-XNTTHN" in text(answer)


def test_file_saved_anew_is_known_by_its_code(client, letter, tmp_path):
    content = changed(storage.read(letter.file_id), tmp_path)

    assert verdict(by_file(client, content, code=letter.verify_code)) == "altered"


def test_rendered_but_unsealed_file_is_not_the_original(client, letter):
    assert verdict(by_file(client, storage.read(letter.rendered_id))) == "altered"


def test_other_file_is_unknown(client, letter, tmp_path):
    path = tmp_path / "khac.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)

    assert verdict(by_file(client, path.read_bytes())) == "unknown"


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"<html></html>"]
)
def test_file_that_is_no_pdf_gets_its_own_sentence(client, letter, content):
    answer = by_file(client, content)

    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.content.decode()


def test_file_too_large_is_refused_unread(client):
    answer = by_file(client, b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024))

    assert answer.status_code == 422
    assert "10 MB" in text(answer)


def test_uploaded_file_is_not_kept(client, letter):
    content = storage.read(letter.file_id) + b"\n% them\n"
    before = sum(1 for _ in storage.kept_before(LATER + timedelta(days=9999)))
    by_file(client, content)

    assert sum(1 for _ in storage.kept_before(LATER + timedelta(days=9999))) == before


@pytest.mark.parametrize("way", ["as printed", "capitals", "address", "dashes"])
def test_code_may_be_typed_as_it_is_printed(client, letter, way):
    code = letter.verify_code
    fours = [code[n : n + 4] for n in range(0, 32, 4)]
    typed = {
        "as printed": f"{' '.join(fours[:4])}\n{' '.join(fours[4:])}",
        "capitals": code.upper(),
        "address": f"https://dichvucong.hue.gov.vn/xac-minh/{code}/",
        "dashes": "-".join(fours),
    }[way]
    answer = client.post("/xac-minh/", {"code": typed})

    assert answer.headers["Location"] == f"/xac-minh/{code}/"


@pytest.mark.parametrize("typed", ["12", "g" * 32, "0" * 33, "%", "\x00" * 32])
def test_code_of_another_shape_gets_its_own_sentence(client, typed):
    answer = client.post("/xac-minh/", {"code": typed})

    assert answer.status_code == 422
    assert 'href="#id_code"' in answer.content.decode()


def test_empty_form_says_what_it_needs(client):
    assert client.post("/xac-minh/", {}).status_code == 422


@pytest.mark.parametrize("code", ["ABCDEF" + "0" * 26, "0" * 31, "x.css", "..%2f"])
def test_address_that_holds_no_code_is_not_found_i11(client, code):
    assert client.get(f"/xac-minh/{code}/").status_code == 404


def test_codes_tried_out_from_one_address_wait_i9(client):
    statuses = [by_code(client, f"{n:032x}").status_code for n in range(21)]

    assert statuses == [200] * 20 + [429]


def test_right_codes_are_not_counted(client, letter):
    statuses = {by_code(client, letter.verify_code).status_code for _ in range(25)}

    assert statuses == {200}


def test_files_from_one_address_wait_i9(client):
    statuses = [by_file(client, b"MZ").status_code for _ in range(view.FILES.tries + 1)]

    assert statuses == [422] * view.FILES.tries + [429]


def test_what_is_verified_is_kept_by_no_cache_and_no_search_engine(client, letter):
    headers = by_code(client, letter.verify_code).headers

    assert ("no-store" in headers["Cache-Control"], headers["X-Robots-Tag"]) == (
        True,
        "noindex",
    )


def test_verifying_costs_a_fixed_number_of_queries(client, letter, django_assert_num_queries):
    by_code(client, letter.verify_code)
    with django_assert_num_queries(5):  # session, counted, letter, signatures, uncounted
        by_code(client, letter.verify_code)
