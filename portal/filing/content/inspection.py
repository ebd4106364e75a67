"""The two questions the portal asks about content, answered with the child's help."""

import json
from collections.abc import Sequence

from portal.filing.content.kinds import kind_of, why_not
from portal.filing.content.limited import TooHeavy, run_child
from portal.filing.content.names import clean_name
from portal.filing.content.outcome import (
    MAX_BYTES,
    Accepted,
    CannotRender,
    Rejected,
    View,
)

_LENGTH_BYTES = 8


def inspect(content: bytes, name: str) -> Accepted | Rejected:
    """Judge one uploaded file of whole `content`; `name` is what the browser called it.

    Takes up to 20 seconds for a hostile file, well under one for a photo. Scanning for
    malicious code is another question, see `portal.connect.scan`.
    """
    if not content:
        return Rejected("empty")
    if len(content) > MAX_BYTES:
        return Rejected("too_large", {"limit_mb": MAX_BYTES // 1024 // 1024})
    kind = kind_of(content)
    if kind is None:
        return Rejected(why_not(content))
    try:
        said = json.loads(run_child("inspect", [kind], content))
    except TooHeavy:
        return Rejected("too_complex")
    if "rejected" in said:
        return Rejected(said["rejected"], said["facts"])
    return Accepted(kind, said["pages"], clean_name(name, kind), tuple(said["warnings"]))


def to_pdf(parts: Sequence[bytes]) -> View:
    """One PDF of all parts in order, each accepted before by `inspect`.

    Photos come upright, without metadata, at most 2,400 pixels long, one to an A4 page. PDF
    pages keep what is drawn on them, stamps and filled-in fields included, and lose
    everything else. The same parts always give the same bytes. Raises `CannotRender`.
    """
    framed = b"".join(len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in parts)
    try:
        answer = run_child("pdf", [], framed)
    except TooHeavy as error:
        raise CannotRender("too_complex") from error
    head, _, pdf = answer.partition(b"\n")
    said = json.loads(head)
    if "rejected" in said:
        raise CannotRender(said["rejected"])
    return View(pdf, said["pages"])


def picture(pdf: bytes, page: int) -> bytes:
    """Page `page` (from 1) of a PDF of ours as a JPEG. Raises `CannotRender`, also for a
    page that is not there."""
    try:
        answer = run_child("picture", [str(page)], pdf)
    except TooHeavy as error:
        raise CannotRender("too_complex") from error
    head, _, jpeg = answer.partition(b"\n")
    said = json.loads(head)
    if "rejected" in said:
        raise CannotRender(said["rejected"])
    return jpeg
