"""Every message says what happened, what to do, by when, where, and the code."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as configured

from portal.ui.messages import SMS_LENGTH, compose
from procedures.engine import HANOI
from procedures.queries.notices import MessageFacts

FOLDER = Path(configured.BASE_DIR) / "templates" / "messages"
KINDS = sorted(path.name.removesuffix(".sms.txt") for path in FOLDER.glob("*.sms.txt"))
FACTS = MessageFacts(
    code="H57.30.07-261123-00042",
    procedure="Xác nhận tình trạng hôn nhân & gia đình",
    desk="Bộ phận Một cửa phường Thuận Hoá",
    desk_phone="0234 3822 000",
    moment=datetime(2026, 12, 4, 17, 30, tzinfo=HANOI),
    items=("Giấy xác nhận đã cấp trước đó", "Văn bản ủy quyền"),
    step="Xác nhận nội dung",
    delivery="buu_chinh",
)
NAME = "Nguyễn Thị Minh Châu"


@pytest.fixture(autouse=True)
def _a_long_address(settings):
    settings.PUBLIC_URL = "https://dichvucong.thanhphohue.gov.vn"


@pytest.mark.parametrize("kind", KINDS)
def test_an_sms_is_one_unaccented_message_with_code_and_address(kind):
    _, text = compose(kind, "sms", FACTS, name=NAME)

    assert text.isascii()
    assert len(text) <= SMS_LENGTH
    assert FACTS.code in text
    assert "dichvucong.thanhphohue.gov.vn/" in text


@pytest.mark.parametrize("kind", KINDS)
def test_an_sms_names_nobody(kind):
    with_name, without = (compose(kind, "sms", FACTS, name=one) for one in (NAME, "Khác"))

    assert with_name == without


@pytest.mark.parametrize("kind", KINDS)
def test_an_email_greets_and_says_all_that_is_needed(kind):
    subject, text = compose(kind, "email", FACTS, name=NAME)

    assert FACTS.code in subject
    assert "\n" not in subject
    for said in (NAME, FACTS.code, FACTS.procedure, FACTS.desk, FACTS.desk_phone):
        assert said in text
    assert f"https://dichvucong.thanhphohue.gov.vn/ho-so/{FACTS.code}/" in text


@pytest.mark.parametrize("channel", ["sms", "email"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_message_reads_well_when_a_fact_is_missing(kind, channel):
    bare = MessageFacts(code=FACTS.code, procedure="X", desk="Bộ phận Một cửa", desk_phone="")

    subject, text = compose(kind, channel, bare, name=NAME)

    assert not re.search(
        r"None|\{|\}|truoc\.|trước\.|trước $|  \S|\n{3}", subject + "|" + text
    )


def test_a_supplement_lists_what_to_bring_and_until_when():
    _, text = compose("supplement", "email", FACTS, name=NAME)

    assert "- Giấy xác nhận đã cấp trước đó\n- Văn bản ủy quyền\n" in text
    assert "17 giờ 30 ngày 04/12/2026" in text


def test_the_sms_of_a_supplement_is_as_the_office_would_write_it():
    _, text = compose("supplement", "sms", FACTS, name=NAME)

    assert text == (
        "HS H57.30.07-261123-00042: can bo sung 2 noi dung truoc 17h30 04/12. "
        "Xem va gui bo sung: dichvucong.thanhphohue.gov.vn/tra-cuu"
    )


def test_every_message_exists_for_both_channels():
    mails = sorted(path.name.removesuffix(".email.txt") for path in FOLDER.glob("*.email.txt"))

    assert mails == KINDS
