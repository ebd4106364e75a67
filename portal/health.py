"""Is the process alive, and is the installation ready to serve?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import pango

DEGRADES_ONLY = {"redis", "pdf"}
"""Without these people are still served; what they owe is a row and follows later."""


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process lives; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 if people can be served, else 503; the body says what is amiss."""
    checks = {name: _verdict(name, check) for name, check in CHECKS.items()}
    is_ready = "down" not in checks.values()
    return JsonResponse({"ready": is_ready, "checks": checks}, status=200 if is_ready else 503)


def _verdict(name: str, check: Callable[[], bool]) -> str:
    if check():
        return "ok"
    return "degraded" if name in DEGRADES_ONLY else "down"


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT NOT pg_is_in_recovery() AND current_setting(%s) = 'off'",
                ["transaction_read_only"],
            )
            return cursor.fetchone() == (True,)
    except DatabaseError:
        return False


def _migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _redis() -> bool:
    try:
        with redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5
        ) as link:
            return bool(link.ping())
    except redis.RedisError:
        return False


def _files() -> bool:
    store = urlsplit(settings.FILE_STORE)
    if store.scheme != "file":
        return True
    try:
        Path(store.path).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=store.path) as probe:
            os.write(probe.fileno(), b"ready?")
    except OSError:
        return False
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "redis": _redis,
    "files": _files,
    "pdf": pango.loadable,
    "migrations": _migrations,
}
