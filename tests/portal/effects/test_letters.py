"""A letter is rendered once from its fixed facts, signed, kept and released; never twice."""

from datetime import timedelta

import pytest

from portal.connect.signature import verify
from portal.effects import TABLE, render_letter, seal_letter
from portal.effects.letter_facts import letter_facts
from portal.effects.outcomes import Park, Retry
from portal.letters import render
from procedures import storage
from procedures.models import Letter, LetterSignature, OutboxMessage
from procedures.operations import neglect
from procedures.operations.deliveries import Due
from procedures.queries.letters import letter_work
from tests import make

pytestmark = pytest.mark.django_db
STEP = timedelta(minutes=20)


@pytest.fixture
def received(place):
    case = make.case(place)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + STEP)
    return case


@pytest.fixture
def signed(place, received):
    """Drafted and signed; the result waits to be rendered."""
    at = make.AT + STEP
    make.move(received, "draft", place.viewer("thu_ly"), at, content={"muc_dich": "Vay vốn"})
    for action, role in [
        ("forward", "thu_ly"),
        ("forward", "lanh_dao_phong"),
        ("sign", "lanh_dao_don_vi"),
    ]:
        at += STEP
        make.move(received, action, place.viewer(role), at)
    return received


def due(letter: Letter, name: str) -> Due:
    return Due(1, letter.case_id, letter.n, name, {"letter": str(letter.pk)}, make.AT, 1)


def letter(case, name: str) -> Letter:
    return Letter.objects.get(case=case, name=name)


def test_a_form_is_rendered_signed_by_its_officer_and_released(received):
    render_letter.perform(due(letter(received, "receipt"), "render_letter"), make.AT)

    receipt = letter(received, "receipt")
    assert (receipt.state, receipt.released_at) == ("released", receipt.ordered_at)
    assert [one.box for one in verify(storage.read(receipt.file_id))] == ["officer"]


def test_p20_rendering_twice_keeps_the_first_bytes(received):
    for minute in (0, 5):
        at = make.AT + timedelta(minutes=minute)
        render_letter.perform(due(letter(received, "receipt"), "render_letter"), at)

    receipt = letter(received, "receipt")
    assert receipt.released_at == receipt.ordered_at
    assert LetterSignature.objects.filter(letter=receipt).count() == 1


def test_a_letter_the_machine_had_no_time_for_is_tried_again(received, monkeypatch):
    monkeypatch.setattr(render, "SECONDS", 0.01)

    with pytest.raises(Retry, match="too_slow") as fault:
        render_letter.perform(due(letter(received, "receipt"), "render_letter"), make.AT)

    assert (fault.value.tries, fault.value.shared) == (3, False)


def test_a_result_is_signed_sealed_and_released_once(place, signed):
    render_letter.perform(due(letter(signed, "result"), "render_letter"), make.AT)
    assert (letter(signed, "result").state, letter(signed, "result").file) == ("signed", None)
    make.move(signed, "issue", place.viewer("van_thu"), make.AT + 8 * STEP)

    for minute in (0, 5):
        at = make.AT + timedelta(minutes=minute)
        seal_letter.perform(due(letter(signed, "result"), "seal_letter"), at)

    result = letter(signed, "result")
    assert (result.state, result.released_at) == ("released", make.AT)
    kinds = LetterSignature.objects.filter(letter=result).order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["leader", "agency"]
    assert storage.read(result.file_id).startswith(storage.read(result.rendered_id))


def test_a_damaged_file_is_never_sealed(place, signed):
    render_letter.perform(due(letter(signed, "result"), "render_letter"), make.AT)
    make.move(signed, "issue", place.viewer("van_thu"), make.AT + 8 * STEP)
    storage.discard(letter(signed, "result").rendered_id)

    with pytest.raises(Park, match="Missing"):
        seal_letter.perform(due(letter(signed, "result"), "seal_letter"), make.AT)

    assert letter(signed, "result").state == "sealing"


def test_a_revoked_letter_is_not_rendered(received):
    Letter.objects.filter(name="receipt").update(revoked_at=make.AT)

    render_letter.perform(due(letter(received, "receipt"), "render_letter"), make.AT)

    assert letter(received, "receipt").rendered is None


def test_a_draft_that_names_an_unknown_place_waits_for_a_person(signed):
    result = letter(signed, "result")
    result.facts = {**result.facts, "values": {}}
    result.save()

    with pytest.raises(Park, match="UnknownPlace"):
        render_letter.perform(due(result, "render_letter"), make.AT)


def test_the_capacity_of_a_signer_stands_apart_from_his_own_office(received):
    receipt = letter(received, "receipt")
    receipt.facts["officer"]["on_behalf"] = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    receipt.save()

    officer = letter_facts(letter_work(receipt.pk)).officer

    assert officer.on_behalf == (("TM.", "ỦY BAN NHÂN DÂN"), ("KT.", "CHỦ TỊCH"))
    assert officer.title == "PHÓ CHỦ TỊCH"


def test_the_code_on_the_letter_leads_to_its_verification_and_names_nobody(received):
    receipt = letter(received, "receipt")

    address = letter_facts(letter_work(receipt.pk)).verify_url

    assert address.endswith(f"/xac-minh/{receipt.verify_code}/")


def test_a_letter_nobody_is_going_to_render_is_ordered_again_once(received):
    OutboxMessage.objects.filter(name="render_letter").delete()

    assert neglect.order_letters(at=make.AT) == 1
    assert neglect.order_letters(at=make.AT) == 0
    assert OutboxMessage.objects.get(name="render_letter").args == {
        "letter": str(letter(received, "receipt").pk)
    }


def test_every_effect_has_lanes_of_its_own():
    assert {kind.group for kind in TABLE.values()} == {"national", "letters", "messages"}
