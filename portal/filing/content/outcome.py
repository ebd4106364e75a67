"""The limits of an upload, and the two things that can be said about one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PAGES = 200


@dataclass(frozen=True, slots=True)
class Accepted:
    """A readable, harmless file.

    `kind`: jpeg, png, heic or pdf. `warnings`: words of `sentences.WARNINGS`, such as
    ``blurred`` or ``pdf_active`` (something active was found; the view is free of it).
    """

    kind: str
    pages: int
    clean_name: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file we cannot take. `word` is a key of `sentences.REJECTIONS`; `facts` fill it."""

    word: str
    facts: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """The PDF that people see, and how many pages it has."""

    pdf: bytes
    pages: int


class CannotRender(Exception):
    """No PDF could be made of parts that were accepted; `word` as in `Rejected`."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word
