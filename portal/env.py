"""Read settings from the environment, or from the file that ``NAME_FILE`` points to.

While the stack runs, ``$DATA_DIR/run/environment.json`` remembers how it was started, so that
``manage.py`` in a second terminal speaks of the same ports and the same method. Secrets are
never in it.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from psycopg2 import ProgrammingError
from psycopg2.extensions import parse_dsn

from portal.places import Places, here

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}

REMEMBERED = (
    "DEMO",
    "PORT",
    "STANDIN_PORT",
    "PUBLIC_URL",
    "PUBLIC_SUBMISSION",
    "DEADLINE_METHOD",
    "FILE_SCANNER",
    "FILE_STORE",
    "UNDO_SECONDS",
    "OFFICER_IDLE_MINUTES",
    "CITIZEN_IDLE_MINUTES",
    "NATIONAL_BASE_URL",
    "NATIONAL_DIALECT",
    "NATIONAL_ENABLED",
    "IDENTITY_URL",
    "PANGO_DIR",
    "FONTCONFIG_FILE",
)
"""What a command beside the running stack takes over from it."""


class BadSetting(Exception):
    """A setting that cannot be used. The message is one sentence for the operator."""


def text(name: str, default: str = "") -> str:
    """Return the setting; empty counts as not set."""
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return _content(name, Path(path))
    return _remembered().get(name) or default


def flag(name: str, default: bool) -> bool:
    """Return a yes-or-no setting: 1, true, yes, on / 0, false, no, off."""
    value = text(name).lower()
    if value in YES | NO:
        return value in YES
    if value:
        raise BadSetting(f"{name} must be 1 or 0, not {value!r}.")
    return default


def number(name: str, default: int, *, low: int = 0, high: int = 10**9) -> int:
    """Return a whole number between ``low`` and ``high``."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise BadSetting(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
    return int(value)


def choice(name: str, *allowed: str) -> str:
    """Return one of the allowed words; the first is the default."""
    value = text(name, allowed[0])
    if value not in allowed:
        raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def words(name: str) -> list[str]:
    """Return a list written with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def secret(name: str, *, demo: bool) -> str:
    """Return a secret. A demo makes and keeps its own; elsewhere a missing one is "".

    ``portal.checks`` turns the empty one into a loud error before anything is served.
    """
    if value := text(name):
        return value
    return _kept(here(), name) if demo else ""


def demo_default() -> bool:
    """True beside a stack that runs as a demo, and in the data directory of one."""
    return (here().data / "demo").exists()


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a ``postgres://`` address, read as PostgreSQL reads it."""
    try:
        parts = parse_dsn(url)
    except ProgrammingError as fault:
        raise BadSetting(f"DATABASE_URL is not a postgres:// address: {fault}") from None
    known = {"host", "port", "user", "password", "dbname"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "NAME": parts.get("dbname", ""),
        "OPTIONS": {k: v for k, v in parts.items() if k not in known},
    }


def _content(name: str, path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError as fault:
        raise BadSetting(f"{name}_FILE: cannot read {path} ({fault.strerror}).") from None


def _remembered() -> dict[str, str]:
    try:
        return json.loads((here().run / "environment.json").read_text())
    except (OSError, ValueError):
        return {}


def _kept(places: Places, name: str) -> str:
    """The secret of that name in the data directory, made if this is the first to ask."""
    path = places.keys / name
    if not path.exists():
        places.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = places.keys / f".{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:  # another process was quicker; its secret counts
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
