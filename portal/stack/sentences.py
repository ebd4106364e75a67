"""Why the stack cannot start or go on: one sentence each, and what to do about it.

English, because they are read in a terminal next to make's and pip's own words.
"""

from __future__ import annotations

SENTENCES = {
    "unwritable": (
        "Cannot write to {directory} ({why}). Give it to your user, or choose another place: "
        "`make run DATA_DIR=/path`."
    ),
    "disk": (
        "The disk that holds {directory} is almost full: {free} MB free, {needed} MB needed. "
        "Make room, or choose another place: `make run DATA_DIR=/path`."
    ),
    "filling": (
        "The disk that holds {directory} fills up: {free} MB left. Nothing is lost, but no "
        "case can move without room; make some."
    ),
    "second": (
        "Một Cửa already runs with {directory}{where}. Stop that one with Ctrl-C, or give "
        "this one a place and a port of its own: `make run DATA_DIR=.data-2 PORT=9000`."
    ),
    "port": (
        "Port {port} is taken by another program. Choose a free one: "
        "`make run {name}={other}`."
    ),
    "listen": "Cannot listen on {host}:{port} ({why}). Check LISTEN and {name}.",
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
    "database_url": (
        "The server in DATABASE_URL does not answer: {why}. Start it or mend the address; "
        "without DATABASE_URL an own PostgreSQL is started."
    ),
    "initdb": "PostgreSQL could not prepare its directory {directory}: {why}",
    "postgres": "PostgreSQL did not start. Its own words are in {log}.",
    "valkey": "Valkey did not start. Its own words are in {log}.",
    "stranger": "{directory} belongs to another user. Remove it, or set DATA_DIR.",
    "prepare": "The database could not be prepared; the words above say why.",
    "silent": "The {name} did not answer within {seconds} seconds. See {log}.",
    "dying": "The {name} ends again and again, so everything stops. See {log}.",
    "ended": "The {name} ended while starting. See {log}.",
}


class Stopped(Exception):
    """The stack cannot start or go on; ``str()`` is the sentence to print."""

    def __init__(self, word: str, **facts: object) -> None:
        super().__init__(SENTENCES[word].format(**facts))
        self.word = word
