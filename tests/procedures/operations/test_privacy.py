"""Personal text can be erased; the history of the case stays whole and provable (C15, A23)."""

import pytest
from django.db import connection

from procedures.models import JournalEntry, JournalPayload
from procedures.queries import history
from tests import make

pytestmark = pytest.mark.django_db
TYPED = "Ảnh chụp thẻ 046190001234 bị mờ"


@pytest.fixture
def case():
    """A case in whose second request for more an officer typed something personal."""
    place = make.office()
    one = make.case(place)
    make.move(one, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    notes = {"items": ["giay_xn_cu"], "notes": {"giay_xn_cu": TYPED}}
    make.move(one, "supplement", place.viewer("thu_ly"), make.AT + 2 * make.HOUR, **notes)
    return one


def test_what_was_typed_is_readable_only_through_its_key(case):
    with connection.cursor() as cursor:
        cursor.execute("SELECT j::text, p::text FROM procedures_journalentry j, "
                       "procedures_journalpayload p WHERE j.n = 3 AND p.n = 3")  # fmt: skip
        entry, payload = cursor.fetchone()

    assert TYPED in JournalPayload.objects.get(n=3).text["notes"]["text"]
    assert [part for part in (entry, payload) if "046190001234" in part] == []


def test_the_same_text_twice_has_two_commitments(case):
    """Or whoever knows a number could look for it in the journal."""
    place = make.office("H57.31.01", "phường Phú Xuân")
    other = make.case(place)
    make.move(other, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    notes = {"items": ["giay_xn_cu"], "notes": {"giay_xn_cu": TYPED}}
    make.move(other, "supplement", place.viewer("thu_ly"), make.AT + 2 * make.HOUR, **notes)

    kept = JournalEntry.objects.filter(n=3).values_list("commitments", flat=True)

    assert len({one["notes"] for one in kept}) == 2


def test_erasing_what_was_typed_leaves_a_history_that_verifies_and_replays(case):
    payload = JournalPayload.objects.get(n=3)
    payload.text = {}  # the row stays: one that is gone counts as tampering
    payload.save()

    assert history.verify() == history.Verified(checked=3, first_bad=None)
    assert history.replay().differences == ()


def test_a_text_that_was_changed_instead_of_erased_is_found(case):
    payload = JournalPayload.objects.get(n=3)
    payload.text = {"notes": payload.text["notes"] | {"text": "Không có gì"}}
    payload.save()

    assert history.verify().first_bad is not None
