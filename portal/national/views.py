"""Files the national portal comes to fetch, long after it was told their address."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.national.files import referred
from procedures import storage
from procedures.operations.audit import record_client_view
from procedures.queries.deliveries import fetchable


@never_cache
@require_safe
def fetch(request: HttpRequest, word: str, file_id: UUID, signed: str) -> FileResponse:
    """Serve the file of a signed address; replaced, revoked and forged ones do not exist.

    The view is on record before the body leaves.
    """
    ref = referred(word, file_id, signed)
    found = fetchable(ref) if ref else None
    if found is None:
        raise Http404
    body = storage.open_file(found.sha256)
    at = timezone.now()  # noqa: TID251 -- a view
    record_client_view(case_id=found.case_id, client="national", what=ref.kind, at=at)
    response = FileResponse(body, content_type="application/pdf", filename=f"{found.name}.pdf")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
