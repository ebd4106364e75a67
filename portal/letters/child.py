"""The process that turns one HTML page into one PDF/A-3a file, and then ends.

``render.pdf`` runs this file by path with a bare environment: it imports nothing of ours,
knows no password, and reads nothing but the fonts. A request is JSON on standard input, the
file comes out on standard output, and the exit status says what went wrong.
"""

from __future__ import annotations

import base64
import ctypes
import io
import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ENGINE_MISSING, BLOCKED, FORBIDDEN_LINK = 3, 4, 5
"""Exit statuses ``render`` knows; any other but 0 is a page that could not be laid out."""

PDF_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A wants every schema it does not know described (ISO 19005-3, 6.6.2.3.3)."""


def limit(megabytes: int, seconds: int) -> None:
    """Give memory and processor time away for good: a runaway layout ends us, not the host."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def load_pango(folder: str) -> None:
    """Load Pango from a folder of ours; set-up without root unpacks it there."""
    left = [path for path in sorted(Path(folder).rglob("*.so.*")) if path.is_file()]
    while left:
        waiting = [path for path in left if not _loads(path)]
        if len(waiting) == len(left):  # the rest lacks something no file here provides
            return
        left = waiting


def _loads(path: Path) -> bool:
    try:
        ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True


def lay_out(request: dict[str, Any]) -> bytes:
    """Return the page as PDF/A-3a. Only the assets of the request can be fetched."""
    from weasyprint import HTML  # noqa: PLC0415 - needs Pango, and the limits set before
    from weasyprint.urls import (  # noqa: PLC0415
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    assets = {f"portal-asset:{name}": asset for name, asset in request["assets"].items()}
    strangers = []

    class AssetsOnly(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url not in assets:
                strangers.append(url)
                raise FatalURLFetchingError("not an asset of this letter")
            kind, content = assets[url]
            return URLFetcherResponse(url, base64.b64decode(content), {"Content-Type": kind})

    try:
        document = HTML(string=request["html"], url_fetcher=AssetsOnly()).render()
        about = document.metadata
        about.title, about.lang = request["title"], "vi"
        about.created = about.modified = request["at"]
        about.generator, about.custom = None, {}
        laid_out = document.write_pdf(pdf_variant="pdf/a-3a", srgb=True)
    except FatalURLFetchingError:  # a BaseException: nothing else would catch it
        sys.exit(BLOCKED)
    if strangers:  # asked for by a picture, which WeasyPrint leaves out and goes on
        sys.exit(BLOCKED)
    return laid_out


def finish(laid_out: bytes, links: list[str], boxes: dict[str, str]) -> bytes:
    """Refuse links that lead elsewhere; turn signature places into tagged, empty fields."""
    import pikepdf  # noqa: PLC0415 - after the limits

    with pikepdf.open(io.BytesIO(laid_out)) as pdf:
        for target in _targets(pdf):
            if not target.startswith(tuple(links)):
                sys.exit(FORBIDDEN_LINK)
        _claim_access(pdf)
        places = _places(pdf)
        for name, label in boxes.items():
            if f"sign-{name}" in places:
                _add_field(pdf, name, label, places)
        _end_streams_clearly(pdf)
        out = io.BytesIO()
        as_it_is = pikepdf.StreamDecodeLevel.none
        pdf.save(
            out, deterministic_id=True, compress_streams=False, stream_decode_level=as_it_is
        )
    return out.getvalue()


def _claim_access(pdf: Any) -> None:
    """Say in the file's description that it is PDF/UA-1 too, and what that word means."""
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(xmp.replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>"))


def _end_streams_clearly(pdf: Any) -> None:
    """Unpack streams whose last packed byte is a carriage return.

    A line feed follows every stream, and the two together read as one end of line: then the
    stream seems a byte shorter than it says (ISO 19005-3, 6.1.7.1). One font in 256 is so.
    """
    from pikepdf import Stream  # noqa: PLC0415 - after the limits

    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.read_raw_bytes().endswith(b"\r"):
            thing.write(thing.read_bytes())


def _targets(pdf: Any) -> Iterator[str]:
    """Every address a reader could be sent to."""
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            if "/A" in note:
                yield str(note.A.get("/URI", "no address"))


def _places(pdf: Any) -> dict[str, Any]:
    """Destinations of the file: name → [page, /XYZ, x, y, zoom], y from the foot."""
    names = pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    return {str(names[n]): names[n + 1] for n in range(0, len(names), 2)}


def _add_field(pdf: Any, name: str, label: str, places: dict[str, Any]) -> None:
    """Add an empty signature field between the two marks ``sign-NAME`` and its ``-end``."""
    from pikepdf import Array, Dictionary, Name, Stream  # noqa: PLC0415 - after the limits

    start, end = places[f"sign-{name}"], places[f"sign-{name}-end"]
    left, top, right, foot = (round(float(v), 2) for v in (*start[2:4], *end[2:4]))
    page, tree = start[0], pdf.Root.StructTreeRoot
    blank = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form)
    blank.BBox = Array([0, 0, right - left, top - foot])
    key = int(tree.get("/ParentTreeNextKey", len(tree.ParentTree.Nums) // 2))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=name,
            TU=label,
            F=132,  # printed, locked
            Rect=Array([left, foot, right, top]),
            P=page,
            StructParent=key,
            AP=Dictionary(N=pdf.make_indirect(blank)),
        )
    )
    _tag(pdf, field, page, key)
    page.Annots = Array([*page.get("/Annots", ()), field])
    page.Tabs = Name.S
    form = pdf.Root.get("/AcroForm", Dictionary(Fields=Array([])))
    form.Fields.append(field)
    pdf.Root.AcroForm = form


def _tag(pdf: Any, field: Any, page: Any, key: int) -> None:
    """Put the field into the structure tree, last, so that screen readers come to it."""
    from pikepdf import Array, Dictionary, Name  # noqa: PLC0415 - after the limits

    tree = pdf.Root.StructTreeRoot
    parent = tree.K[0] if isinstance(tree.K, Array) else tree.K
    element = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=parent,
            Pg=page,
            K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page),
        )
    )
    kids = parent.get("/K", Array([]))
    parent.K = Array([*(kids if isinstance(kids, Array) else [kids]), element])
    tree.ParentTree.Nums.extend([key, element])
    tree.ParentTreeNextKey = key + 1


def main() -> None:
    """Serve one request: limits first, then the engine, then the page."""
    request = json.load(sys.stdin.buffer)
    limit(request["megabytes"], request["seconds"])
    load_pango(request["libraries"])
    try:
        import weasyprint  # noqa: F401, PLC0415 - opens Pango, which may not be there
    except OSError:
        sys.exit(ENGINE_MISSING)
    laid_out = lay_out(request)
    sys.stdout.buffer.write(finish(laid_out, request["links"], request["boxes"]))


if __name__ == "__main__":
    main()
