"""Personal text at rest (reliability rules 6.13 and 6.14)."""

import base64
import re
import secrets
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from procedures.sealing import (
    SealBroken,
    blind_index,
    blind_index_candidates,
    commitment,
    commitment_holds,
    needs_resealing,
    seal,
    unseal,
)
from procedures.sealing.fields import Sealed, SealedJSONField, SealedTextField

PLACE = {"table": "procedures_case", "pk": "0b9f", "field": "phone"}
OLD, NEW = secrets.token_urlsafe(32), secrets.token_urlsafe(32)


class Note(models.Model):
    """A table that only these tests have."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone = SealedTextField(blank=True, default="", null=True)
    answers = SealedJSONField(default=dict)

    class Meta:
        app_label = "sealing_tests"

    def __str__(self) -> str:
        return str(self.pk)


@pytest.fixture(autouse=True)
def _one_key(settings):
    settings.DATA_KEY = NEW


@pytest.fixture
def notes(db):
    with connection.schema_editor() as editor:
        editor.create_model(Note)
    return Note.objects


def test_unseal_returns_the_text_that_was_sealed():
    text = "0905 123 456, Nguyễn Thị Bưởi 🙂"
    assert unseal(seal(text, **PLACE), **PLACE) == text


def test_seal_of_the_same_text_differs_every_time():
    assert seal("một", **PLACE) != seal("một", **PLACE)


def test_sealed_bytes_do_not_contain_the_text():
    assert b"0905123456" not in seal("0905123456", **PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [{"table": "procedures_draft"}, {"pk": "0ba0"}, {"field": "email"}],
    ids=["another table", "another row", "another field"],
)
def test_unseal_refuses_a_value_moved_to(elsewhere):
    with pytest.raises(SealBroken):
        unseal(seal("một", **PLACE), **{**PLACE, **elsewhere})


@pytest.mark.parametrize("position", [0, 4, 16, -1], ids=["key id", "nonce", "text", "tag"])
def test_unseal_refuses_a_changed_byte_in_the(position):
    altered = bytearray(seal("một", **PLACE))
    altered[position] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(altered), **PLACE)


def test_unseal_refuses_bytes_too_short_to_be_a_seal():
    with pytest.raises(SealBroken):
        unseal(b"short", **PLACE)


def test_older_keys_still_open_and_the_first_one_seals(settings):
    settings.DATA_KEY = OLD
    before = seal("một", **PLACE)
    settings.DATA_KEY = f"{NEW},{OLD}"
    after = seal("một", **PLACE)
    assert unseal(before, **PLACE) == "một"
    assert (needs_resealing(before), needs_resealing(after)) == (True, False)


def test_removed_key_opens_nothing(settings):
    settings.DATA_KEY = OLD
    before = seal("một", **PLACE)
    settings.DATA_KEY = NEW
    with pytest.raises(SealBroken, match="no key"):
        unseal(before, **PLACE)


def test_one_key_may_be_written_in_hex_or_either_base64(settings):
    raw = secrets.token_bytes(32)
    settings.DATA_KEY = raw.hex()
    sealed = seal("một", **PLACE)
    spellings = [base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode()]
    for spelling in [*spellings, *(word.rstrip("=") for word in spellings)]:
        settings.DATA_KEY = spelling
        assert unseal(sealed, **PLACE) == "một"


@pytest.mark.parametrize("bad", ["", "  ", "too-short", "é" * 43, "A" * 42])
def test_malformed_key_is_a_loud_error_that_keeps_the_secret(settings, bad):
    settings.DATA_KEY = bad
    with pytest.raises(ImproperlyConfigured) as error:
        seal("một", **PLACE)
    assert not bad.strip() or bad not in str(error.value)


def test_blind_index_is_equal_for_equal_values_and_hides_them():
    index = blind_index("046090001234", field="personal_id")
    assert index == blind_index(" 046090001234 ", field="personal_id")
    assert re.fullmatch("[0-9a-f]{64}", index)


def test_blind_index_differs_by_value_field_and_key(settings):
    first = blind_index("046090001234", field="personal_id")
    others = {
        blind_index("046090001235", field="personal_id"),
        blind_index("046090001234", field="phone"),
    }
    settings.DATA_KEY = OLD
    others.add(blind_index("046090001234", field="personal_id"))
    assert len(others | {first}) == 4


def test_blind_index_of_nothing_is_nothing():
    assert blind_index("  ", field="phone") == ""


def test_blind_index_candidates_find_rows_of_every_accepted_key(settings):
    settings.DATA_KEY = OLD
    before = blind_index("0905123456", field="phone")
    settings.DATA_KEY = f"{NEW},{OLD}"
    now = blind_index("0905123456", field="phone")
    assert blind_index_candidates("0905123456", field="phone") == [now, before]


def test_commitment_holds_for_its_text_only():
    made = commitment("Lý do: thiếu bản vẽ")
    assert commitment_holds("Lý do: thiếu bản vẽ", made)
    assert not commitment_holds("Lý do: thiếu bản vẽ.", made)


def test_commitments_of_one_text_are_unlinkable():
    assert commitment("có").sha256 != commitment("có").sha256


def test_sealed_fields_give_back_what_was_saved(notes):
    note = notes.create(phone="0905123456", answers={"tên": ["Bưởi", 3, None]})
    again = notes.get(pk=note.pk)
    assert (again.phone, again.answers) == ("0905123456", {"tên": ["Bưởi", 3, None]})


def test_sealed_column_holds_ciphertext(notes):
    notes.create(phone="0905123456")
    raw = notes.values_list("phone", flat=True).get()
    assert isinstance(raw, Sealed)
    assert b"0905123456" not in raw


def test_sealed_value_copied_to_another_row_cannot_be_read(notes):
    rich, poor = notes.create(phone="0905123456"), notes.create(phone="")
    notes.filter(pk=poor.pk).update(phone=notes.values_list("phone").get(pk=rich.pk)[0])
    with pytest.raises(SealBroken):
        _ = notes.get(pk=poor.pk).phone


def test_sealed_value_nobody_read_is_saved_unchanged(notes):
    note = notes.create(phone="0905123456")
    before = notes.values_list("phone", flat=True).get()
    notes.get(pk=note.pk).save()
    assert notes.values_list("phone", flat=True).get() == before


def test_deferred_sealed_field_survives_being_saved_by_name(notes):
    note = notes.create(phone="0905123456")
    notes.only("id").get(pk=note.pk).save(update_fields=["phone"])
    assert notes.get(pk=note.pk).phone == "0905123456"


def test_change_inside_loaded_answers_is_saved(notes):
    note = notes.create(answers={"a": []})
    loaded = notes.get(pk=note.pk)
    loaded.answers["a"].append("mới")
    loaded.save()
    note.refresh_from_db()
    assert note.answers == {"a": ["mới"]}


def test_bulk_create_seals_each_row_for_itself(notes):
    notes.bulk_create([Note(phone="một"), Note(phone="hai")])
    assert sorted(note.phone for note in notes.all()) == ["hai", "một"]


@pytest.mark.parametrize(
    "around",
    [
        lambda notes: notes.update(phone="0905123456"),
        lambda notes: notes.filter(phone="0905123456").exists(),
        lambda notes: notes.bulk_update(notes.all(), ["phone"]),
    ],
    ids=["update", "filter", "bulk_update"],
)
def test_plain_text_cannot_pass_round_the_instance_by(notes, around):
    notes.create(phone="0905123456")
    with pytest.raises(TypeError, match="sealed"):
        around(notes)


def test_erasure_is_an_update_to_null(notes):
    notes.create(phone="0905123456")
    notes.update(phone=None)
    assert notes.get().phone is None


def test_answers_with_nan_are_refused(notes):
    with pytest.raises(ValueError, match="JSON"):
        notes.create(answers={"n": float("nan")})
