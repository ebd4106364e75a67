"""What every page of a draft shows around its matter: steps, way back, how long it lasts."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from portal.filing.path import Filled
from portal.filing.room import Room
from portal.ui.parts import Step
from procedures.operations.drafts import KEPT


def of_page(room: Room, filled: Filled, key: str, *, at: datetime) -> dict[str, Any]:
    """The context shared by all pages of a draft; `key` is the page that is open."""
    draft, before = filled.draft, filled.before(key)
    return {
        "base": room.base,
        "draft": draft,
        "procedure": procedure_name(filled),
        "back": room.address(draft.id, before) if before else room.address(draft.id),
        "steps": steps(filled, key),
        "submit_key": draft.submit_key,
        "expected": draft.revision,
        "saved_at": draft.saved_at,
        "kept_until": (draft.saved_at + KEPT).date(),
        "session_ends": at + timedelta(minutes=settings.CITIZEN_IDLE_MINUTES),
        "away": room.away,
    }


def steps(filled: Filled, key: str) -> tuple[Step, ...]:
    """The progress stroke; only while no answer can change how many pages there are."""
    certain = not any(
        one.when for one in filled.rules.sections if one.id not in filled.draft.done_sections
    )
    if not certain and key not in ("giay-to", "kiem-tra"):
        return ()
    return tuple(
        Step(page.title, "now" if page.key == key else "done" if page.done else "todo")
        for page in filled.pages
    )


def procedure_name(filled: Filled) -> str:
    """What people call the procedure."""
    rules = filled.rules
    return (rules.short_name or rules.name).in_language(get_language() or "vi")


def expected(request: HttpRequest) -> int | None:
    """The revision the page was drawn with; None when it does not say (then nobody's save is
    overwritten, because the last one simply stands)."""
    text = request.POST.get("expected", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
