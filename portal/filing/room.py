"""Where a draft is filled in and by whom: the citizen at home, or an officer at the counter.

The pages are the same; what differs is the frame around them and where they live.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from procedures.access import Viewer
from procedures.queries.drafts import OpenDraft


@dataclass(frozen=True, slots=True)
class Room:
    """`base` is the template the pages extend, `root` the address before a draft's id,
    `away` where "save and continue later" leads."""

    viewer: Viewer
    base: str = "base.html"
    root: str = "/ho-so/nhap/"
    away: str = "/ho-so/"

    def address(self, draft: UUID, page: str = "", *more: Any) -> str:
        """The address of a page of a draft; without `page`, of its task list."""
        parts = [str(part) for part in (draft, page, *more) if part]
        return self.root + "".join(f"{part}/" for part in parts)

    def procedure(self, draft: OpenDraft) -> str:
        """The page that describes what is applied for."""
        return f"/thu-tuc/{draft.procedure_code}-{draft.procedure_slug}/"

    def submitted(self, code: str) -> str:
        """The confirmation of a case."""
        return f"/ho-so/{code}/da-nop/"


def citizen_room(viewer: Viewer) -> Room:
    """The citizen's own pages."""
    return Room(viewer)
