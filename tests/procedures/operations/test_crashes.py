"""Killed at any point: before the commit nothing, after it all of it, and never twice (A1).

Every point of an operation is tried: before each statement, before the commit, after it. A
process of its own is killed there (SIGKILL); then the same call comes once more, as it would
from a citizen who presses again or a worker that starts again.
"""

import pytest

from procedures import storage
from procedures.engine import Command
from procedures.models import Case, File, JournalEntry, Letter, OutboxMessage, Paper, PaperFile
from procedures.operations import casework, letters, submission
from procedures.operations.files import keep_letter
from procedures.queries import history
from tests import filing, make
from tests.processes import killed_at

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]
LATER = make.AT + make.HOUR
MOST = 60  # points; an operation that has more is too long to hold a lock


@pytest.fixture
def place():
    return make.office()


def survives(prepare, seen):
    """Kill at point 1, 2, … until the job gets through; how many points there were.

    ``prepare()`` makes a fresh job that returns its answer; ``seen(answer)`` says how much of
    it is in the database: 0 or 1. ``answer`` is None until the job has got through.
    """
    for point in range(1, MOST):
        job = prepare()
        died = killed_at(point, job)
        left = seen(job)
        assert left in (0, 1), f"half of it at point {point}"
        job()
        job()
        assert seen(job) == 1, f"repeated after point {point}"
        if not died:
            assert left == 1
            return point - 1
    raise AssertionError(f"more than {MOST} points")


def test_a_submission_is_whole_or_not_there(place):
    anna = make.citizen()
    paper = {"paper": "giay_xn_cu"}

    def prepare():
        draft = make.draft(place, anna)
        filing.add(anna, draft.pk, f"tờ của {draft.pk}", **paper)

        def job():
            return submission.submit(draft_id=draft.pk, viewer=anna, at=make.AT)

        job.key = draft.submit_key
        return job

    def seen(job):
        cases = Case.objects.filter(submit_key=job.key)
        parts = {
            cases.count(),
            JournalEntry.objects.filter(case__in=cases).count(),
            Paper.objects.filter(case__in=cases).count(),
            OutboxMessage.objects.filter(case__in=cases, name="notify").count(),
            OutboxMessage.objects.filter(case__in=cases, name="push_status").count(),
        }
        assert len(parts) == 1, parts
        return parts.pop()

    points = survives(prepare, seen)

    assert points > 10
    assert PaperFile.objects.filter(paper__case=None).count() == 0
    assert history.verify().first_bad is None


def moving(place, action, role, *, before=()):
    """Prepare a fresh case and one move of it; and look what is there of the move."""

    def prepare():
        case = make.case(place)
        for earlier, who, data in before:
            make.move(case, earlier, place.viewer(who), LATER, **data)
        case.refresh_from_db()
        n, viewer = case.journal_length, place.viewer(role)
        command = Command(action, case.open_steps[0], make.seat(viewer).actor())

        def job():
            return casework.act(
                case_code=case.code, command=command, viewer=viewer, expected=n, at=LATER
            )

        job.case, job.n = case, n + 1
        return job

    return prepare


def moved(job):
    """1 if the row, the journal, the outbox say that the move was made; 0 if none does."""
    job.case.refresh_from_db()
    parts = {
        job.case.journal_length - job.n + 1,
        JournalEntry.objects.filter(case=job.case, n=job.n).count(),
        min(1, OutboxMessage.objects.filter(case=job.case, n=job.n).count()),
    }
    assert len(parts) == 1, parts
    return parts.pop()


def moved_with_letter(job):
    made = moved(job)
    assert Letter.objects.filter(case=job.case, n=job.n).count() == made
    ordered = OutboxMessage.objects.filter(case=job.case, n=job.n, name="render_letter")
    assert ordered.count() == made
    return made


def test_receipt_is_whole_with_its_letter_or_not_there(place):
    assert survives(moving(place, "receive", "tiep_nhan"), moved_with_letter) > 5
    assert history.verify().first_bad is None
    assert history.replay().differences == ()


def test_a_move_is_whole_or_not_there(place):
    before = [("receive", "tiep_nhan", {}), ("draft", "thu_ly", {})]

    survives(moving(place, "forward", "thu_ly", before=before), moved_journal)

    assert history.verify().first_bad is None


def moved_journal(job):
    job.case.refresh_from_db()
    made = job.case.journal_length - job.n + 1
    assert JournalEntry.objects.filter(case=job.case, n=job.n).count() == made
    return made


def test_signing_uses_a_number_only_with_its_letter(place):
    before = [
        ("receive", "tiep_nhan", {}),
        ("draft", "thu_ly", {}),
        ("forward", "thu_ly", {}),
        ("forward", "lanh_dao_phong", {}),
    ]

    survives(moving(place, "sign", "lanh_dao_don_vi", before=before), moved_journal)

    numbers = Letter.objects.filter(name="result").order_by("number")
    found = list(numbers.values_list("number", flat=True))
    assert found == list(range(1, len(found) + 1))


def test_a_letter_that_was_rendered_names_bytes_that_are_there(place, tmp_path, settings):
    """Bytes come before rows: what is left of a crash is bytes without a row, never a row
    without bytes."""
    settings.FILE_STORE = f"file://{tmp_path}/files"

    def prepare():
        case = make.case(place)
        make.move(case, "receive", place.viewer("tiep_nhan"), LATER)
        letter = Letter.objects.get(case=case)

        def job():
            kept = keep_letter(pdf=f"%PDF {letter.pk}".encode(), pages=1, at=LATER)
            letters.keep_signed(
                letter_id=letter.pk, sha256=kept, pages=1, signatures=(), at=LATER
            )

        job.letter = letter
        return job

    def seen(job):
        job.letter.refresh_from_db()
        made = job.letter.state == Letter.State.RELEASED
        assert bool(job.letter.file_id) == made == bool(job.letter.released_at)
        assert all(storage.stored(one.sha256) for one in File.objects.all())
        return int(made)

    assert survives(prepare, seen) > 3
