"""Everybody who may come to a door, and one case that has all a case can have.

Anna applies and owns; Chi is another citizen; Minh handles the case; Khang sits at another
agency; Bảo is the administrator; the gate is a client of the status API.
"""

import io
from dataclasses import dataclass
from uuid import uuid4

import pikepdf
from allauth.idp.oidc.models import Client as ApiClient
from django.test import Client

from portal.accounts.models import User
from portal.accounts.staff import enroll
from portal.national.files import signature
from procedures import storage
from procedures.access import Viewer
from procedures.models import Case, Draft, File, Letter, Paper, PaperFile, Person
from procedures.queries.national import FileRef
from tests import make

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "bí mật của bài thử"


@dataclass(frozen=True)
class World:
    """The rows, and a browser for each who may come."""

    place: make.Office
    case: Case
    draft: Draft
    paper: Paper
    draft_paper: Paper
    letter: Letter
    browsers: dict[str, Client]

    def names(self) -> dict[str, str]:
        """What stands in the addresses of what is there."""
        return {
            "code": self.case.code,
            "draft_id": str(self.draft.pk),
            "paper_id": str(self.paper.pk),
            "paper": str(self.draft_paper.pk),
            "file_id": str(self.letter.pk),
            "signed": signature(FileRef("letter", self.letter.pk)),
            "person": str(self.place.viewer("thu_ly").person),
            "post": str(make.position(self.place.viewer("thu_ly")).pk),
        }

    def missing(self) -> dict[str, str]:
        """The same for what is not there."""
        return {
            "code": "H57.99-261123-0001",
            "draft_id": str(uuid4()),
            "paper_id": str(uuid4()),
            "paper": str(uuid4()),
            "file_id": str(uuid4()),
            "signed": "x" * 32,
        }


def built() -> World:
    """Make it all."""
    place = make.office()
    elsewhere = make.office("H57.31.01", "phường Phú Xuân")
    anna, chi = make.citizen(), make.citizen(make.person("Võ Thị Chi", "046190009999"))
    case = make.case(place, anna)
    make.move(case, "receive", place.viewer("tiep_nhan"), make.AT + make.HOUR)
    case.refresh_from_db()
    draft = make.draft(place, anna)
    bao = make.person("Đặng Ngọc Bảo", "046184009916")
    return World(
        place=place,
        case=case,
        draft=draft,
        paper=paper(case=case),
        draft_paper=paper(draft=draft),
        letter=released(case),
        browsers={
            "anonymous": Client(),
            "anna": citizen(anna),
            "chi": citizen(chi),
            "minh": officer(place.viewer("thu_ly"), "minh"),
            "khang": officer(elsewhere.viewer("thu_ly"), "khang"),
            "bao": officer(Viewer(bao.pk), "bao", administrator=True),
            "gate": gate(),
        },
    )


def page() -> File:
    """A PDF of one empty page in the store."""
    out, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out)
    kept = storage.put_bytes(out.getvalue())
    return File.objects.get_or_create(
        sha256=kept.sha256,
        defaults={"size": kept.size, "kind": "pdf", "scan": "clean", "stored_at": make.AT},
    )[0]


def paper(**owner: Case | Draft) -> Paper:
    """A paper of one page, handed in."""
    one = Paper.objects.create(
        paper_id="giay_xn_cu", view=page(), pages=1, added_at=make.AT, **owner
    )
    PaperFile.objects.create(
        paper=one, file=page(), name="to-1.pdf", place=0, added_at=make.AT
    )
    return one


def released(case: Case) -> Letter:
    """The receipt and a result, both with their bytes; the result is returned."""
    facts = {"file": page(), "rendered": page(), "pages": 1, "state": "released"}
    Letter.objects.filter(case=case, name="receipt").update(released_at=make.AT, **facts)
    return Letter.objects.create(
        case=case,
        name="result",
        n=2,
        facts={},
        number=14,
        symbol="UBND-XNTTHN",
        ordered_at=make.AT,
        released_at=make.AT,
        **facts,
    )


def citizen(viewer: Viewer) -> Client:
    """A browser in which this person is signed in."""
    one = Person.objects.get(pk=viewer.person)
    user = User.objects.create(
        username=f"citizen-{one.pk}", person=one, kind="citizen", first_name=one.full_name
    )
    return signed_in(user)


def officer(viewer: Viewer, username: str, *, administrator: bool = False) -> Client:
    """A browser in which this officer or administrator is signed in."""
    user = enroll(
        username=username,
        password="không dùng đến",
        person=viewer.person,
        full_name=username.title(),
        administrator=administrator,
    )
    return signed_in(user)


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user, backend=MODEL_BACKEND)
    return browser


def gate() -> Client:
    """A client of the status API, with its token in every request."""
    client = ApiClient(id="cong-thu", name="cong-thu", type=ApiClient.Type.CONFIDENTIAL)
    client.set_grant_types([ApiClient.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes(["national.read"])
    client.set_default_scopes(["national.read"])
    client.set_secret(SECRET)
    client.save()
    form = {
        "grant_type": "client_credentials",
        "client_id": client.id,
        "client_secret": SECRET,
    }
    answer = Client().post("/identity/o/api/token", form | {"scope": "national.read"})
    return Client(headers={"authorization": f"Bearer {answer.json()['access_token']}"})
