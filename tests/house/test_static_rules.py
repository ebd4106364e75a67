"""Words that have no place in our code, each with the few places that may say them (A24)."""

import pytest

from portal.places import BASE_DIR
from portal.tasks import RECONCILERS
from tests.house.source import lines_with, python_files, text

ALLOWED = {
    r"\.delay\(|\.apply_async\(|\bsend_task\(": {
        "portal/tasks.py": "the one place that talks to the broker",
    },
    r"\bcountdown=|\beta=|\bdelay_on_commit\b": {},
    r"\bmark_safe\b|\bSafeString\(": {
        "portal/ui/qr.py": "a drawing of squares made by us from an address of ours",
    },
    r"\bcsrf_exempt\b": {},
    r"\beval\(|\bexec\(|\bpickle\b|\bmarshal\b": {},
    r"\.raw\(|\.extra\(|\bRawSQL\b": {},
    r"\bshell=True\b|\bos\.system\b": {},
    r"\bverify=False\b|CERT_NONE": {},
    r"yaml\.(?!safe_)load\(": {
        "procedures/definitions/__init__.py": "a SafeLoader that is stricter still",
    },
    r"\bautoescape=False\b|\bautoescape\(False\)": {
        "portal/ui/messages.py": "the text of an SMS or e-mail; nothing of it is markup",
    },
    r"except Exception|except BaseException|except:": {
        "portal/outbox.py": "an unforeseen fault stops one row, not its lane",
        "portal/management/commands/sweep.py": "one broken duty does not stop the others",
        "portal/standin/store.py": "rolls back and raises again",
    },
    r"\bNotImplementedError\b|\bTODO\b|\bFIXME\b": {},
    r"django\.db\.models\.signals|@receiver": {},
    r"super\(\)\.(save|delete)\(": {},
    r"https?://(?!127\.0\.0\.1|localhost)[^\"' ]*@": {},
}


@pytest.mark.parametrize("pattern", ALLOWED)
def test_a_dangerous_word_is_said_only_where_there_is_a_reason(pattern):
    assert set(lines_with(pattern, python_files())) <= set(ALLOWED[pattern])


@pytest.mark.parametrize("pattern", [p for p, places in ALLOWED.items() if places])
def test_a_reason_that_is_no_longer_needed_is_struck_out(pattern):
    assert set(ALLOWED[pattern]) <= set(lines_with(pattern, python_files()))


def test_every_queue_of_a_duty_has_a_worker():
    workers = text("portal/stack/programs.py") + text("portal/celery.py")

    assert {one.queue for one in RECONCILERS.values() if one.queue not in workers} == set()


def test_nothing_speaks_of_the_machine_it_was_written_on():
    files = [*python_files(), *python_files("tests"), "Makefile", ".ci/setup"]
    files += sorted(
        path.relative_to(BASE_DIR).as_posix()
        for path in (*BASE_DIR.glob("*.md"), *BASE_DIR.glob("docs/**/*.md"))
    )

    assert set(lines_with(r"/work/|\.\./shared", files)) <= {
        "tests/house/test_static_rules.py"
    }
