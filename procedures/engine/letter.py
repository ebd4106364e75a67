"""Fill the text of a result letter with the answers and facts of a case.

Pure text: the frame (certificate, administrative letter, sector form) and its layout are
the printer's business.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .answers import Answers, facts_of, shown
from .conditions import holds
from .definition import Block, Definition, Result, ResultLetter
from .fields import Names, code_itself

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.]{0,80})\}")
CASE_FACTS = frozenset(
    {"case_code", "number", "date", "date_in_words", "place", "agency", "parent_agency"}
    | {"applicant", "submitter", "signer", "signer_title", "procedure", "received_at"}
    | {"officer_note"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One filled block; ``label`` only for rows."""

    kind: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class FilledLetter:
    frame: str
    title: str
    lines: tuple[Line, ...]
    symbol: str
    recipients: tuple[str, ...]


def letter_of(definition: Definition) -> tuple[Result, ResultLetter] | None:
    """The result that is written here, with its letter; None if no result is."""
    return next(((one, one.letter) for one in definition.results if one.letter), None)


def fill(
    definition: Definition,
    letter: ResultLetter,
    answers: Answers,
    case: Mapping[str, str],
    *,
    names: Names = code_itself,
    channel: str = "",
    subject: str = "",
) -> FilledLetter:
    """Fill ``letter``. ``case`` maps ``CASE_FACTS`` to text; what is missing stays empty.
    It may also name answers: an officer's wording stands before the applicant's.

    Blocks whose condition fails and rows whose value is empty are left out. Answers are
    put in as they are, so braces in them mean nothing.
    """
    texts = {
        **dict.fromkeys(CASE_FACTS, ""),
        **answer_texts(definition, answers, names),
        **case,
    }
    facts = facts_of(definition, answers, channel=channel, subject=subject)
    kept = (block for block in letter.blocks if holds(block.when, facts))
    return FilledLetter(
        frame=letter.frame,
        title=_put(letter.title, texts),
        lines=tuple(_lines(kept, texts)),
        symbol=letter.symbol,
        recipients=tuple(_put(one, texts) for one in letter.recipients),
    )


def answer_texts(
    definition: Definition, answers: Answers, names: Names = code_itself
) -> dict[str, str]:
    """Every answer as text, under ``section.field`` and, where that is clear, ``field``."""
    texts: dict[str, str] = {}
    bare: dict[str, list[str]] = {}
    for section in definition.sections:
        for question, text in shown(section, answers.get(section.id) or {}, names):
            texts[question.path] = text
            bare.setdefault(question.name, []).append(text)
    return texts | {name: found[0] for name, found in bare.items() if len(found) == 1}


def placeholders(text: str) -> list[str]:
    """The names a text wants filled in."""
    return PLACEHOLDER.findall(text)


def _lines(blocks: Iterator[Block], texts: Mapping[str, Any]) -> Iterator[Line]:
    for block in blocks:
        text = _put(block.text, texts)
        if block.kind == "row" and not text.strip():
            continue
        yield Line(block.kind, text, _put(block.label, texts))


def _put(text: str, texts: Mapping[str, Any]) -> str:
    return PLACEHOLDER.sub(lambda found: str(texts.get(found[1], "")), text)
