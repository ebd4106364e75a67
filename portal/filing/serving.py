"""Handing a stored PDF to a browser: as a file, never as a page of ours (row U3)."""

from django.http import FileResponse, HttpResponse

from portal.filing.content import clean_name
from procedures import storage


def stored_pdf(sha256: str, name: str) -> HttpResponse:
    """The proved bytes as an attachment that no browser runs, sniffs or embeds elsewhere.

    Raises `storage.Missing` or `storage.Damaged`: an incident, never a wrong file.
    """
    response = FileResponse(
        storage.open_file(sha256),
        as_attachment=True,
        filename=clean_name(name, "pdf"),
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
