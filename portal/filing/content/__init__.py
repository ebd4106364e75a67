"""What people upload: is it what it claims, is it harmless, and how does an officer read it?

    match inspect(upload, "IMG_2041.HEIC"):
        case Accepted(kind, pages, clean_name, warnings): ...
        case Rejected(word, facts): ...        # `sentences.sentence` turns it into words
    view = to_pdf([first_photo, second_photo])  # one PDF: rotated, stripped, merged

The kind is decided by the first bytes, never by name or Content-Type. Everything that has to
parse a file runs in a child process with a memory and time limit (`limited`, `child`), so a
file made to kill its reader kills only that child. Originals are evidence and are never
served; people see the PDF that `to_pdf` makes, in which nothing active survives.

This package knows no tables and no Django; the child imports it in a few milliseconds.
"""

from portal.filing.content.inspection import inspect, picture, to_pdf
from portal.filing.content.kinds import kind_of
from portal.filing.content.names import clean_name
from portal.filing.content.outcome import (
    MAX_BYTES,
    MAX_PAGES,
    MAX_PIXELS,
    Accepted,
    CannotRender,
    Rejected,
    View,
)

__all__ = [
    "MAX_BYTES",
    "MAX_PAGES",
    "MAX_PIXELS",
    "Accepted",
    "CannotRender",
    "Rejected",
    "View",
    "clean_name",
    "inspect",
    "kind_of",
    "picture",
    "to_pdf",
]
