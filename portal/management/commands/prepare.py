"""``manage.py prepare``: make this installation ready to serve, skipping what is done."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.checks import demand_secrets
from portal.places import BASE_DIR
from portal.stack.messages import compile_all

LOADERS = (
    ("load_reference", "Loading calendar, units and catalogue"),
    ("load_procedures", "Loading procedures"),
)
DEMO_LOADERS = (("demo_setup", "Loading demo people"),)

UNSERVED = ("fonts", "rest_framework", "drf_spectacular", "select2")
"""Static files no page asks for: the fonts of the letters, pages we do not show, and a widget
of Django's admin that we do not use (half of all its files)."""


class Command(BaseCommand):
    """Migrate, load what ships with the code, compile texts, collect static files."""

    help = (
        "Make this installation ready to serve: migrations (as the owner of the database), "
        "reference data, procedures, compiled translations, static files and, with DEMO=1, "
        "demo people. Safe to run again; what is done already is skipped. Exit 1 if a step "
        "fails."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option, used by the supervisor."""
        parser.add_argument(
            "--people", type=Path, help="also write the demo sign-ins to this file, as JSON"
        )

    def handle(self, *, people: Path | None, **options: Any) -> None:
        """Run every step that is not done yet, with one line for each."""
        demand_secrets()
        self.migrate()
        for name, sentence in (*LOADERS, *(DEMO_LOADERS if settings.DEMO else ())):
            if name in get_commands():
                self.tell(sentence)
                call_command(name, stdout=StringIO())
        if compile_all(settings.LOCALE_PATHS):
            self.tell("Translations compiled")
        self.collect()
        if people and settings.DEMO and "demo_people" in get_commands():
            with people.open("w") as file:
                people.chmod(0o600)
                call_command("demo_people", "--json", stdout=file)

    def migrate(self) -> None:
        """Change tables as their owner, in a process of its own."""
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        self.tell("Migrating the database")
        connection.close()
        command = [sys.executable, BASE_DIR / "manage.py", "migrate", "-v0", "--no-input"]
        if subprocess.run(command).returncode:
            raise CommandError("The migrations did not run through.")

    def collect(self) -> None:
        """Gather static files, with hashed names and compressed twins, if any has changed."""
        stamp = settings.STATIC_ROOT / ".made-from"
        digest = _digest_of_static_files()
        if stamp.exists() and stamp.read_text() == digest:
            return
        self.tell("Collecting static files")
        call_command("collectstatic", "--no-input", "--clear", "-v0", ignore=[*UNSERVED])
        stamp.write_text(digest)

    def tell(self, sentence: str) -> None:
        """A progress line; the supervisor adds the time."""
        self.stdout.write(sentence)
        self.stdout.flush()


def _digest_of_static_files() -> str:
    return hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([*UNSERVED]):
            stat = Path(storage.path(name)).stat()
            yield f"{name} {stat.st_size} {stat.st_mtime_ns}"
