"""Posts nobody thought of: whatever comes in, the answer is never a fault of ours (A12)."""

from collections import Counter
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from procedures.models import Draft
from tests.portal.filing.filled import CONTENT, PARTNER, SINCE

pytestmark = pytest.mark.django_db

PAGES = (
    "nguoi_nop_ca_nhan",
    "tu_cach_nop",
    "noi_dung",
    "ket_hon_voi",
    "noi_da_cu_tru",
    "nhan_ket_qua",
    "giay-to",
    "kiem-tra",
)
NASTY = (
    "\0",
    "\u202egpj",
    "\u200b",
    "a" + "\u0301" * 50,
    "１２３",
    "٣",
    "1E+1000000",
    "9" * 5_000,
    "-0",
    "31/02/2026",
    "0001-01-01",
    "9999-12-31",
    "2026-11-23T00:00:00+14:00",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%s%(x)s",
    "../../etc/passwd",
    "'; DROP TABLE x; --",
    "\r\nBcc: x",
    "🏠" * 300,
    "x" * 20_000,
)
TEXT = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=40), st.integers().map(str), st.dates().map(str)
)
TAILS = ("", "-1-tu", "-999-noi-province", "-x-tu", "_day", "_year", "-commune", "-line")


@st.composite
def posts(draw, names):
    """A form of known and unknown names with ordinary and nasty values."""
    known = st.builds(
        lambda name, tail: name + tail, st.sampled_from(names), st.sampled_from(TAILS)
    )
    unknown = st.text(min_size=1, max_size=30)
    name = st.one_of(known, known, known, unknown)
    return draw(
        st.dictionaries(name, st.one_of(TEXT, st.lists(TEXT, max_size=3)), max_size=12)
    )


BUTTONS = ("add", "remove", "communes", "save", "asked", "expected", "remove-paper", "counter")


def names_on(page, certificate):
    """Names of the controls a page has; others' too, for pages that have none."""
    sections = certificate["forms"][0]["sections"]
    here = [one for one in sections if one["id"] == page] or sections
    names = [f"{one['id']}-{field['name']}" for one in here for field in one["fields"]]
    return [*names, *names, *BUTTONS]


def fuzz(chau, certificate, count, number=0):
    forms = {page: posts(names_on(page, certificate)) for page in PAGES}
    ready = Draft.objects.get()
    answered = Counter()

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(PAGES).flatmap(lambda page: st.tuples(st.just(page), forms[page])))
    def once(posted):
        page, form = posted
        ready.submit_key = uuid4()
        ready.save()  # every page can be reached again
        answer = chau.client.post(chau.url(page), form)
        assert answer.status_code < 500, (page, form)
        assert chau.get("kiem-tra").status_code < 500, (page, form)
        answered[page] += answer.status_code == 422

    once()
    assert sum(answered.values()) > count // 10, "forms were not even read"


@pytest.fixture
def open_draft(chau, desk):
    """Every page can be reached. The client raises what a view raises."""
    chau.begin(desk)
    chau.post("nguoi_nop_ca_nhan")
    chau.post("tu_cach_nop")
    chau.post("noi_dung", **CONTENT | {"noi_dung-muc_dich": "ket_hon"})
    chau.post("ket_hon_voi", **PARTNER)
    chau.post("noi_da_cu_tru", **SINCE)
    chau.post("nhan_ket_qua")
    return chau


def test_hundred_random_posts_break_nothing(open_draft, certificate):
    fuzz(open_draft, certificate, 100)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 41))
def test_ten_thousand_random_posts_break_nothing(open_draft, certificate, number):
    # Forty times 250: one transaction that updates one row ten thousand times crawls.
    fuzz(open_draft, certificate, 250, number)
