"""The engine is plain Python: no Django, no clock, no I/O."""

import subprocess
import sys
from dataclasses import FrozenInstanceError, fields

import pytest

from tests.engine.make import definition

BANNED = (
    "django",
    "yaml",
    "celery",
    "redis",
    "psycopg2",
    "rest_framework",
    "weasyprint",
    "logging",
)


def test_engine_imports_nothing_but_plain_python():
    program = (
        "import sys, procedures.engine, procedures.engine.letter, procedures.engine.routing,"
        " procedures.engine.fees, procedures.engine.due\n"
        f"print([name for name in {BANNED!r} if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("part", ["", "steps", "limits", "results", "papers"])
def test_definition_cannot_be_changed(part):
    rules = definition()
    value = getattr(rules, part)[0] if part else rules

    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, "x")
