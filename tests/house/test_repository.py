"""What the repository promises to newcomers is there."""

import re

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from portal.places import BASE_DIR

PAGES = sorted([*BASE_DIR.glob("*.md"), *BASE_DIR.glob("docs/**/*.md")])
MAKEFILE = (BASE_DIR / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.M))


def ids(path):
    return path.relative_to(BASE_DIR).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_names_only_targets_make_knows(page):
    said = set(re.findall(r"(?:`|^\s*\$? ?)make ([a-z-]+)", page.read_text("utf-8"), re.M))

    assert said - TARGETS == set()


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_links_only_to_what_is_there(page):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))

    assert [one for one in links if not (page.parent / one).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_names_only_files_that_are_there(page):
    """Paths in backticks that begin at the root: `portal/…`, `docs/…`."""
    text = page.read_text("utf-8")
    said = re.findall(r"`((?:portal|procedures|docs|templates|tests|bench)/[\w./-]+)`", text)

    assert [one for one in said if not (BASE_DIR / one).exists()] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_history_of_migrations_has_no_fork():
    loader = MigrationLoader(None)

    assert loader.detect_conflicts() == {}
    for app in ("procedures", "accounts"):
        assert len(loader.graph.leaf_nodes(app)) == 1
