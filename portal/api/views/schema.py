"""``GET /api/v1/schema/``: the description of this API (OpenAPI 3)."""

from __future__ import annotations

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from portal.api.entry import PERSON, READ, ClientToken, MayRead

TOKEN_ADDRESS = "/identity/o/api/token"  # noqa: S105 -- an address


class Described(OpenApiAuthenticationExtension):
    """How a client gets its token, as OpenAPI says it."""

    target_class = ClientToken
    name = "clientCredentials"

    def get_security_definition(self, auto_schema: object) -> dict[str, object]:
        """OAuth 2 client credentials with our scopes."""
        scopes = {
            READ: "status and progress of cases, without persons",
            PERSON: "also names and numbers of persons",
        }
        flow = {"tokenUrl": TOKEN_ADDRESS, "scopes": scopes}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}


class DemoOrClient(BasePermission):
    """A demo shows the description to everybody, a real installation to its clients."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether this one may read it."""
        return settings.DEMO or MayRead().has_permission(request, view)


class SchemaView(SpectacularAPIView):
    """The description as JSON."""

    authentication_classes = [ClientToken]
    permission_classes = [DemoOrClient]
    renderer_classes = [JSONRenderer, OpenApiJsonRenderer2]
    metadata_class = None
    http_method_names = ["get", "head"]
