"""Who a citizen is, told by somebody else: plain values in, plain values out.

The provider is found by its issuer address (setting ``IDENTITY_URL``), registered with
``IDENTITY_CLIENT_ID`` and ``IDENTITY_CLIENT_SECRET``.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings

from portal.connect.identity.claims import Identity
from portal.connect.identity.oidc import Ask, OpenIdProvider, Refused

__all__ = ["Ask", "Identity", "OpenIdProvider", "Refused", "provider"]


def provider() -> OpenIdProvider:
    """The provider this installation uses; its description and keys are kept between calls."""
    return _provider(
        settings.IDENTITY_URL.rstrip("/"),
        settings.IDENTITY_CLIENT_ID,
        settings.IDENTITY_CLIENT_SECRET,
    )


@cache
def _provider(issuer: str, client_id: str, secret: str) -> OpenIdProvider:
    return OpenIdProvider(issuer, client_id, secret)
