"""One whole case, from the search to the downloaded certificate, through the pages alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.demo.browser import Browser, Unexpected
from portal.demo.people import OFFICERS, PASSWORD
from portal.demo.story import (
    ANSWERS,
    APPLICANT,
    ASKED_FOR,
    DESK,
    PAPER,
    PROCEDURE,
    REMARK,
    SEARCH,
    photo,
)
from portal.demo.telling import Step, Told

LETTER_SECONDS = 60.0
"""How long a letter may take that a worker makes."""
CASE_CODE = re.compile(r"/ho-so/([^/]+)/da-nop/")
CITIZEN = f"Công dân {APPLICANT.name}"


@dataclass
class Journey:
    """The people of one case, each in a browser of their own."""

    url: str
    told: Told
    citizen: Browser = field(init=False)
    officers: dict[str, Browser] = field(default_factory=dict)
    result: bytes = b""

    def __post_init__(self) -> None:
        self.citizen = Browser(self.url)

    def play(self) -> None:
        """All of it. Raises ``Unexpected`` where a page is not what it should be."""
        self.apply()
        self.office_receives()
        self.supplement()
        self.decide()
        self.hand_over()

    def apply(self) -> None:
        """Find the procedure, sign in, fill in, hand in."""
        with self.told.step(f"tìm “{SEARCH}” và mở thủ tục {PROCEDURE}", CITIZEN):
            find(self.citizen)
        with self.told.step("đăng nhập bằng định danh điện tử, trở lại đúng bước đó", CITIZEN):
            sign_in(self.citizen)
        with self.told.step("trả lời các câu hỏi", CITIZEN):
            answer(self.citizen)
        with self.told.step("gửi ảnh chụp giấy đã cấp, kiểm tra và nộp", CITIZEN) as step:
            self.told.code = submit(self.citizen)
            self._note(step, self.citizen)

    def office_receives(self) -> None:
        """Reception issues form 01."""
        self.act("vinh.tiepnhan", "tiếp nhận, cấp giấy hẹn (mẫu 01)", "receive")

    def supplement(self) -> None:
        """The officer asks once, with form 02; the citizen answers."""
        values = {f"check-{PAPER}": "wrong", f"supplement-{PAPER}": ASKED_FOR}
        self.act("hien.hotich", "yêu cầu bổ sung (mẫu 02)", "supplement", values)
        with self.told.step("chụp lại giấy và gửi bổ sung", CITIZEN) as step:
            case = f"/ho-so/{self.told.code}/"
            self.citizen.get(case)
            self.citizen.follow(href=f"{case}bo-sung/")
            files = {f"paper-{PAPER}": photo(blurred=False)}
            self.citizen.send(files=files, press="supplied")
            self._note(step, self.citizen)
            self.citizen.demand(step.status == "4", "the supplement was not taken")

    def decide(self) -> None:
        """Drafted by one, controlled by another, signed by a third, issued by a fourth."""
        self.act("hien.hotich", "dự thảo giấy xác nhận", "draft")
        remark = {"forward-remark": REMARK}
        self.act("hien.hotich", "chuyển kiểm soát", "forward", remark)
        self.act("lien.truongphong", "kiểm soát và trình ký", "forward")
        self.act("son.phochutich", "ký: lấy số, ngày và ký số", "sign")
        with self.told.step(
            "kiểm tra, ký số của cơ quan, phát hành", name_of("thao.vanthu")
        ) as s:
            self._issue(s)
        with self.told.step("tải giấy xác nhận đã ký", CITIZEN):
            case, file = f"/ho-so/{self.told.code}/", "/ket-qua/tai/"
            self.citizen.await_page(case, file, seconds=LETTER_SECONDS)
            self.citizen.follow(href=file)
            self.result = self._pdf(self.citizen)

    def hand_over(self) -> None:
        """The desk closes the case."""
        how = {"hand_over-how": "electronic"}
        self.act("vinh.tiepnhan", "trả kết quả bản điện tử", "hand_over", how)

    def act(
        self,
        username: str,
        what: str,
        action: str,
        values: Mapping[str, str] | None = None,
    ) -> None:
        """One action of one officer: its link on the case's page, its form, its button."""
        with self.told.step(what, name_of(username)) as step:
            browser = self.desk(username)
            browser.follow(action=action)
            browser.send(values, press=action)
            self._note(step, browser)

    def desk(self, username: str) -> Browser:
        """This officer's browser, signed in, with the case open."""
        browser = self.officers.get(username)
        if browser is None:
            browser = self.officers[username] = Browser(self.url)
            officer_in(browser, username)
        browser.get(f"{self.url}/can-bo/ho-so/{self.told.code}/")
        browser.demand(browser.page.status == 200, "the case is not shown")
        return browser

    def letter(self, form: str, *, seconds: float = LETTER_SECONDS) -> bytes:
        """A form of the case, as soon as it is there."""
        case, file = f"/ho-so/{self.told.code}/", f"/giay/{form}/"
        self.citizen.await_page(case, file, seconds=seconds)
        self.citizen.follow(href=file)
        return self._pdf(self.citizen)

    def _issue(self, step: Step) -> None:
        """Issuing waits until the leader's signature is on the letter."""
        browser = self.desk("thao.vanthu")
        letter = f"/can-bo/ho-so/{self.told.code}/van-ban/result/"
        browser.await_page(browser.page.url, letter, seconds=LETTER_SECONDS)
        browser.follow(action="issue")
        browser.send(press="issue")
        self._note(step, browser)

    def _pdf(self, browser: Browser) -> bytes:
        browser.demand("pdf" in browser.page.kind, "this is no PDF")
        return browser.body

    def _note(self, step: Step, browser: Browser) -> None:
        browser.demand(browser.page.status == 200, "refused")
        step.status = browser.page.marks.get("status", "")


