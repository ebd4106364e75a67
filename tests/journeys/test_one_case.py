"""One whole case in a browser: with scripts, without, and with the keyboard alone."""

import json
from concurrent.futures import ThreadPoolExecutor

import page as checker
import pytest

from portal.connect.signature.authority import Authority
from portal.connect.signature.pades import judged
from portal.demo import checks
from portal.demo.telling import Told
from tests.journeys.case import Story
from tests.journeys.hands import Keys, Pointer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ARCHIVE = checker.ValidationProfile.PDF_A_3A
EARLIER_SIGNATURE = "PDFA3A-SIGNATURE-BYTERANGE-001"
"""The checker wants every signature to cover the whole file; of two only the last can."""

WAYS = {
    "pointer": (Pointer, True),
    "no scripts": (Pointer, False),
    "keyboard": (Keys, True),
}


@pytest.fixture(params=WAYS)
def told(request, stack, browser):
    """The case played to its end, and what is to be said about it."""
    hand, scripts = WAYS[request.param]
    story = Story(browser, stack.url, hand=hand, scripts=scripts)
    try:
        story.play()
        letters = {form: story.download(f"/giay/{form}/") for form in ("01", "02")}
    finally:
        story.close()
    told = Told(say=print, code=story.code)
    letters["result"] = story.result
    return told, letters


def test_a_case_goes_from_the_search_to_the_signed_result(told, stack):
    told, letters = told
    roots = [Authority(stack.data / "keys" / "signing").root().certificate]

    with ThreadPoolExecutor(1) as beside:  # pyHanko's event loop beside Playwright's
        found = beside.map(lambda pdf: judged(pdf, roots=roots), letters.values())
        boxes = dict(
            zip(letters, ([s.box for s in one if s.good] for one in found), strict=True)
        )
    objections = {
        one.rule_id
        for pdf in letters.values()
        for one in checker.validate_pdf_bytes(pdf, profile=ARCHIVE).failures
    }
    checks.text(told, letters["result"])
    checks.national(told, stack.standin_url, seconds=60)
    checks.messages(told, stack.standin_url, seconds=60)
    checks.status_api(told, stack.url)

    assert told.wrong == []
    assert boxes == {"01": ["officer"], "02": ["officer"], "result": ["leader", "agency"]}
    assert objections <= {EARLIER_SIGNATURE}


def test_after_all_cases_history_and_replay_agree(stack):
    history = json.loads(stack.manage("verify_history", "--json").stdout)
    replay = json.loads(stack.manage("replay_cases", "--json").stdout)

    assert (history["ok"], replay["ok"]) == (True, True)
    assert replay["cases"] >= 1


def test_make_demo_finds_everything_right_and_writes_it_down(stack, tmp_path):
    done = stack.manage("demo_case", "--json", str(tmp_path / "demo.json"))

    told = json.loads((tmp_path / "demo.json").read_text())
    assert done.returncode == 0, done.stdout
    assert (told["ok"], told["national"]) == (True, ["1", "2", "4", "5", "4", "9", "10"])
    assert [one["form"] for one in told["letters"]] == ["01", "02", "result"]
    assert len(told["steps"]) == 14
