"""The demo's case once more, in a real browser: people at their screens."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, expect

from portal.demo.people import PASSWORD
from portal.demo.story import ANSWERS, APPLICANT, ASKED_FOR, PAPER, PROCEDURE, SEARCH, photo
from tests.journeys.hands import Pointer, fill

LETTER_SECONDS = 90
WINDOW = {
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
    "viewport": {"width": 1366, "height": 768},
}


@dataclass
class Story:
    """One case and its people, each in a browser window of their own."""

    browser: Browser
    url: str
    hand: Callable[..., Pointer] = Pointer
    scripts: bool = True
    code: str = ""
    windows: list[BrowserContext] = field(default_factory=list)
    officers: dict[str, Pointer] = field(default_factory=dict)

    def window(self) -> Pointer:
        """A new person's browser."""
        context = self.browser.new_context(java_script_enabled=self.scripts, **WINDOW)
        context.set_default_timeout(20_000)
        self.windows.append(context)
        return self.hand(context.new_page())

    def close(self) -> None:
        for context in self.windows:
            context.close()

    # --- the citizen

    def apply(self) -> None:
        """From the home page to the confirmation."""
        self.citizen = self.window()
        find(self.citizen, self.url)
        sign_in(self.citizen)
        self.answer()
        self.hand_in()

    def answer(self) -> None:
        """Every question page; a page whose answer asks for more comes back once."""
        me, page = self.citizen, self.citizen.page
        me.press(page.locator("main form button[type=submit]:visible").last)
        page.wait_for_url(re.compile("/ho-so/nhap/"))
        go_on = page.locator("main .acts a.btn")
        if go_on.count():
            me.press(go_on)
        for _n in range(15):
            if page.url.split("#")[0].endswith("/giay-to/"):
                return
            fill(me, ANSWERS)
            me.press(page.locator("main .acts button").first)
        raise AssertionError(f"the questions have no end: {page.url}")

    def hand_in(self) -> None:
        """The photo, the check, the declaration; the code is on the confirmation."""
        me, page = self.citizen, self.citizen.page
        self.give_photo(blurred=True)
        me.press(page.locator("main .acts button").first)
        expect(page).to_have_url(re.compile("/kiem-tra/"))
        me.choose(page.locator("[name='cam_doan-cam_doan']"))
        me.press(page.locator("[data-action=submit]"))
        expect(page).to_have_url(re.compile("/da-nop/"))
        self.code = page.locator("[data-case]").first.get_attribute("data-case") or ""

    def give_photo(self, *, blurred: bool) -> None:
        """With scripts the file is sent at once and its row appears."""
        one = photo(blurred=blurred)
        file = {"name": one.name, "mimeType": one.kind, "buffer": one.content}
        page = self.citizen.page
        self.citizen.give(page.locator(f"#id_paper-{PAPER}"), file)
        if self.scripts:
            row = page.locator(f"#giay-{PAPER} [data-files] a, #giay-{PAPER} a")
            expect(row.filter(has_text=one.name)).to_be_visible(timeout=30_000)

    def supply(self) -> None:
        """Answer the request for more."""
        me, page = self.citizen, self.citizen.page
        page.goto(f"{self.url}/ho-so/{self.code}/")
        me.press(page.locator(f"main a[href$='/ho-so/{self.code}/bo-sung/']").first)
        self.give_photo(blurred=False)
        me.press(page.locator("[data-action=supplied]"))
        expect(page.locator("[data-case]").first).to_have_attribute("data-status", "4")

    def download(self, link: str) -> bytes:
        """A file of the case, as soon as there is one."""
        page, case = self.citizen.page, f"{self.url}/ho-so/{self.code}/"
        until_there(self.citizen, case, f"a[href$='{link}']")
        address = page.locator(f"a[href$='{link}']").first.get_attribute("href")
        return page.request.get(f"{self.url}{address}").body()

    # --- the officers

    def act(self, username: str, action: str, **values: str) -> None:
        """One action of one officer: list, case, action, button."""
        me = self.officer(username)
        page, case = me.page, f"{self.url}/can-bo/ho-so/{self.code}/"
        if action == "issue":
            until_there(me, case, "a[href$='/van-ban/result/']")
        else:
            page.goto(case)
        me.press(page.locator(f".bar [data-action={action}]"))
        fill(me, {f"{action}-{name}": value for name, value in values.items()})
        me.press(page.locator(f"form button[data-action={action}]").first)
        expect(page).to_have_url(re.compile(rf"/can-bo/ho-so/{self.code}/$"))

    def ask_for_more(self) -> None:
        """The officer judges everything, and asks once."""
        me = self.officer("hien.hotich")
        page = me.page
        page.goto(f"{self.url}/can-bo/ho-so/{self.code}/")
        me.press(page.locator(".bar [data-action=supplement]"))
        me.choose(page.locator(f"[name='check-{PAPER}'][value=wrong]"))
        me.write(page.locator(f"[name='supplement-{PAPER}']"), ASKED_FOR)
        me.press(page.locator("form button[data-action=supplement]").first)
        expect(page.locator("[data-case]").first).to_have_attribute("data-status", "5")

    def officer(self, username: str) -> Pointer:
        """This officer's browser, signed in once."""
        if username not in self.officers:
            me = self.officers[username] = self.window()
            me.page.goto(f"{self.url}/can-bo/")
            me.write(me.page.locator("[name=username]"), username)
            me.write(me.page.locator("[name=password]"), PASSWORD)
            me.press(me.page.locator("main form button").first)
            expect(me.page).to_have_url(re.compile("/can-bo/"))
        return self.officers[username]

    # --- all of it

    def play(self) -> None:
        """Everything between the search and the handing over."""
        self.apply()
        self.act("vinh.tiepnhan", "receive")
        self.ask_for_more()
        self.supply()
        self.act("hien.hotich", "draft")
        self.act("hien.hotich", "forward")
        self.act("lien.truongphong", "forward")
        self.act("son.phochutich", "sign")
        self.act("thao.vanthu", "issue")
        self.result = self.download("/ket-qua/tai/")
        self.act("vinh.tiepnhan", "hand_over", how="electronic")


def find(me: Pointer, url: str) -> None:
    """From the home page to the start of the application."""
    page = me.page
    page.goto(url)
    me.write(page.locator("main [name=q]"), SEARCH)
    me.press(page.locator("main form button[type=submit]").first)
    me.press(page.locator(f"li[data-procedure='{PROCEDURE}'] a").first)
    me.press(page.locator(f"a[href='/ho-so/moi/{PROCEDURE}/']").first)
    expect(page).to_have_url(re.compile("/dang-nhap/"))


def sign_in(me: Pointer) -> None:
    """At the identity provider, and back."""
    page = me.page
    me.press(page.locator("[data-sign-in=citizen]"))
    me.write(page.locator("input[name=personal_id]"), APPLICANT.personal_id)
    me.press(page.locator("form .acts .btn").first)
    expect(page).to_have_url(re.compile(f"/ho-so/moi/{PROCEDURE}/"))


def until_there(me: Pointer, address: str, what: str) -> None:
    """Open an address until something that a worker makes stands there."""
    until = time.monotonic() + LETTER_SECONDS
    while True:
        me.page.goto(address)
        if me.page.locator(what).count():
            return
        assert time.monotonic() < until, f"no {what} on {address}"
        me.page.wait_for_timeout(250)
