"""A look at a finished letter: is it still what an archive wants (PDF/A-3a, ISO 19005-3)?

No full validator, but the points where our own steps (laying out, adding fields, signing)
could break the promise. The test suite also asks an independent checker.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

FORBIDDEN_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Movie",
    "/Sound",
}
FAMILIES = ("Liberation", "DejaVu")


def faults(pdf: bytes) -> list[str]:
    """Return what an archive would object to, in words for developers; [] is good."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            return [*_claims(file), *_structure(file), *_fonts(file), *_dangers(file)]
    except pikepdf.PdfError as fault:
        return [f"not a PDF: {fault}"]


def _claims(file: pikepdf.Pdf) -> Iterator[str]:
    with file.open_metadata() as about:
        if about.pdfa_status != "3A":
            yield f"says PDF/A {about.pdfa_status or 'nothing'} instead of 3A"
        if not about.get("dc:title"):
            yield "has no title"
    if file.is_encrypted:
        yield "is encrypted"
    if "/ID" not in file.trailer:
        yield "has no file identifier"
    if "/OutputIntents" not in file.Root:
        yield "does not say what its colors mean"


def _structure(file: pikepdf.Pdf) -> Iterator[str]:
    if str(file.Root.get("/Lang", "")) != "vi":
        yield "does not say that it is Vietnamese"
    if not file.Root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in file.Root:
        yield "is not tagged"
    for page in file.pages:
        for note in page.obj.get("/Annots", ()):
            if "/AP" not in note or not int(note.get("/F", 0)) & 4:
                yield f"has a field or note that does not print: {note.get('/T', '')}"
            if "/StructParent" not in note:
                yield f"has an untagged field or note: {note.get('/T', '')}"


def _fonts(file: pikepdf.Pdf) -> Iterator[str]:
    for font in _all(file, "/Font"):
        name = str(font.get("/BaseFont", "unnamed"))
        if "/ToUnicode" not in font:
            yield f"cannot say its letters: {name}"
        for inner in font.get("/DescendantFonts", [font]):
            if "/FontFile2" not in inner.get("/FontDescriptor", {}):
                yield f"does not carry its font: {name}"
        if not any(family in name for family in FAMILIES):
            yield f"uses a font that is not ours: {name}"


def _dangers(file: pikepdf.Pdf) -> Iterator[str]:
    if "/OpenAction" in file.Root or "/AA" in file.Root:
        yield "does something when opened"
    names = file.Root.get("/Names", {})
    if "/JavaScript" in names:
        yield "holds scripts"
    if "/EmbeddedFiles" in names and "/AF" not in file.Root:
        yield "holds files that belong to nothing"
    for thing in file.objects:
        kind = thing.get("/S") if isinstance(thing, pikepdf.Dictionary) else None
        if str(kind) in FORBIDDEN_ACTIONS:
            yield f"holds a forbidden action: {kind}"


def _all(file: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """Every dictionary of a type, fonts inside fonts left out."""
    for thing in file.objects:
        if not isinstance(thing, pikepdf.Dictionary) or str(thing.get("/Type")) != kind:
            continue
        if str(thing.get("/Subtype")) != "/CIDFontType2":
            yield thing
