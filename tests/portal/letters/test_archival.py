"""Letters are PDF/A-3a and PDF/UA-1, by an independent checker and by our own look.

The checker is the test package `page-validation`, which passes the veraPDF corpus.
"""

import io

import page as checker
import pikepdf
import pytest

from portal.letters.archival import faults
from tests.portal.letters.samples import SAMPLES

pytestmark = pytest.mark.xdist_group("letters")

ARCHIVE, ACCESS = checker.ValidationProfile.PDF_A_3A, checker.ValidationProfile.PDF_UA_1
EARLIER_SIGNATURE = "PDFA3A-SIGNATURE-BYTERANGE-001"
"""The checker wants every signature to cover the file as it is now. Of two signatures only
the last can; the first covers the file as it was then (ISO 32000-1, 12.8.1), and that
revision is checked on its own."""


def objections(pdf: bytes, profile: checker.ValidationProfile) -> list[str]:
    failures = checker.validate_pdf_bytes(pdf, profile=profile).failures
    return [f"{one.rule_id}: {one.message}" for one in failures]


@pytest.mark.parametrize("profile", [ARCHIVE, ACCESS], ids=["PDF/A-3a", "PDF/UA-1"])
@pytest.mark.parametrize("name", SAMPLES)
def test_letter_is_valid(rendered, name, profile):
    assert objections(rendered(name), profile) == []


@pytest.mark.parametrize("profile", [ARCHIVE, ACCESS], ids=["PDF/A-3a", "PDF/UA-1"])
@pytest.mark.parametrize("name", ["receipt", "decided", "apology"])
def test_signed_letter_is_still_valid(signed, name, profile):
    assert objections(signed[name], profile) == []


def test_letter_with_two_signatures_is_still_valid(signed):
    found = [
        one.rule_id
        for one in checker.validate_pdf_bytes(signed["issued"], profile=ARCHIVE).failures
    ]
    assert found == [EARLIER_SIGNATURE]
    assert objections(signed["issued"], ACCESS) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_our_own_look_finds_nothing_in_a_letter(rendered, name):
    assert faults(rendered(name)) == []


@pytest.mark.parametrize("name", ["receipt", "decided", "issued"])
def test_our_own_look_finds_nothing_in_a_signed_letter(signed, name):
    assert faults(signed[name]) == []


def spoiled(pdf: bytes, change) -> list[str]:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        file.save(out)
    return faults(out.getvalue())


def _script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def _no_font(file: pikepdf.Pdf) -> None:
    for thing in file.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
            del thing.FontFile2


def _no_letters(file: pikepdf.Pdf) -> None:
    for thing in file.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing.ToUnicode


def _no_tags(file: pikepdf.Pdf) -> None:
    del file.Root.StructTreeRoot


def _no_claim(file: pikepdf.Pdf) -> None:
    del file.Root.Metadata


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (_script, "does something when opened"),
        (_no_font, "does not carry its font"),
        (_no_letters, "cannot say its letters"),
        (_no_tags, "is not tagged"),
        (_no_claim, "says PDF/A nothing"),
    ],
)
def test_our_own_look_finds_what_was_spoiled(rendered, change, word):
    assert any(fault.startswith(word) for fault in spoiled(rendered("receipt"), change))


def test_what_is_no_pdf_is_a_fault():
    assert faults(b"<html>")[0].startswith("not a PDF")
