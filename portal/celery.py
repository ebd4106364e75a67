"""Celery wakes duties that lie in the database; it never carries one.

Losing every message at any moment only means waiting for the next sweep, so nothing here is
about keeping messages: it is about never making a person wait for a broker, and about coming
back by itself. The values were measured under faults; docs/operations.md gives the reasons.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init
from django.conf import settings

from portal.checks import demand_secrets

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

QUEUES = ("relay", "render", "mail", "default")

BEAT: dict[str, dict[str, Any]] = {
    # A wake-up nobody fetched within 30 seconds is stale: the next one does the same.
    "sweep": {
        "task": "portal.tasks.sweep",
        "schedule": 5.0,
        "options": {"expires": 30, "queue": "default"},
    },
}
"""What runs on its own, every so many seconds. Never at a local hour: a clock that is set back
must do no harm."""

IMPATIENT = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "max_retries": 0}
"""Of whoever wakes: a hung Redis costs a request half a second, never the request."""

PATIENT = {"socket_timeout": 30, "socket_keepalive": True, "health_check_interval": 25}
"""Of the worker, which waits for messages all day and must notice a half-open connection."""

REDELIVERY = {
    "visibility_timeout": 300,  # longer than any task may run, or it would run twice
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}


def broker_url(redis_url: str) -> str:
    """Celery's spelling of a Redis address: ``unix:///path`` is ``redis+socket:///path``."""
    scheme, rest = redis_url.split("://", 1)
    return f"redis+socket://{rest}" if scheme == "unix" else redis_url


app = Celery("portal")
app.conf.update(
    broker_url=broker_url(settings.REDIS_URL),
    broker_transport_options=REDELIVERY | IMPATIENT,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_publish_retry=False,
    task_ignore_result=True,
    result_backend=None,
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=60,
    task_time_limit=90,
    task_default_queue="default",
    task_create_missing_queues=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_max_memory_per_child=300_000,  # kB
    worker_soft_shutdown_timeout=10,
    # Nothing is ever scheduled with a countdown, so an idle worker may end at once.
    worker_enable_soft_shutdown_on_idle=False,
    worker_hijack_root_logger=False,
    timezone="UTC",
    enable_utc=True,
    beat_schedule=BEAT,
    imports=["portal.tasks"],
)


@celeryd_init.connect
def be_patient(conf: Any, **kwargs: Any) -> None:
    """A worker, unlike a web process, may wait for the broker."""
    demand_secrets()
    conf.broker_transport_options = REDELIVERY | PATIENT
