"""What goes out, against messages written by hand and the table of fields."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from portal.national.dialects import DIALECTS, ext24
from procedures.engine import HANOI
from tests.portal.national.samples import LINES, RECEIPT_LINE, RECEIVED, RETURNED, link

HERE = Path(__file__).parent
GOLDEN = yaml.safe_load((HERE / "golden.yaml").read_text())
FACTS = yaml.safe_load((HERE / "facts.yaml").read_text())
KNOWN_TO = {"v14": {"v14"}, "ext24": {"v14", "ext24"}}
EVERY = ("v14", "ext24")
SAMPLES = (
    RECEIVED,
    RETURNED,
    replace(RECEIVED, status="1", received_at=None, due_at=None, papers=()),
)


def test_a_received_case_goes_out_as_the_golden_message():
    assert ext24.case(RECEIVED, updating=False, link=link) == GOLDEN["received"]


def test_a_returned_case_differs_only_in_what_has_happened_since():
    call = ext24.case(RETURNED, updating=True, link=link)

    expected = {**GOLDEN["received"]["data"][0], **GOLDEN["returned"]}
    assert call["isUpdating"] == expected.pop("isUpdating")
    assert call["data"] == [expected]


def test_progress_goes_out_as_the_golden_message():
    assert ext24.progress(LINES) == GOLDEN["progress"]


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("sample", SAMPLES, ids=["received", "returned", "submitted"])
def test_every_field_of_a_case_fits_the_table(name, sample):
    call = DIALECTS[name].case(sample, updating=True, link=link)

    assert faults(call["data"], "DongBoHoSoMC", name) == []


@pytest.mark.parametrize("name", EVERY)
def test_every_field_of_progress_fits_the_table(name):
    assert faults(DIALECTS[name].progress(LINES)["data"], "CapNhatTienDoHoSoMC", name) == []


def test_before_receipt_there_is_no_day_of_receipt_and_no_appointment():
    sent = ext24.case(SAMPLES[2], updating=False, link=link)["data"][0]

    assert (sent["TrangThaiHoSo"], sent["NgayTiepNhan"], sent["NgayHenTra"]) == ("1", "", "")


def test_a_refusal_names_its_day_twice():
    refused = replace(SAMPLES[2], status="3", finished_at=RECEIVED.received_at)

    sent = ext24.case(refused, updating=True, link=link)["data"][0]

    assert sent["NgayTuChoi"] == sent["NgayKetThucXuLy"] == "20261120091000"


def test_an_organisation_is_known_by_its_tax_code():
    owner = replace(
        RECEIVED.owner, is_organisation=True, tax_code="3300101011", personal_id=""
    )

    sent = ext24.case(replace(RECEIVED, owner=owner), updating=False, link=link)["data"][0]

    assert (sent["LoaiDoiTuong"], sent["SoGiayToChuHoSo"], sent["DinhDanhCHS"]) == (
        "2",
        "3300101011",
        [],
    )


def test_long_names_are_cut_with_a_sign_that_they_are():
    line = replace(RECEIPT_LINE, person="Công-Tằng-Tôn-Nữ-" + "Hương" * 9)

    sent = ext24.progress([line])["data"][0]["NguoiXuLy"]

    assert (len(sent), sent[-1]) == (50, "…")


@given(st.text(alphabet="ệ́ ạ̃oˆ", max_size=80), st.integers(2, 60))
def test_cutting_never_parts_a_letter_from_its_marks(text, limit):
    text = f"o{text}"
    whole = ext24.cut(text, 10_000)
    short = ext24.cut(text, limit)

    assert len(short) <= limit
    rest = whole[len(short.removesuffix("…")) :]
    assert short == whole or not rest or not re.match(r"[\u0300-\u036f]", rest)


@pytest.mark.parametrize("hour", range(24))
def test_moments_use_the_24_hour_clock_of_vietnam(hour):
    at = datetime(2026, 12, 31, hour, 5, 9, tzinfo=HANOI)

    assert ext24.stamp(at.astimezone(UTC)) == f"20261231{hour:02}0509"


def test_the_last_hours_of_a_year_in_utc_are_next_year_here():
    assert ext24.stamp(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == "20270101000000"


def test_lines_of_one_second_stay_apart():
    sent = ext24.progress(LINES)["data"]

    assert [one["ThoiDiemXuLy"] for one in sent] == ["20261120091000", "20261120091001"]
    assert LINES[1].at - LINES[0].at == timedelta(seconds=1)


def faults(rows: list[dict[str, Any]], table: str, dialect: str) -> list[str]:
    """Everything the table says against these rows."""
    known = {k: v for k, v in FACTS[table].items() if v["since"] in KNOWN_TO[dialect]}
    found = []
    for row in rows:
        found += [f"{table}.{name} is unknown" for name in row.keys() - known.keys()]
        found += [f"{table}.{name} is missing" for name in known.keys() - row.keys()]
        for name in row.keys() & known.keys():
            found += value_faults(row[name], f"{table}.{name}", known[name], dialect)
    return found


def value_faults(value: Any, name: str, fact: dict[str, Any], dialect: str) -> list[str]:
    if "list_of" in fact:
        return faults(value, fact["list_of"], dialect)
    if not isinstance(value, str):
        return [f"{name} is no string"]
    if not value:
        return [f"{name} is empty"] if fact["need"] is True else []
    wrong = {
        "is too long": len(value) > fact.get("max", 10**6),
        "is no word of its list": value not in fact.get("one_of", [value]),
        "is no moment": fact.get("moment") and not re.fullmatch(r"20\d{12}", value),
    }
    return [f"{name} {word}" for word, is_so in wrong.items() if is_so]
