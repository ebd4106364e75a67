"""Two at once: one wins, the other is told; nothing is made twice (A2, A3, rows F28, U21)."""

from collections import Counter
from datetime import timedelta

import pytest

from procedures.engine import Command, Refused
from procedures.models import Case, Draft, JournalEntry, Letter, OutboxMessage, Person
from procedures.operations import casework, papers, submission
from procedures.operations.people import PersonFacts, name_applicant, name_organisation
from procedures.queries import history
from tests import filing, make
from tests.processes import Raised, side_by_side

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]
LATER = make.AT + make.HOUR


@pytest.fixture
def place():
    return make.office()


def job(case, viewer, action, *, expected, step=None, at=LATER, **data):
    command = Command(
        action, case.open_steps[0] if step is None else step, make.seat(viewer).actor(), data
    )
    return lambda: casework.act(
        case_code=case.code, command=command, viewer=viewer, expected=expected, at=at
    )


def refused(answer, kind):
    return isinstance(answer, Raised) and answer.kind is kind


def test_of_two_officers_who_decide_at_once_one_wins_and_the_other_is_told(place):
    case = make.case(place)
    lan = place.viewer("tiep_nhan")
    papers_asked = {"items": ["giay_xn_cu"], "notes": {"giay_xn_cu": "Mờ"}}

    won, lost = sorted(
        side_by_side(
            job(case, lan, "receive", expected=1),
            job(case, lan, "supplement", expected=1, **papers_asked),
        ),
        key=lambda answer: isinstance(answer, Raised),
    )

    assert (won.n, lost) == (2, Raised(casework.Stale, casework.Stale(2).args))
    assert JournalEntry.objects.filter(case=case).count() == 2


def test_the_same_move_pressed_five_times_at_once_is_made_once(place):
    case = make.case(place)
    press = job(case, place.viewer("tiep_nhan"), "receive", expected=1)

    answers = side_by_side(*[press] * 5)

    assert [one.n for one in answers] == [2] * 5
    assert sum(one.outcome is not None for one in answers) == 1
    assert Letter.objects.filter(case=case).count() == 1


def test_signing_twice_at_once_takes_one_number_and_makes_one_result(place):
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), LATER)
    make.move(case, "draft", place.viewer("thu_ly"), LATER)
    make.move(case, "forward", place.viewer("thu_ly"), LATER)
    make.move(case, "forward", place.viewer("lanh_dao_phong"), LATER)
    case.refresh_from_db()
    sign = job(case, place.viewer("lanh_dao_don_vi"), "sign", expected=None)

    answers = side_by_side(sign, sign)

    assert sum(refused(one, Refused) for one in answers) == 1
    assert Letter.objects.get(case=case, name="result").number == 1


def test_handing_over_and_forwarding_do_not_both_happen(place):
    """The step is left by one of them; the other finds it closed."""
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), LATER)
    make.move(case, "draft", place.viewer("thu_ly"), LATER)
    case.refresh_from_db()
    minh = place.viewer("thu_ly")
    reason = {"reason": "Chưa đủ điều kiện"}

    answers = side_by_side(
        job(case, minh, "forward", expected=None),
        job(case, minh, "propose_reject", expected=None, **reason),
    )

    assert sum(refused(one, Refused) for one in answers) == 1
    assert history.verify().first_bad is None


def race(place, n):
    """One case, two contradictory moves; {what came of it: how often}."""
    case = make.case(place, at=make.AT + timedelta(minutes=n))
    lan = place.viewer("tiep_nhan")
    at = make.AT + timedelta(hours=1, minutes=n)
    answers = side_by_side(
        job(case, lan, "receive", expected=1, at=at),
        job(case, lan, "refuse", expected=1, at=at, ground="not_authorised", reason="Sai nơi"),
    )
    return Counter(
        one.kind.__name__ if isinstance(one, Raised) else "Moved" for one in answers
    )


