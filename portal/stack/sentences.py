"""Why the stack cannot start or go on: one sentence each, and what to do about it.

English, because they are read in a terminal next to make's and pip's own words.
"""

from __future__ import annotations

SENTENCES = {
    "no_account": (
        "PostgreSQL must not run as root, and this machine has neither a user 'postgres' nor "
        "'nobody'. Start as an ordinary user, or set DATABASE_URL to a server of yours."
    ),
    "no_postgres": (
        "No PostgreSQL found: run `make setup`, install the package 'postgresql', or set "
        "DATABASE_URL to a server of yours."
    ),
    "no_valkey": (
        "No Valkey found: run `make setup`, install the package 'valkey' or 'redis-server', "
        "or set REDIS_URL to a server of yours."
    ),
    "initdb": "PostgreSQL could not prepare its directory: {detail}",
    "postgres": "PostgreSQL did not start. Its own words are in {log}.",
    "valkey": "Valkey did not start. Its own words are in {log}.",
    "stranger": "{directory} belongs to another user. Remove it or set DATA_DIR.",
}


class Stopped(Exception):
    """The stack cannot start or go on; ``str()`` is the sentence to print."""

    def __init__(self, word: str, **facts: object) -> None:
        super().__init__(SENTENCES[word].format(**facts))
        self.word = word
