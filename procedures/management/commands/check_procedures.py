"""Say what is wrong with procedure files."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procedures.definitions import FOLDER, read, roles, whole
from procedures.engine import BadDefinition, Fault, Vocabulary, faults, load


class Command(BaseCommand):
    help = (
        "Read procedure files and name every fault by its path. Without FILE, all that ship. "
        "Exit 0: sound; 1: a fault; 2: a file is missing. Format: docs/definition-format.md"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", help="YAML files to read")
        parser.add_argument(
            "--json",
            action="store_true",
            help='print {"files": [{"file", "code", "faults": [{"path", "message"}]}]}',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [Path(name) for name in options["files"]] or _shipped()
        for path in paths:
            if not path.is_file():
                raise CommandError(f"no such file: {path}", returncode=2)
        reports = [_report(path) for path in paths]
        if options["json"]:
            self.stdout.write(json.dumps({"files": reports}, ensure_ascii=False, indent=2))
        else:
            for line in _lines(reports):
                self.stdout.write(line)
        wrong = sum(bool(report["faults"]) for report in reports)
        if wrong:
            raise CommandError(f"{wrong} of {len(reports)} files have faults", returncode=1)
        if not options["json"]:
            self.stdout.write(f"{len(reports)} files, no faults")


def _shipped() -> list[Path]:
    return [path for path in sorted(FOLDER.glob("*.yaml")) if path.name != "_common.yaml"]


def _report(path: Path) -> dict[str, Any]:
    code, found = "", []
    try:
        content = read(path)
        code = str(content.get("code", ""))
        found = faults(load(whole(content)), Vocabulary(frozenset(roles())))
    except BadDefinition as bad:
        found = [Fault(*problem) for problem in bad.problems]
    return {
        "file": path.name,
        "code": code,
        "faults": [{"path": one.path, "message": one.message} for one in found],
    }


def _lines(reports: list[dict[str, Any]]) -> Iterator[str]:
    for report in reports:
        for fault in report["faults"]:
            yield f"{report['file']}: {fault['path']}: {fault['message']}"