def find(browser: Browser) -> None:
    """From the home page to the procedure's page, by the search box."""
    browser.get("/")
    browser.send({"q": SEARCH})
    browser.follow(href=f"/thu-tuc/{PROCEDURE}")
    browser.follow(href=f"/ho-so/moi/{PROCEDURE}/")
    browser.demand("/dang-nhap/" in browser.page.url, "asked for no sign-in")


def sign_in(browser: Browser) -> None:
    """Through the identity provider and back to where the citizen was."""
    browser.follow(href="/dang-nhap/vneid/")
    browser.send({"personal_id": APPLICANT.personal_id})
    browser.demand(f"/ho-so/moi/{PROCEDURE}/" in browser.page.url, "did not come back")


def answer(browser: Browser) -> None:
    """Choose the desk, then every question page until the papers."""
    browser.send({"desk": DESK})
    draft = browser.page.url
    seen: list[str] = []
    while not browser.page.url.endswith("/giay-to/"):
        here = browser.page.url
        seen.append(here)
        browser.demand(seen.count(here) <= 2, "the answers were refused")
        if here == draft:  # the task list
            browser.follow(href=draft.removeprefix(browser.base))
            continue
        form = browser.form("asked")
        browser.send({k: v for k, v in ANSWERS.items() if k in form.names}, control="asked")


def submit(browser: Browser) -> str:
    """Hand in the photo, look at the check page, submit; answers the code."""
    browser.send(files={f"paper-{PAPER}": photo(blurred=True)}, control=f"paper-{PAPER}")
    browser.demand("/kiem-tra/" in browser.page.url, "the photo was not taken")
    browser.send({"cam_doan-cam_doan": "on"}, press="submit")
    found = CASE_CODE.search(browser.page.url)
    if found is None:
        raise Unexpected(f"{browser.page.told()}: not submitted")
    return found[1]


def officer_in(browser: Browser, username: str) -> None:
    """Sign in with name and password."""
    browser.get("/can-bo/")
    browser.send({"username": username, "password": PASSWORD}, control="password")
    browser.demand("/dang-nhap/" not in browser.page.url, "not signed in")


def name_of(username: str) -> str:
    """How the demo calls an officer."""
    one = next(one for one in OFFICERS if one.username == username)
    return f"{one.title} {one.name}"
