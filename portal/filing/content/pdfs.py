"""Runs in the child only: PDFs, judged whole, then reduced to what is drawn on their pages."""

import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from portal.filing.content.failure import Unusable
from portal.filing.content.outcome import MAX_PAGES
from portal.filing.content.signatures import signature_warnings

INFLATED_LIMIT = 256 << 20  # bytes one compressed stream may grow to
IMAGE_PIXELS = 100_000_000  # a scanned A3 page at 600 dots per inch has 70 million

_PAGE_KEYS = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_STREAM_KEYS = ("/F", "/FFilter", "/FDecodeParms", "/OPI", "/Ref", "/PieceInfo", "/Metadata")
_ACTIONS = (
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/GoToE",
    "/RichMedia",
)
_BROKEN = (pikepdf.PdfError, ValueError, KeyError, TypeError, RecursionError, IndexError)


def pdf_facts(content: bytes) -> tuple[int, list[str]]:
    """Pages, and warnings ``pdf_active``, ``pdf_attachments`` and those of signatures."""
    pdf = _opened(content)
    try:
        pages = _counted(pdf)
        _refuse_bombs(pdf)
        return pages, [*_activity(pdf), *signature_warnings(content)]
    except _BROKEN as error:
        raise Unusable("unreadable") from error


def append_pages(target: Pdf, content: bytes) -> None:
    """Append every page of the PDF, keeping nothing but what it draws."""
    source = _opened(content)
    try:
        _counted(source)
        _draw_annotations(source)
        for page in source.pages:
            target.pages.append(_bare(source, page))
    except _BROKEN as error:
        raise Unusable("unreadable") from error
    _detach(target)


def _opened(content: bytes) -> Pdf:
    try:
        return pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Unusable("locked") from error
    except _BROKEN as error:
        raise Unusable("unreadable") from error


def _counted(pdf: Pdf) -> int:
    pages = len(pdf.pages)
    if pages == 0:
        raise Unusable("unreadable")
    if pages > MAX_PAGES:
        raise Unusable("too_many_pages", pages=pages, limit=MAX_PAGES)
    if bool(pdf.Root.get("/NeedsRendering", False)):
        raise Unusable("needs_rendering")
    return pages


def _refuse_bombs(pdf: Pdf) -> None:
    for found in pdf.objects:
        if not isinstance(found, Stream):
            continue
        if int(found.get("/Width", 0)) * int(found.get("/Height", 0)) > IMAGE_PIXELS:
            raise Unusable("too_complex")
        if found.get("/Filter") == Name.FlateDecode:
            _inflate(found.read_raw_bytes())


def _inflate(raw: bytes) -> None:
    """Unpack step by step and throw away, only to see that it ends."""
    unpacker, grown = zlib.decompressobj(), 0
    while raw:
        try:
            grown += len(unpacker.decompress(raw, 1 << 20))
        except zlib.error:
            return  # a damaged stream draws nothing; readers skip it, so may we
        if grown > INFLATED_LIMIT:
            raise Unusable("too_complex")
        raw = unpacker.unconsumed_tail


def _activity(pdf: Pdf) -> Iterator[str]:
    """Warnings about what the file would do in a reader that lets it."""
    root, names = pdf.Root, pdf.Root.get("/Names", Dictionary())
    acts = [
        "/OpenAction" in root and not isinstance(root.OpenAction, pikepdf.Array),
        "/AA" in root,
        "/JavaScript" in names,
        "/XFA" in root.get("/AcroForm", Dictionary()),
        any(_acts(found) for found in _dictionaries(pdf)),
    ]
    if any(acts):
        yield "pdf_active"
    if "/EmbeddedFiles" in names or "/AF" in root or len(pdf.attachments) > 0:
        yield "pdf_attachments"


def _dictionaries(pdf: Pdf) -> Iterator[Dictionary]:
    """Every dictionary of the file once: indirect objects, and what lies directly in them."""
    waiting = list(pdf.objects)
    while waiting:
        found = waiting.pop()
        if isinstance(found, Dictionary):
            yield found
            inside = list(found.values())
        elif isinstance(found, pikepdf.Array):
            inside = list(found)
        else:
            continue
        waiting += [
            value
            for value in inside
            if isinstance(value, Dictionary | pikepdf.Array) and not value.is_indirect
        ]


def _acts(found: Dictionary) -> bool:
    return str(found.get("/S", "")) in _ACTIONS or "/AA" in found


def _draw_annotations(source: Pdf) -> None:
    """Turn filled-in fields, stamps and remarks into part of the page."""
    if "/AcroForm" in source.Root:
        source.generate_appearance_streams()
    source.flatten_annotations("all")


def _bare(source: Pdf, page: pikepdf.Page) -> pikepdf.Page:
    """The same page with only the keys that place and draw it.

    Scripts and actions live in the catalogue, in page keys and in annotations; none of them
    is copied, so nothing that could run is left.
    """
    kept = Dictionary(Type=Name.Page, Resources=Dictionary())
    for key in (*_PAGE_KEYS, "/Resources"):
        if (value := _inherited(page.obj, key)) is not None:
            kept[key] = value
    if "/Contents" in page.obj:
        kept.Contents = page.obj.Contents
    return pikepdf.Page(source.make_indirect(kept))


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    for _level in range(64):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node.Parent
    raise Unusable("unreadable")


def _detach(target: Pdf) -> None:
    """Cut streams off from files outside and from private data kept beside the drawing."""
    for found in target.objects:
        if isinstance(found, Stream):
            for key in _STREAM_KEYS:
                if key in found.stream_dict:
                    del found.stream_dict[key]
