"""Handing a stored PDF to a browser: as a file, never as a page of ours (row U3)."""

import logging

from django.http import FileResponse, HttpResponse
from django.utils import timezone

from portal.filing.content import clean_name
from portal.ui.errors import detached
from procedures import storage
from procedures.operations.deliveries import raise_incident

log = logging.getLogger(__name__)


def stored_pdf(sha256: str, name: str) -> HttpResponse:
    """The proved bytes as an attachment that no browser runs, sniffs or embeds elsewhere.

    Bytes that are gone or changed are never served: a person gets a page that says so
    (503), administrators an incident (row U25).
    """
    try:
        content = storage.open_file(sha256)
    except (storage.Missing, storage.Damaged) as fault:
        return _unsound(sha256, type(fault).__name__.lower())
    response = FileResponse(
        content,
        as_attachment=True,
        filename=clean_name(name, "pdf"),
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _unsound(sha256: str, why: str) -> HttpResponse:
    log.error("file.unsound", extra={"sha256": sha256, "why": why})
    at = timezone.now()  # noqa: TID251  only views call this
    raise_incident(duty="files", key=sha256, why=why, at=at)
    return detached("filing/unsound.html", 503)
