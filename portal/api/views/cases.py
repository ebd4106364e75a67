"""``GET /api/v1/cases/{code}``."""

from __future__ import annotations

import hashlib
import json

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from portal.api import shapes
from portal.api.entry import ClientToken, MayRead, PerClient, sees_persons
from portal.api.problems import UnknownCase, UnknownParameter
from procedures.operations.audit import record_client_view
from procedures.queries import status_api

PROBLEM = OpenApiResponse(shapes.Problem, "problem+json")
PROBLEMS = {(status, "application/problem+json"): PROBLEM for status in (400, 401, 403, 404)}
PROBLEMS |= {(status, "application/problem+json"): PROBLEM for status in (405, 406, 429)}
ETAG = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="ETag of the answer you hold"
)


class CaseView(APIView):
    """Where one case stands. Every read is logged before the answer leaves."""

    authentication_classes = [ClientToken]
    permission_classes = [MayRead]
    throttle_classes = [PerClient]
    metadata_class = None
    http_method_names = ["get", "head"]

    @extend_schema(
        operation_id="read_case",
        summary="Where one case stands and how it came there",
        parameters=[ETAG],
        responses={
            200: shapes.Case,
            304: OpenApiResponse(description="You hold the present answer."),
            **PROBLEMS,
        },
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        """The case, or 304 if the client holds the same answer."""
        if request.query_params:
            raise UnknownParameter(sorted(request.query_params))
        standing = status_api.find(code=code, persons=sees_persons(request))
        if standing is None:
            raise UnknownCase
        record_client_view(
            case_id=standing.id,
            client=str(request.auth.client_id)[:80],
            what="api",
            at=timezone.now(),
        )
        return answer(request, json.dumps(shapes.case(standing), ensure_ascii=False))


def answer(request: Request, text: str) -> HttpResponseBase:
    """``text`` as JSON with its ETag; 304 without body if the client has it."""
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization",
        "Content-Language": "vi",
    }
    response = HttpResponse(text, content_type="application/json", headers=headers)
    return get_conditional_response(request._request, etag=etag, response=response)
