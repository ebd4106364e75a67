"""The frame of every page, and the pages that show what the national portal holds.

Every page carries the ribbon that says it is a stand-in. No script, no inline style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from portal.standin.fields import STATUSES
from portal.standin.web import HTML, Reply

_FRAME = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Hệ thống thử</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/standin.css">
</head>
<body>
<a class="skip" href="#noi-dung">Chuyển đến nội dung chính</a>
<header>
<p class="stand">{ribbon}</p>
{nav}
</header>
<main id="noi-dung" tabindex="-1"><div class="wrap{narrow}">
{body}
</div></main>
</body>
</html>
"""
_NATIONAL = "Hệ thống thử, thay cho Cổng Dịch vụ công quốc gia. Không phải cổng thật."
_IDENTITY = "Trang thử, thay cho hệ thống định danh quốc gia. Chỉ có khi chạy thử."
_NAV = (("/", "Hồ sơ đã nhận"), ("/tin-nhan/", "Tin nhắn và thư"))


def page(
    title: str, body: str, *, status: int = 200, at: str = "", forms: str = "'none'"
) -> Reply:
    """A page; `at` is the current place of the national portal, empty for the sign-in."""
    nav = "".join(
        f'<li><a href="{href}"{_current(href, at)}>{name}</a></li>' for href, name in _NAV
    )
    html = _FRAME.format(
        title=escape(title),
        ribbon=_NATIONAL if at else _IDENTITY,
        nav=f'<nav class="top" aria-label="Chính"><ul>{nav}</ul></nav>' if at else "",
        narrow="" if at else " narrow",
        body=body,
    )
    policy = f"default-src 'none'; style-src 'self'; img-src data:; form-action {forms}"
    headers = {
        "Content-Security-Policy": f"{policy}; base-uri 'none'; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Reply(status, html.encode(), HTML, headers)


def _current(href: str, at: str) -> str:
    return ' aria-current="page"' if href == at else ""


def home(cases: Sequence[Mapping[str, Any]], count: int) -> Reply:
    """The cases whose last change is newest, and how many there are in all."""
    rows = "".join(
        f'<tr data-case="{escape(case["code"])}" data-status="{escape(case["status"])}">'
        f'<th scope="row"><a class="code" href="/ho-so/{escape(case["code"])}/">'
        f"{escape(case['code'])}</a></th>"
        f'<td data-l="Thủ tục">{escape(case["procedure"])}</td>'
        f'<td data-l="Cơ quan">{escape(case["agency"])}</td>'
        f'<td data-l="Trạng thái">{_status(case["status"])}</td>'
        f'<td data-l="Đã đi qua">{" → ".join(case["journey"])}</td>'
        f'<td data-l="Nhận lúc">{_when(case["at"])}</td></tr>'
        for case in cases
    )
    table = (
        "<table><thead><tr><th>Mã hồ sơ</th><th>Thủ tục</th><th>Cơ quan</th>"
        f"<th>Trạng thái</th><th>Đã đi qua</th><th>Nhận lúc</th></tr></thead><tbody>{rows}"
        "</tbody></table>"
    )
    more = f"<p>{len(cases)} hồ sơ mới nhất.</p>" if count > len(cases) else ""
    none = '<p class="none">Chưa có hồ sơ nào được đồng bộ lên.</p>'
    body = (
        "<h1>Hồ sơ cổng quốc gia đã nhận</h1>"
        '<p class="lead">Mỗi dòng là một hồ sơ do cổng địa phương gửi lên, đúng như đã nhận.'
        f"</p><h2>{count} hồ sơ</h2>{more}{table if cases else none}"
    )
    return page("Hồ sơ đã nhận", body, at="/")


def case(code: str, held: Mapping[str, Any]) -> Reply:
    """One case: its progress, the message as received, the calls about it."""
    steps = "".join(
        f'<li data-status="{escape(row["status"])}"><b>{_status(row["status"])}</b> '
        f'<span class="when">{_when(row["at"])}{_by(row)}</span>{escape(row["text"])}</li>'
        for row in held["progress"]
    )
    doubts = "".join(f'<p class="warn">{escape(said)}.</p>' for said in held["doubts"])
    calls = "".join(
        f'<tr><th scope="row">{_when(call["at"])}</th>'
        f'<td data-l="Dịch vụ">{escape(call["service"])}</td>'
        f'<td data-l="Trả lời">{escape(call["result"])} {escape(call["message"])}</td></tr>'
        for call in held["calls"]
    )
    fields = "".join(_fact(name, value) for name, value in (held["snapshot"] or {}).items())
    status = (held["snapshot"] or {}).get("TrangThaiHoSo", "")
    body = (
        f'<h1 data-case="{escape(code)}" data-status="{escape(status)}">{escape(code)}</h1>'
        f'<p class="lead">{_status(status)}</p>{doubts}'
        f'<h2>Tiến độ</h2><ol class="line">{steps}</ol>'
        "<h2>Các lần gọi</h2><table><thead><tr><th>Lúc</th><th>Dịch vụ</th><th>Trả lời</th>"
        f"</tr></thead><tbody>{calls}</tbody></table>"
        "<h2>Bản ghi như đã nhận</h2><table><thead><tr><th>Trường</th><th>Giá trị</th></tr>"
        f"</thead><tbody>{fields}</tbody></table>"
    )
    return page(code, body, at="/ho-so/")


def messages(held: Sequence[Mapping[str, Any]]) -> Reply:
    """Every SMS and e-mail, newest first."""
    rows = "".join(
        f'<li data-channel="{escape(one["channel"])}"><span class="hint">'
        f"{'Tin nhắn' if one['channel'] == 'sms' else 'Thư'} tới {escape(one['to'])}, "
        f"{_when(one['at'])}</span>"
        f"{'<b>' + escape(one['subject']) + '</b>' if one['subject'] else ''}"
        f"<p>{escape(one['text'])}</p></li>"
        for one in reversed(held)
    )
    none = '<p class="none">Chưa có tin nhắn nào.</p>'
    body = (
        '<h1>Tin nhắn và thư đã gửi</h1><p class="lead">Thay cho điện thoại và hộp thư của '
        f"người dân. Không có gì rời khỏi máy này.</p>{none if not held else ''}"
        f'<ol class="msgs">{rows}</ol>'
    )
    return page("Tin nhắn và thư", body, at="/tin-nhan/")


def missing() -> Reply:
    """No such case here."""
    body = (
        "<h1>Chưa nhận hồ sơ này</h1><p>Hồ sơ có thể đang chờ gửi ở cổng địa phương. "
        '<a href="/">Xem các hồ sơ đã nhận</a>.</p>'
    )
    return page("Chưa nhận hồ sơ này", body, status=404, at="/ho-so/")


def _status(code: str) -> str:
    return f"{escape(code)} · {STATUSES.get(code, 'Chưa rõ')}" if code else "Chưa nhận bản ghi"


def _when(iso: str) -> str:
    """12:05 20/11/2026, with the machine's form beside it."""
    shown = f"{iso[11:16]} {iso[8:10]}/{iso[5:7]}/{iso[:4]}"
    return f'<time datetime="{escape(iso)}">{escape(shown)}</time>'


def _by(row: Mapping[str, Any]) -> str:
    names: Iterable[str] = filter(None, (row["officer"], row["unit"]))
    return "".join(f" · {escape(name)}" for name in names)


def _fact(name: str, value: Any) -> str:
    if isinstance(value, list):
        shown = "<br>".join(
            escape(", ".join(f"{key}: {part}" for key, part in row.items() if part))
            for row in value
        )
    else:
        shown = escape(str(value))
    return f'<tr><th scope="row">{escape(name)}</th><td>{shown or "–"}</td></tr>'
