"""Every reason the core can refuse with has a sentence for people."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from portal.ui.refusals import SENTENCES, UNKNOWN, sentence


def called(node, name):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == name


def words_in(tree):
    """Reasons raised by name, and the keys of `need`, which raises "no_<key>"."""
    for node in ast.walk(tree):
        if called(node, "Refused") and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value
        if called(node, "need") and isinstance(node.args[1], ast.Constant):
            yield f"no_{node.args[1].value}"


def reasons():
    core = Path(settings.BASE_DIR) / "procedures"
    return {
        word for path in core.rglob("*.py") for word in words_in(ast.parse(path.read_text()))
    }


def test_every_reason_of_the_core_has_its_sentence():
    assert sorted(reasons() - set(SENTENCES)) == []


def test_facts_are_written_as_people_read_them():
    with translation.override("en"):
        text = sentence("not_due", {"due_at": datetime(2026, 11, 24, 7, 5, tzinfo=UTC)})

    assert text == ("The time is not over yet: it ends at 24\u00a0Nov\u00a02026,\u00a014:05.")


def test_unknown_reason_still_says_what_to_do():
    assert sentence("something_new", {}) == str(UNKNOWN)


@pytest.mark.parametrize("reason", sorted(SENTENCES))
def test_sentence_needs_only_facts_its_reason_has(reason):
    facts = dict.fromkeys(("due_at", "until"), datetime(2026, 11, 24, tzinfo=UTC)) | {
        "limit": 1, "limit_mb": 200, "within": 60, "most": 5,
    }  # fmt: skip

    assert "%(" not in sentence(reason, facts)