@pytest.mark.slow
def test_two_hundred_races_have_two_hundred_winners(place):
    outcomes = sum((race(place, n) for n in range(200)), Counter())

    assert outcomes == {"Moved": 200, "Stale": 200}
    assert history.verify().first_bad is None
    assert history.replay().differences == ()


def test_one_draft_submitted_twenty_times_at_once_is_one_case(place):
    anna = make.citizen()
    draft = make.draft(place, anna).pk

    codes = side_by_side(
        *[lambda: submission.submit(draft_id=draft, viewer=anna, at=make.AT)] * 20
    )

    assert codes == [Case.objects.get().code] * 20
    assert JournalEntry.objects.count() == 1
    notices = OutboxMessage.objects.filter(name="notify", args__text="submitted")
    assert notices.count() == 1


def test_cases_submitted_at_once_get_codes_without_gap_or_double(place):
    anna = make.citizen()
    drafts = [make.draft(place, anna).pk for _ in range(12)]

    codes = side_by_side(
        *[
            lambda pk=pk: submission.submit(draft_id=pk, viewer=anna, at=make.AT)
            for pk in drafts
        ]
    )

    numbers = sorted(int(code.rpartition("-")[2]) for code in codes)
    assert numbers == list(range(1, 13))


def test_another_persons_draft_cannot_be_submitted_even_at_the_same_moment(place):
    anna, chi = make.citizen(), make.citizen(make.person("Võ Thị Chi", "046190009999"))
    draft = make.draft(place, anna).pk

    code, not_mine = side_by_side(
        lambda: submission.submit(draft_id=draft, viewer=anna, at=make.AT),
        lambda: submission.submit(draft_id=draft, viewer=chi, at=make.AT),
    )

    assert (code, not_mine.kind) == (Case.objects.get().code, Draft.DoesNotExist)


def test_files_added_to_different_papers_at_once_are_all_there():
    filing.procedure()
    chau = filing.citizen()
    draft = filing.draft(chau)

    side_by_side(
        lambda: filing.add(chau, draft, "một", paper="giay_a"),
        lambda: filing.add(chau, draft, "hai", paper="giay_b"),
    )

    held = {one.paper_id: one.files.count() for one in papers.Paper.objects.all()}
    assert held == {"giay_a": 1, "giay_b": 1}


def test_of_files_added_to_one_paper_at_once_each_is_in_or_its_sender_is_told():
    """The one who is told looks again and adds his behind: ``portal.filing.uploads``."""
    filing.procedure()
    chau = filing.citizen()
    draft = filing.draft(chau)

    answers = side_by_side(
        *[lambda name=name: filing.add(chau, draft, name) for name in "abcde"]
    )

    told = [one for one in answers if refused(one, papers.PapersChanged)]
    assert len(told) == 4
    assert papers.PaperFile.objects.count() == 1


def test_a_file_that_comes_while_the_draft_is_submitted_is_in_the_case_or_refused():
    """The receipt lists what the case holds (U21)."""
    place = make.office()
    anna = make.citizen()
    draft = make.draft(place, anna).pk
    add = {"paper": "giay_xn_cu"}

    added, code = side_by_side(
        lambda: filing.add(anna, draft, "tờ", **add),
        lambda: submission.submit(draft_id=draft, viewer=anna, at=make.AT),
    )

    held = papers.PaperFile.objects.filter(paper__case__code=code).count()
    assert held == (0 if isinstance(added, Raised) else 1)
    assert papers.PaperFile.objects.filter(paper__case=None).count() == 0


def test_a_person_named_by_two_at_once_is_one_person():
    facts = PersonFacts(full_name="Lê Hoàng Phúc", personal_id="046096004518")

    answers = side_by_side(*[lambda: name_applicant(facts=facts, at=make.AT).pk] * 4)

    assert set(answers) == {Person.objects.get().pk}


def test_an_organisation_named_by_two_at_once_is_one_organisation():
    facts = {"name": "Công ty Hương Giang", "tax_code": "3300101011", "address": None}

    answers = side_by_side(*[lambda: name_organisation(**facts, at=make.AT).pk] * 4)

    assert len(set(answers)) == 1
