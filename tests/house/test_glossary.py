"""docs/glossary.md names every table and every value that other rooms speak of."""

import re

import pytest
from django.apps import apps

import procedures.engine
from portal.places import BASE_DIR

GLOSSARY = BASE_DIR / "docs" / "glossary.md"
OURS = sorted(
    one.__name__
    for one in apps.get_models()
    if one.__module__.startswith(("procedures", "portal"))
)
VALUES = sorted(
    name for name in procedures.engine.__all__ if name[0].isupper() and not name.isupper()
)


def named():
    return set(re.findall(r"`(\w+)`", GLOSSARY.read_text("utf-8")))


@pytest.mark.parametrize("name", [*OURS, *VALUES])
def test_a_name_is_in_the_glossary(name):
    assert name in named()


def test_a_name_of_the_glossary_is_written_in_code_or_kept_free():
    """The second column is code; a name in it that code does not know is a leftover."""
    code = "\n".join(
        path.read_text("utf-8")
        for room in ("portal", "procedures")
        for path in BASE_DIR.glob(f"{room}/**/*.*")
        if path.suffix in (".py", ".yaml")
    )
    rows = [line.split("|") for line in GLOSSARY.read_text("utf-8").splitlines()]
    claimed = {name for row in rows if len(row) > 4 for name in re.findall(r"`(\w+)`", row[2])}

    assert {name for name in claimed if not re.search(rf"\b{name}\b", code)} == set()
