"""Signatures: whose, when, whole; and what verification says of a file that was touched."""

import io
import re
import stat
from datetime import UTC

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader

from portal import letters
from portal.connect import signature
from portal.connect.signature import SignatureUnavailable, Signer
from portal.connect.signature.appearance import fitted
from portal.connect.signature.authority import Authority
from portal.connect.signature.demo import DemoAuthority
from portal.connect.signature.pades import judged
from portal.connect.signature.pades import signed as put_on
from portal.places import here
from tests.portal.letters.samples import RESULT, THANG, WARD, local

pytestmark = pytest.mark.xdist_group("letters")

PROVIDERS = [DemoAuthority]


def test_both_signatures_of_an_issued_result_are_good(signed):
    found = signature.verify(signed["issued"])
    said = [(one.box, one.signer, one.agency, one.at.astimezone(UTC)) for one in found]
    assert said == [
        ("leader", "Hồ Đắc Thắng", "UBND phường Thuận Hoá", local(27, 8, 5).astimezone(UTC)),
        ("agency", "UBND phường Thuận Hoá", "UBND phường Thuận Hoá", local(27, 9, 30)),
    ]
    assert [one.good and one.stamped for one in found] == [True, True]


def test_the_agency_adds_to_what_the_leader_signed(rendered, signed):
    assert signed["decided"].startswith(rendered("result"))
    assert signed["issued"].startswith(signed["decided"])


def test_a_signature_shows_who_and_when(signed):
    reader = PdfReader(io.BytesIO(signed["issued"]))
    shown = {
        note.get_object()["/T"]: note.get_object()["/AP"]["/N"].get_object()
        for note in reader.pages[0]["/Annots"]
    }
    assert {name: _text(form) for name, form in shown.items()} == {
        "leader": "Ký bởi: Hồ Đắc Thắng\nCơ quan: UBND phường Thuận Hoá\n"
        "Thời gian ký: 08:05 ngày 27/11/2026",
        "agency": "Cơ quan ký: UBND phường Thuận Hoá\nThời gian ký: 09:30 ngày 27/11/2026",
    }


def _text(form) -> str:
    """What the glyphs of a box stand for, by its font's own table."""
    table = form["/Resources"]["/Font"]["/F1"]["/ToUnicode"].get_data().decode()
    signs = dict(re.findall(r"<(\w{4})> <(\w{4})>", table.partition("beginbfchar")[2]))
    lines = re.findall(r"<(\w+)> Tj", form.get_data().decode())
    said = [[_sign(signs[glyph]) for glyph in re.findall("....", line)] for line in lines]
    return "\n".join(map("".join, said))


def _sign(code: str) -> str:
    return chr(int(code, 16))


def test_an_unsigned_letter_shows_no_signature(rendered):
    assert signature.verify(rendered("result")) == []
    assert "Ký bởi" not in PdfReader(io.BytesIO(rendered("result"))).pages[0].extract_text()


@pytest.mark.parametrize("file", [b"", b"Hello", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_has_no_signatures(file):
    assert signature.verify(file) == []


def test_an_altered_byte_breaks_every_signature_over_it(signed):
    at = signed["issued"].index(b"stream\n") + 20
    altered = bytearray(signed["issued"])
    altered[at] ^= 1
    found = signature.verify(bytes(altered))
    assert [one.intact for one in found] == [False, False]


def test_text_added_after_signing_is_seen(signed):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed["issued"]))
    more = writer.add_object(generic.StreamObject(stream_data=b"0 0 99 99 re f"))
    writer.add_stream_to_page(0, more)
    out = io.BytesIO()
    writer.write(out)
    assert [(one.intact, one.good) for one in signature.verify(out.getvalue())] == [
        (True, False),
        (True, False),
    ]


def test_a_cut_file_is_not_good(signed):
    assert not any(one.good for one in signature.verify(signed["issued"][:-3000]))


def test_a_forger_with_our_layout_and_his_own_authority_is_not_trusted_P21(rendered, tmp_path):
    forger = Authority(tmp_path / "keys")
    forged = put_on(
        rendered("result"),
        field="leader",
        lines=("Ký bởi: Hồ Đắc Thắng",),
        signer=forger.signer("officer:thang", "Hồ Đắc Thắng", "UBND phường Thuận Hoá"),
        stamp=forger.stamp(),
        root=forger.root(),
        at=local(27, 8, 5),
    )
    found = signature.verify(forged)
    assert [(one.signer, one.intact, one.trusted) for one in found] == [
        ("Hồ Đắc Thắng", True, False)
    ]
    assert judged(forged, roots=[forger.root().certificate])[0].good


def test_keys_are_for_our_eyes_only(signed):
    folder = here().keys / "signing"
    modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.glob("*.pem")}
    assert (stat.S_IMODE(folder.stat().st_mode), modes) == (0o700, {0o600})


def test_a_person_signs_with_one_certificate(tmp_path):
    authority = Authority(tmp_path / "keys")
    first = authority.signer("officer:thang", "Hồ Đắc Thắng", "UBND phường Thuận Hoá")
    assert authority.signer("officer:thang", "Hồ Đắc Thắng", "UBND phường Thuận Hoá") == first
    moved = authority.signer("officer:thang", "Hồ Đắc Thắng", "UBND phường An Cựu")
    assert moved.certificate != first.certificate


def test_demo_keys_exist_in_a_demo_only(settings):
    settings.DEMO = False
    with pytest.raises(SignatureUnavailable):
        DemoAuthority()


def test_installation_without_a_provider_says_so(settings):
    settings.SIGNATURE_PROVIDER = ""
    signature.provider.cache_clear()
    with pytest.raises(SignatureUnavailable):
        signature.provider()


def test_long_names_are_made_to_fit_the_box():
    long = "Sở Nông nghiệp và Môi trường thành phố Huế – Chi cục Quản lý chất lượng nông sản"
    size, lines = fitted((f"Ký bởi: {long}", f"Cơ quan: {long}"), 192.8, 41.1)
    assert len(lines) * size * 1.3 <= 41.1
    assert " ".join(lines) == f"Ký bởi: {long} Cơ quan: {long}"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_provider_keeps_the_contract(provider, rendered):
    maker = provider()
    who = Signer(key="officer:thang", name=THANG.name, agency=WARD.short)
    made = maker.sign(rendered("apology"), signer=who, box="leader", at=local(25, 16, 10))
    assert maker.check() == ""
    assert made.startswith(rendered("apology"))
    assert [(one.box, one.signer, one.good) for one in maker.verify(made)] == [
        ("leader", THANG.name, True)
    ]


def test_a_box_is_signed_once(signed):
    with pytest.raises(SignatureUnavailable):
        letters.sign_as_leader(
            signed["decided"], signer=THANG, agency=WARD, at=local(27, 8, 6)
        )
    with pytest.raises(SignatureUnavailable):
        letters.sign_as_officer(
            signed["decided"], officer=THANG, desk=RESULT.desk, at=local(27, 8, 6)
        )
