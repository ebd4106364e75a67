"""What must be set before the public is served. ``manage.py check --deploy`` lists it all.

Commands that need no secret (``due``, ``check_procedures``) run without one; whatever serves,
works off duties or prepares the database calls ``demand_secrets`` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

REMEDY = (
    "Set {name}, or {name}_FILE to a file that holds it. Make one with: "
    'python3 -c "import secrets; print(secrets.token_hex(32))"'
)


def missing_secrets() -> list[str]:
    """Names of secrets this installation lacks; a demo makes its own and lacks none."""
    found = [name for name in ("SECRET_KEY", "DATA_KEY") if not _value(name)]
    if settings.NATIONAL_ENABLED and not settings.NATIONAL_PASSWORD:
        found.append("NATIONAL_PASSWORD")
    if settings.IDENTITY_URL and not settings.IDENTITY_CLIENT_SECRET:
        found.append("IDENTITY_CLIENT_SECRET")
    return found


def demand_secrets() -> None:
    """Raise ``ImproperlyConfigured`` with one sentence for every missing secret."""
    if missing := missing_secrets():
        sentences = [f"{name} is not set. {REMEDY.format(name=name)}" for name in missing]
        raise ImproperlyConfigured("\n".join(sentences))


@register(Tags.security, deploy=True)
def secrets_are_set(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """portal.E001: a secret is missing."""
    return [
        Error(f"{name} is not set.", hint=REMEDY.format(name=name), id="portal.E001")
        for name in missing_secrets()
    ]


@register(Tags.security, deploy=True)
def database_roles_differ(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """portal.W001: the application could rewrite its own journal."""
    if settings.DATABASE_OWNER_URL != settings.DATABASE_URL:
        return []
    return [
        Warning(
            "The application connects as the owner of its tables: only triggers keep it from "
            "changing the journal.",
            hint="Set DATABASE_OWNER_URL, and give DATABASE_URL a role of its own.",
            id="portal.W001",
        )
    ]


@register(Tags.security, deploy=True)
def no_demo_in_public(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """portal.W002: demo people have known passwords."""
    if not settings.DEMO:
        return []
    return [Warning("DEMO=1: demo people have known passwords.", id="portal.W002")]


def _value(name: str) -> str:
    # Django raises on reading an empty SECRET_KEY; here that is an answer, not a fault.
    try:
        return getattr(settings, name)
    except ImproperlyConfigured:
        return ""
