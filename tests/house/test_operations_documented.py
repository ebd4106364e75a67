"""docs/operations.md names every setting, every command of ours and every target of make."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from portal.places import BASE_DIR

OPERATIONS = (BASE_DIR / "docs" / "operations.md").read_text()
READERS = r"\b(?:text|flag|number|choice|words|secret)\(\s*\"([A-Z][A-Z0-9_]+)\""
ENVIRON = r"os\.environ(?:\.get)?[\[(]\"([A-Z][A-Z0-9_]+)\""
INTERNAL = {"DJANGO_SETTINGS_MODULE", "FONTCONFIG_FILE"}
"""Handed to libraries, never set by an operator."""


def settings_read() -> set[str]:
    sources = [*BASE_DIR.glob("portal/**/*.py"), *BASE_DIR.glob("procedures/**/*.py")]
    found = (re.findall(f"{READERS}|{ENVIRON}", path.read_text()) for path in sources)
    return {name for pairs in found for pair in pairs for name in pair if name} - INTERNAL


def our_commands() -> set[str]:
    return {name for name, app in get_commands().items() if app in ("procedures", "portal")}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*##", Path(BASE_DIR / "Makefile").read_text(), re.M))


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_setting_is_documented(name):
    assert f"| `{name}` |" in OPERATIONS


@pytest.mark.parametrize("name", sorted(our_commands()))
def test_command_is_documented(name):
    assert re.search(rf"^\| `{name}[` ]", OPERATIONS, re.M)


@pytest.mark.parametrize("name", sorted(targets() - {"help"}))
def test_target_of_make_is_documented(name):
    assert f"| `make {name}` |" in OPERATIONS
