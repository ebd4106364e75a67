"""Why a move was refused, in a sentence that says how to mend it.

The engine and the operations raise `Refused` with a stable word; here is what people read. A
house test holds the table to every word that can be raised.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.ui import wording

SENTENCES: Mapping[str, str | Promise] = {
    "already_finished": _("The case has its result already. Reload the page."),
    "already_signed": _("The result is signed already, so this can no longer be done."),
    "apologised_already": _("An apology has been sent for this case. It is sent once."),
    "asked_already": _("An opinion has been asked for at this step. Wait for it, or go on."),
    "bad_days": _("Enter a whole number of days, 1 or more."),
    "bad_moment": _("Enter a date and a time, for example 17:30 04/12/2026."),
    "clock_paused": _("The clock stands still now. Extend once it runs again."),
    "closed": _("The case is closed, so nothing can be done to it any more."),
    "extended_already": _("The appointment has been extended once. Send an apology instead."),
    "infected": _("The file holds malicious code and was isolated. Upload another file."),
    "letter_not_ready": _("The letter is still being made and signed. Try again in a minute."),
    "no_days": _("Enter the number of days."),
    "no_draft": _("There is no draft of the result yet. Write the draft first."),
    "no_items": _("Choose at least one paper or answer that must be mended."),
    "no_opinion": _("Write your opinion."),
    "no_question": _("Write the question to be answered."),
    "no_reason": _("Write the reason."),
    "no_remark": _("Write what must be changed."),
    "no_until": _("Choose the new date."),
    "no_verdict": _("Choose a conclusion."),
    "nobody_signs": _("Nobody signs in this procedure. Refuse receipt instead."),
    "not_due": _("The time is not over yet: it ends at %(due_at)s."),
    "not_here": _("This cannot be done at this step. Reload the page to see what can."),
    "not_late": _("The case is not late: there is nothing to apologize for. Extend it."),
    "not_open": _("The case has moved on to another step. Reload the page."),
    "not_signed": _("The result is not signed yet. Send it for signature first."),
    "not_your_position": _("You no longer hold this position. Sign in again."),
    "not_yours": _("Only the person who made the move can take it back."),
    "nothing_before": _("There is no earlier step to send the case back to."),
    "nothing_to_undo": _("There is nothing to take back."),
    "opinion_missing": _("An opinion asked for is still missing. Wait, or go on without it."),
    "other_agency": _("This step belongs to another agency."),
    "over_quota": _(
        "Your drafts hold %(limit_mb)s MB of files, the most allowed. Remove some."
    ),
    "overdue": _("The appointment passed at %(due_at)s. Send an apology instead."),
    "promise_in_the_past": _("The promised date must be later than now."),
    "same_person": _("Whoever wrote the draft cannot sign it. Another person must."),
    "too_late": _("The time for taking it back is over (%(within)s seconds)."),
    "too_late_to_ask": _("Papers could be asked for until %(until)s. Decide without them."),
    "too_long": _("This is more than allowed. Shorten it and send it again."),
    "too_many_drafts": _("You have %(limit)s open drafts, the most allowed. Remove one."),
    "too_many_files": _("This paper has %(limit)s files, the most allowed. Remove one."),
    "too_many_supplements": _("All supplements allowed (%(limit)s) have been asked for."),
    "unknown_action": _("This cannot be done. Reload the page."),
    "unknown_item": _("One of the papers chosen does not belong to this procedure. Reload."),
    "unknown_limit": _("Choose one of the time limits of this procedure."),
    "unknown_paper": _("This procedure does not ask for that paper. Reload the page."),
    "unknown_step": _("The chosen step is not one of this procedure. Choose again."),
    "unknown_verdict": _("Choose one of the conclusions of this step."),
    "wrong_role": _("Your role cannot do this at this step."),
}
UNKNOWN = _("This cannot be done now. Reload the page to see what has changed.")


def sentence(reason: str, facts: Mapping[str, Any]) -> str:
    """What to tell the person whose move was refused for `reason`."""
    words = str(SENTENCES.get(reason, UNKNOWN))
    spoken = {
        name: wording.moment(value) if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
    return words % spoken if "%(" in words else words
