"""The demo's case as one story: play it, look at what it left, say whether it is right."""

from __future__ import annotations

import json
from contextlib import suppress
from io import StringIO

from django.conf import settings
from django.core.management import CommandError, call_command

from portal.demo import checks
from portal.demo.browser import Unexpected
from portal.demo.journey import Journey
from portal.demo.telling import Told

SLACK = 40.0  # seconds a worker may need after the time of undo
FORMS = (("01", ("officer",)), ("02", ("officer",)))
RESULT_BOXES = ("leader", "agency")


def play(told: Told, *, url: str, standin: str) -> None:
    """Everything; what is wrong lies in ``told.wrong``."""
    journey = Journey(url, told)
    told.say(f"Một hồ sơ từ đầu đến cuối trên {url}")
    try:
        journey.play()
        _look(told, journey, url=url, standin=standin)
    except (Unexpected, OSError) as fault:
        told.check("đi hết con đường", False, str(fault))
    _close(told)


def _look(told: Told, journey: Journey, *, url: str, standin: str) -> None:
    told.say("")
    patience = settings.UNDO_SECONDS + SLACK
    if settings.UNDO_SECONDS:
        told.say(
            f"… chờ {settings.UNDO_SECONDS} giây: trong thời gian đó cán bộ còn rút lại được "
            "bước vừa làm, nên giấy hẹn, tin nhắn và trạng thái chưa gửi đi"
        )
    found = [(form, journey.letter(form, seconds=patience), boxes) for form, boxes in FORMS]
    checks.letters(told, [*found, ("result", journey.result, RESULT_BOXES)])
    checks.text(told, journey.result)
    checks.national(told, standin, seconds=patience)
    checks.messages(told, standin, seconds=patience)
    checks.status_api(told, url)
    for command, what in (
        ("verify_history", "nhật ký còn nguyên vẹn"),
        ("replay_cases", "tính lại từ nhật ký ra đúng trạng thái đang có"),
    ):
        answer = _asked(command)
        told.check(what, answer.get("ok") is True, json.dumps(answer)[:200])


def _asked(command: str) -> dict:
    """What a command says with --json; its exit status is in its answer."""
    out = StringIO()
    with suppress(SystemExit, CommandError):
        call_command(command, "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue() or "{}")


def _close(told: Told) -> None:
    told.say("")
    for one in told.letters:
        told.say(f"Văn bản {one['form']}: {one['pages']} trang, sha256 {one['sha256'][:16]}…")
    seconds = sum(step.seconds for step in told.steps)
    if told.ok:
        told.say(
            f"Hồ sơ {told.code}: đúng cả, {len(told.steps)} bước trong {seconds:.1f} giây."
        )
    else:
        told.say(f"Hồ sơ {told.code or '(chưa có)'}: {len(told.wrong)} điều chưa đúng:")
        for one in told.wrong:
            told.say(f"  – {one}")
