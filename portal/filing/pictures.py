"""Pages of stored PDFs as pictures, drawn once and kept beside the data."""

import os
import tempfile

from django.conf import settings
from django.http import Http404, HttpResponse

from portal.filing.content import CannotRender, picture
from procedures import storage

MOST_PAGES = 300


def page_picture(sha256: str, page: int) -> HttpResponse:
    """Page `page` (from 1) of the stored PDF; 404 where there is none.

    A picture follows from the bytes alone, so it is kept in ``DATA_DIR`` by hash and page;
    deleting that folder costs nothing but time.
    """
    if not 1 <= page <= MOST_PAGES:
        raise Http404
    kept = settings.DATA_DIR / "pictures" / sha256[:2] / f"{sha256}-{page}.jpg"
    if kept.exists():
        jpeg = kept.read_bytes()
    else:
        jpeg = _draw(sha256, page)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as fresh:
            fresh.write(jpeg)
        os.replace(fresh.name, kept)
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _draw(sha256: str, page: int) -> bytes:
    with storage.open_file(sha256) as file:
        pdf = file.read()
    try:
        return picture(pdf, page)
    except CannotRender as refusal:
        raise Http404 from refusal
