"""Every page of the house, with the case in its states: who opens it, and where it is.

Needs a stack whose demo cases are made (`demo_past`). Signing in goes over plain HTTP, so a
browser only has to take over the cookies.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from portal.demo.browser import Browser
from portal.demo.journey import answer, find, officer_in, sign_in
from portal.demo.people import CITIZENS
from portal.demo.story import PROCEDURE

CHAU, PHUC, LAN, THANH = CITIZENS
ROW = re.compile(r'data-case="([^"]+)" data-status="(\d+)" data-step="([^"]*)"')
NOBODY = ""

PLACES: dict[str, tuple[str, str]] = {
    # name: (who, address); {words} are found by `Guide`
    "C1 home": (NOBODY, "/"),
    "C1 home, signed in": (PHUC.personal_id, "/"),
    "C2 catalogue": (NOBODY, "/thu-tuc/"),
    "C2 hits": (NOBODY, "/thu-tuc/?q=giay+doc+than"),
    "C2 narrowed": (NOBODY, "/thu-tuc/?q=khai&linh-vuc=H%E1%BB%99+t%E1%BB%8Bch"),
    "C2 no hit": (NOBODY, "/thu-tuc/?q=xyzzy+qwertz"),
    "C4 procedure": (NOBODY, f"/thu-tuc/{PROCEDURE}/"),
    "C4 another": (NOBODY, "/thu-tuc/1.013225/"),
    "C4 with conditions": (NOBODY, "/thu-tuc/1.013831/"),
    "C4 with fees": (NOBODY, "/thu-tuc/2.000815/"),
    "C4 elsewhere": (NOBODY, "{elsewhere}"),
    "C6 sign-in": (NOBODY, "/dang-nhap/"),
    "C6 at the provider": (NOBODY, "/dang-nhap/vneid/"),
    "C6 sign-out": (CHAU.personal_id, "/dang-xuat/"),
    "C7 start": (CHAU.personal_id, f"/ho-so/moi/{PROCEDURE}/"),
    "C8 person": (CHAU.personal_id, "{draft}nguoi_nop_ca_nhan/"),
    "C8 content": (CHAU.personal_id, "{draft}noi_dung/"),
    "C8 table": (CHAU.personal_id, "{draft}noi_da_cu_tru/"),
    "C8 delivery": (CHAU.personal_id, "{draft}nhan_ket_qua/"),
    "C9 tasks": (CHAU.personal_id, "{draft}"),
    "C10 papers": (CHAU.personal_id, "{draft}giay-to/"),
    "C13 check": (CHAU.personal_id, "{draft}kiem-tra/"),
    "C13 delete": (CHAU.personal_id, "{draft}xoa/"),
    "C16 confirmation": (PHUC.personal_id, "/ho-so/{asked}/da-nop/"),
    "C17 tracking": (NOBODY, "/tra-cuu/"),
    "C17 tracked": (NOBODY, "/tra-cuu/?ma={handled}"),
    "C17 unknown": (NOBODY, "/tra-cuu/?ma=H57.26-010126-9999"),
    "C18 my cases": (PHUC.personal_id, "/ho-so/"),
    "C18 none yet": (CHAU.personal_id, "/ho-so/"),
    "C19 asked for more": (PHUC.personal_id, "/ho-so/{asked}/"),
    "C19 supplemented": (LAN.personal_id, "/ho-so/{lan}/"),
    "C20 supplement": (PHUC.personal_id, "/ho-so/{asked}/bo-sung/"),
    "C22 result": (THANH.personal_id, "/ho-so/{done}/"),
    "C23 verify": (NOBODY, "/xac-minh/"),
    "C23 valid": (NOBODY, "{verify}"),
    "C23 unknown": (NOBODY, f"/xac-minh/{'0' * 32}/"),
    "C31 accessibility": (NOBODY, "/kha-nang-tiep-can/"),
    "C35 not found": (NOBODY, "/khong-co/"),
    "account": (CHAU.personal_id, "/tai-khoan/"),
    "officers' sign-in": (NOBODY, "/dang-nhap/can-bo/"),
    "O1 handled": ("hien.hotich", "/can-bo/"),
    "O1 waiting": ("hien.hotich", "/can-bo/cho-bo-sung/"),
    "O1 all": ("hien.hotich", "/can-bo/tat-ca/"),
    "O1 none": ("hien.hotich", "/can-bo/tat-ca/?q=khong+co+ai"),
    "O1 signing": ("son.phochutich", "/can-bo/"),
    "O1 returning": ("vinh.tiepnhan", "/can-bo/tra-ket-qua/"),
    "O2 received": ("vinh.tiepnhan", "/can-bo/tiep-nhan/"),
    "O4 to receive": ("vinh.tiepnhan", "/can-bo/ho-so/{tiep_nhan}/"),
    "O4 handled": ("hien.hotich", "/can-bo/ho-so/{thu_ly}/"),
    "O4 supplemented": ("hien.hotich", "/can-bo/ho-so/{supplemented}/"),
    "O4 to sign": ("son.phochutich", "/can-bo/ho-so/{ky}/"),
    "O4 to issue": ("thao.vanthu", "/can-bo/ho-so/{phat_hanh}/"),
    "O4 closed": ("vinh.tiepnhan", "/can-bo/ho-so/{done}/"),
    "O5 receive": ("vinh.tiepnhan", "/can-bo/ho-so/{tiep_nhan}/buoc/receive/"),
    "O7 refuse": ("vinh.tiepnhan", "/can-bo/ho-so/{tiep_nhan}/buoc/refuse/"),
    "O6 supplement": ("hien.hotich", "/can-bo/ho-so/{thu_ly}/buoc/supplement/"),
    "O5 draft": ("hien.hotich", "/can-bo/ho-so/{thu_ly}/buoc/draft/"),
    "O5 forward": ("lien.truongphong", "/can-bo/ho-so/{kiem_soat}/buoc/forward/"),
    "O5 send back": ("lien.truongphong", "/can-bo/ho-so/{kiem_soat}/buoc/send_back/"),
    "O5 propose": ("hien.hotich", "/can-bo/ho-so/{thu_ly}/buoc/propose_reject/"),
    "O8 extend": ("hien.hotich", "/can-bo/ho-so/{thu_ly}/buoc/extend/"),
    "O11 sign": ("son.phochutich", "/can-bo/ho-so/{ky}/buoc/sign/"),
    "O5 issue": ("thao.vanthu", "/can-bo/ho-so/{phat_hanh}/buoc/issue/"),
    "O14 hand over": ("vinh.tiepnhan", "/can-bo/ho-so/{tra}/buoc/hand_over/"),
    "A1 health": ("quantri", "/quan-tri/"),
    "A2 procedures": ("quantri", "/quan-tri/thu-tuc/"),
    "A3 steps": ("quantri", f"/quan-tri/thu-tuc/{PROCEDURE}/quy-trinh/"),
    "A8 people": ("quantri", "/quan-tri/nguoi-dung/"),
    "A8 person": ("quantri", "{person}"),
    "account of staff": ("quantri", "/tai-khoan/"),
    "password of staff": ("quantri", "/tai-khoan/mat-khau/"),
    "second factor of staff": ("quantri", "/tai-khoan/hai-lop/"),
    "style guide": (NOBODY, "/mau-giao-dien/"),
    "style guide, officers": (NOBODY, "/mau-giao-dien/can-bo/"),
    "style guide, refused": (NOBODY, "/mau-giao-dien/hoi-lai/?sai=1"),
    "national side": (NOBODY, "{standin}/"),
    "national side, case": (NOBODY, "{standin}/ho-so/{done}/"),
    "national side, messages": (NOBODY, "{standin}/tin-nhan/"),
}


@dataclass
class Guide:
    """Signs everybody in and finds the addresses."""

    url: str
    standin: str
    people: dict[str, Browser] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cases()
        self._citizens()
        self.words["draft"] = self._draft()
        self.words["elsewhere"] = self._link(
            NOBODY, "/thu-tuc/?q=khai+thac+khoang+san", "/thu-tuc/"
        )
        self.words["person"] = self._link("quantri", "/quan-tri/nguoi-dung/", "/nguoi-dung/")
        self.words["verify"] = self._link(
            THANH.personal_id, f"/ho-so/{self.words['done']}/", "/xac-minh/"
        )

    def address(self, place: str) -> str:
        return urljoin(self.url, PLACES[place][1].format(standin=self.standin, **self.words))

    def person(self, who: str) -> Browser:
        """Somebody's browser, signed in once."""
        if who not in self.people:
            browser = self.people[who] = Browser(self.url)
            if who.isdigit():
                browser.get("/ho-so/")
                sign_in_as(browser, who)
            elif who:
                officer_in(browser, who)
        return self.people[who]

    def cookies(self, who: str) -> Iterator[dict[str, str]]:
        """The cookies a browser needs to be this person."""
        for one in self.person(who).jar:
            yield {"name": one.name, "value": one.value or "", "url": self.url}

    def _cases(self) -> None:
        hien = self.person("hien.hotich")
        hien.get("/can-bo/tat-ca/")
        rows = ROW.findall(hien.body.decode())
        for code, status, step in rows:
            self.words.setdefault(step, code)
            if step == "thu_ly" and status == "4":
                self.words["thu_ly"] = self.words["handled"] = code
        hien.get("/can-bo/")
        rows = re.split(r"(?=data-case=)", hien.body.decode())
        supplied = [ROW.search(one) for one in rows if "Đã bổ sung" in one]
        self.words["supplemented"] = next(one[1] for one in supplied if one)

    def _citizens(self) -> None:
        for who, word in ((PHUC, "asked"), (LAN, "lan"), (THANH, "done")):
            browser = self.person(who.personal_id)
            browser.get("/ho-so/")
            self.words[word] = ROW.findall(browser.body.decode())[0][0]

    def _draft(self) -> str:
        browser = self.people[CHAU.personal_id] = Browser(self.url)
        find(browser)
        sign_in(browser)
        answer(browser)
        return browser.page.url.removeprefix(self.url).removesuffix("giay-to/")

    def _link(self, who: str, address: str, part: str) -> str:
        browser = self.person(who)
        browser.get(address)
        found = [one.href for one in browser.page.links if part in one.href]
        deep = [href for href in found if not href.split("?")[0].endswith(part)]
        return deep[0].removeprefix(self.url)


def sign_in_as(browser: Browser, personal_id: str) -> None:
    browser.follow(href="/dang-nhap/vneid/")
    browser.send({"personal_id": personal_id})
