"""The pages of the identity provider: its sign-in, and what it says instead of redirecting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode, urlsplit

from portal.standin.claims import CHOICES
from portal.standin.pages import page
from portal.standin.people import Person
from portal.standin.web import Reply


def sign_in(
    client: str, known: Sequence[Person], asked: Mapping[str, str], typed: str | None = None
) -> Reply:
    """The sign-in page; `typed` is a number nobody here has, shown back with a sentence."""
    parts = urlsplit(asked["redirect_uri"])
    body = _SIGN_IN.format(
        client=escape(client),
        action=escape(f"/oidc/authorize?{urlencode(asked)}"),
        bad=" bad" if typed is not None else "",
        error=_WRONG_NUMBER if typed is not None else "",
        described=" id_personal_id_error" if typed is not None else "",
        invalid=' aria-invalid="true"' if typed is not None else "",
        typed=escape(typed or ""),
        choices="".join(
            f'<div class="choice"><input type="checkbox" id="id_{key}" name="chia_se_{key}" '
            f'value="1" checked><label for="id_{key}">{words}</label></div>'
            for key, words in CHOICES.items()
        ),
        people="".join(_one(person) for person in known),
    )
    title = "Lỗi: Đăng nhập định danh" if typed is not None else "Đăng nhập định danh"
    return page(
        title,
        body,
        status=200 if typed is None else 422,
        forms=f"'self' {parts.scheme}://{parts.netloc}",
    )


_WRONG_NUMBER = (
    '<p class="err" id="id_personal_id_error">Không có người mẫu nào mang số này. '
    "Chọn một người trong danh sách bên dưới.</p>"
)
_SIGN_IN = """<h1>Đăng nhập định danh</h1>
<p class="lead">{client} đã đưa bạn tới đây. Không nhập số thật.</p>
<div class="door">
<form method="post" action="{action}" novalidate>
<input type="hidden" name="chia_se" value="1">
<div class="field{bad}"><label for="id_personal_id">Số định danh cá nhân</label>
<p class="hint" id="id_personal_id_helptext">12 chữ số của một người mẫu</p>{error}
<input class="input" id="id_personal_id" name="personal_id" value="{typed}" inputmode="numeric"
 autocomplete="off" aria-describedby="id_personal_id_helptext{described}"{invalid}></div>
<fieldset class="field"><legend>{client} xin được biết</legend>{choices}</fieldset>
<div class="acts"><button class="btn" type="submit">Đồng ý và quay lại</button>
<button class="btn btn-2" type="submit" name="tu_choi" value="1">Không đồng ý</button></div>
</form></div>
<h2>Người mẫu có thể dùng</h2>
<form method="post" action="{action}"><ul class="who">{people}</ul></form>"""


def _one(person: Person) -> str:
    level = "" if person.level == 2 else " · định danh mức độ 1"
    firm = f" · đại diện {escape(person.organisation)}" if person.organisation else ""
    return (
        f'<li><button class="btn" name="personal_id" value="{escape(person.personal_id)}">'
        f"<b>{escape(person.name)}</b><small>{escape(person.personal_id)}{level}{firm}"
        "</small></button></li>"
    )


def broken_request(status: int) -> Reply:
    """No redirect to an address nobody registered: say so here."""
    body = (
        "<h1>Không mở được trang đăng nhập</h1><p class='lead'>Ứng dụng gọi trang này chưa "
        "được đăng ký, hoặc địa chỉ quay lại không đúng địa chỉ đã đăng ký.</p>"
    )
    return page("Không mở được trang đăng nhập", body, status=status)


def bye() -> Reply:
    """The end of a sign-out that names no place to go back to."""
    return page("Đã đăng xuất", "<h1>Đã đăng xuất</h1>")
