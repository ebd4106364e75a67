"""What an answer of the national portal proves, in words no protocol owns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a call came out; everything but OK means it is still owed."""

    OK = "ok"
    EXISTS = "exists"
    """The case (or the row) is there already: update instead, or count it as done."""
    MISSING = "missing"
    """The case is not there: create it."""
    SESSION = "session"
    CONFIG = "config"
    """Our rights, our agency code or our target are wrong; no case can go out."""
    DATA = "data"
    """The facts of this case were refused."""
    REFUSED = "refused"
    """The server refused the request without saying why; perhaps it is the case's facts."""
    TRANSIENT = "transient"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, judged. ``text`` is the other side's, cut and without numbers of people."""

    verdict: Verdict
    code: str = ""
    text: str = ""
    session: str = ""
    retry_after: str = ""
    """As the header said it: seconds or an HTTP date."""
