"""One page of a PDF as a picture, so that a browser never runs the file itself."""

import io

import pypdfium2

from portal.filing.content.failure import Unusable

LONGEST = 1600  # pixels: small print of an A4 page stays readable
QUALITY = 82


def drawn(pdf: bytes, page: int) -> bytes:
    """Page `page` (from 1) as a JPEG. Raises `Unusable`."""
    try:
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()  # else signatures would not show; no script engine is built in
        if not 1 <= page <= len(document):
            raise Unusable("unreadable")
        sheet = document[page - 1]
        scale = LONGEST / max(*sheet.get_size(), 1)
        image = sheet.render(scale=min(scale, 3)).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise Unusable("unreadable") from error
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
