"""The web application, for gunicorn."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections
from django.urls import get_resolver

from portal.checks import demand_secrets

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

demand_secrets()


def warm_search() -> None:
    """Build the search index before the first citizen searches; workers share it by fork.

    Without a database it is built later, at the first search.
    """
    from procedures.queries import search  # noqa: PLC0415 -- needs the loaded apps

    try:
        search.warm()
    except DatabaseError as fault:
        logging.getLogger(__name__).warning("search.cold", extra={"why": type(fault).__name__})
    finally:
        connections.close_all()  # a connection must not be shared by forked workers


def warm_pages() -> None:
    """Import every page before the workers fork, else each pays at its first request."""
    get_resolver().url_patterns  # noqa: B018 -- asking for them imports them


warm_search()
warm_pages()
