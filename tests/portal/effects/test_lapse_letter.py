"""A notice that the system itself issues carries the agency's signature."""

import copy
from datetime import timedelta

import pytest

from portal import outbox
from portal.connect import signature
from procedures import storage
from procedures.models import Letter
from procedures.operations import timers
from tests import make

pytestmark = pytest.mark.django_db


def test_the_notice_of_a_lapse_is_sealed_by_the_agency():
    place = make.office()
    content = copy.deepcopy(make.PROCEDURE)
    content["rules"]["supplement"]["lapse"] = {"amount": 1, "unit": "working_day"}
    place = make.Office(place.agency, place.desk, make.procedure(content), place.officers)
    case = make.case(place)
    at = make.AT + make.HOUR
    make.move(
        case,
        "supplement",
        place.viewer("tiep_nhan"),
        at,
        items=["noi_dung"],
        notes={"noi_dung": "Ghi rõ"},
    )
    later = at + timedelta(days=10)
    timers.run_out(at=later)

    outbox.deliver(at=later + make.HOUR, groups=("letters",), parallel=False)

    letter = Letter.objects.get(case=case, name="stop_notice")
    with storage.open_file(letter.file_id) as file:
        boxes = [one.box for one in signature.verify(file.read())]
    assert (letter.state, boxes) == ("released", ["agency"])
