"""The text of a result letter: what its places stand for, and which blocks are said.

Texts hold ``{name}``: a question of the form (shown as the citizen answered it), a field the
officer fills while drafting, or a fact of the case. Putting the values in and laying out the
page is the printer's business.

>>> placeholders("từ {tu_ngay} đến {den_ngay}")
['tu_ngay', 'den_ngay']
"""

import re
from collections.abc import Mapping
from typing import Any

from .answers import Answers, shown
from .conditions import holds
from .definition import Block, Definition, Result, ResultLetter
from .fields import Names, code_itself

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
CASE_FACTS = frozenset(
    {"case_code", "number", "date", "date_in_words", "place", "agency", "parent_agency"}
    | {"applicant", "submitter", "signer", "signer_title", "procedure", "received_at"}
)


def placeholders(text: str) -> list[str]:
    """The names a text wants filled in, in order."""
    return PLACEHOLDER.findall(text)


def letter_of(definition: Definition) -> tuple[Result, ResultLetter] | None:
    """The result that is written here, with its letter; None if no result is."""
    return next(((one, one.letter) for one in definition.results if one.letter), None)


def places_of(letter: ResultLetter) -> tuple[str, ...]:
    """Every name the letter wants filled in, once."""
    texts = [letter.title, letter.about, *letter.recipients]
    texts += [text for block in letter.blocks for text in (block.label, block.text)]
    return tuple(dict.fromkeys(name for text in texts for name in placeholders(text)))


def draft_values(
    definition: Definition,
    letter: ResultLetter,
    answers: Answers,
    case: Mapping[str, str],
    *,
    names: Names = code_itself,
) -> dict[str, str]:
    """What each place of the letter stands for before the officer has touched it.

    ``case`` maps ``CASE_FACTS`` to text. Places nobody fills stay empty.
    """
    texts = answer_texts(definition, answers, names)
    defaults = {one.name: str(one.default or "") for one in letter.fields}
    known = {**texts, **case, **defaults}
    wanted = (*places_of(letter), *defaults)
    return {name: known.get(name, "") for name in wanted}


def kept_blocks(letter: ResultLetter, facts: Mapping[str, Any]) -> tuple[Block, ...]:
    """The blocks that are said in a case with these facts (``answers.facts_of``)."""
    return tuple(block for block in letter.blocks if holds(block.when, facts))


def answer_texts(
    definition: Definition, answers: Answers, names: Names = code_itself
) -> dict[str, str]:
    """Every answer as text under the name of its question.

    Where two pages ask under one name, the one that was asked counts (a person's telephone
    or an organisation's), the later one if both were.
    """
    return {
        question.name: text
        for section in definition.sections
        for question, text in shown(section, answers.get(section.id) or {}, names)
    }
