"""What is wrong with an answer, in words that say how to mend it (set texts of the portal).

The engine says a stable word and facts; here each word has one sentence with the question's
own label in it, so that the summary on top reads as well as the line at the box.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.filing.reading import DATES, boxes_of
from portal.ui import wording
from procedures.engine.answers import Problem
from procedures.engine.form import Field

CHOSEN = frozenset(
    {"choice", "multichoice", "date", "partial_date", "month", "datetime", "appointment"}
    | {"province", "commune", "country", "ethnicity", "one_stop_office", "agency"}
)

SENTENCES: Mapping[str, Promise] = {
    "required": gettext_lazy("Enter an answer to “%(label)s”"),
    "too_long": gettext_lazy("%(label)s may have at most %(most)s characters"),
    "control_character": gettext_lazy(
        "%(label)s holds a character that cannot be printed. Delete it and type it again"
    ),
    "hidden_character": gettext_lazy(
        "%(label)s holds a character that cannot be seen. Delete it and type it again"
    ),
    "too_many_marks": gettext_lazy(
        "%(label)s has too many marks on one letter. Delete it and type it again"
    ),
    "not_text": gettext_lazy("Type %(label)s again"),
    "not_a_number": gettext_lazy("%(label)s must be a number, for example 1.250"),
    "too_many_digits": gettext_lazy("%(label)s may have at most %(most)s digits"),
    "too_many_decimals": gettext_lazy(
        "%(label)s may have at most %(most)s digits after the comma"
    ),
    "too_small": gettext_lazy("%(label)s must be %(least)s or more"),
    "too_big": gettext_lazy("%(label)s must be %(most)s or less"),
    "not_whole": gettext_lazy("%(label)s must be a whole number, without a comma"),
    "not_a_choice": gettext_lazy("Choose one of the answers to “%(label)s”"),
    "bad_date": gettext_lazy(
        "%(label)s must have a day, a month and a year, for example 27/3/2026"
    ),
    "no_such_day": gettext_lazy("%(label)s must be a real date, for example 27/3/2026"),
    "year_out_of_range": gettext_lazy(
        "The year of %(label)s must be between %(first)s and %(last)s"
    ),
    "bad_month": gettext_lazy("%(label)s must be a month and a year, for example 3/2016"),
    "bad_moment": gettext_lazy(
        "%(label)s must be a date and a time, for example 27/3/2026 14:30"
    ),
    "bad_school_year": gettext_lazy(
        "%(label)s must be two years that follow each other, for example 2026-2027"
    ),
    "bad_point": gettext_lazy(
        "%(label)s must be a latitude and a longitude, for example 16.4637, 107.5909"
    ),
    "not_rows": gettext_lazy("Type %(label)s again"),
    "too_many_rows": gettext_lazy("%(label)s may have at most %(most)s rows"),
    "too_few_rows": gettext_lazy("%(label)s needs at least %(least)s rows"),
    "bad_character": gettext_lazy(
        "%(label)s holds the character “%(character)s”. Use letters, spaces, hyphens and"
        " apostrophes only"
    ),
    "no_letter": gettext_lazy("%(label)s must hold letters"),
    "bad_email": gettext_lazy("Enter an e-mail address like ten@vidu.vn"),
    "bad_url": gettext_lazy("Enter a web address like https://vidu.vn"),
    "pattern": gettext_lazy("%(label)s must look like %(example)s"),
    "bad_account": gettext_lazy("%(label)s must look like %(example)s"),
    "bad_vsic": gettext_lazy("%(label)s must have 4 digits, for example %(example)s"),
    "bad_plate": gettext_lazy("%(label)s must look like %(example)s"),
    "personal_id_digits": gettext_lazy(
        "A personal identification number has 12 digits, this one has %(digits)s"
    ),
    "personal_id_letters": gettext_lazy(
        "A personal identification number has digits only. Look at the identity card"
    ),
    "personal_id_zero": gettext_lazy(
        "A personal identification number cannot be all zeros. Look at the identity card"
    ),
    "tax_code_digits": gettext_lazy(
        "A tax code has 10 digits, or 13 for a branch, for example 0123456789-001"
    ),
    "phone_digits": gettext_lazy(
        "Enter a telephone number of 10 digits, for example 0912 345 678"
    ),
    "in_the_future": gettext_lazy("%(label)s must be today or earlier"),
    "in_the_past": gettext_lazy("%(label)s must be today or later"),
    "must_be_ticked": gettext_lazy("Tick the box: %(label)s"),
    "not_after": gettext_lazy("%(label)s must be after %(other)s"),
    "before": gettext_lazy("%(label)s must be %(other)s or later"),
    "too_soon": gettext_lazy("%(label)s must be at least %(days)s days from today"),
    "too_young": gettext_lazy("By %(label)s the person is not yet %(years)s years old"),
    "too_old": gettext_lazy("By %(label)s the person is older than %(years)s years"),
    "too_old_paper": gettext_lazy("%(label)s must lie within the last %(months)s months"),
    "not_exactly_one": gettext_lazy("In %(label)s tick exactly one row"),
    "unknown_file": gettext_lazy("Choose the file for %(label)s again"),
    "too_many_files": gettext_lazy("%(label)s may have at most %(most)s files"),
}

PART_ASKED: Mapping[str, Promise] = {
    "province": gettext_lazy("Choose a province or city"),
    "commune": gettext_lazy("Choose a commune or ward"),
    "line": gettext_lazy("Enter house number, street or residential group"),
}
BOX_NAMES: Mapping[str, Promise] = {
    "day": gettext_lazy("day"),
    "month": gettext_lazy("month"),
    "year": gettext_lazy("year"),
}


def sentence(problem: Problem, question: Field, *, part: str = "", raw: Any = None) -> str:
    """The sentence for one problem of `question` (a column, if it lies in a table).

    `part` is the box of an address it belongs to, `raw` what was typed.
    """
    if problem.word == "required" and part in PART_ASKED:
        return str(PART_ASKED[part])
    if problem.word == "required" or (problem.word == "must_be_ticked" and question.ask):
        return _asked(question)
    if problem.word == "bad_date" and (missing := missing_boxes(question, raw)):
        return _("%(label)s lacks the %(boxes)s") % {
            "label": _label(question),
            "boxes": ", ".join(str(BOX_NAMES[box]) for box in missing),
        }
    word = problem.word
    if word == "personal_id_digits" and problem.facts.get("digits") == 12:
        word = "personal_id_letters"  # the length is right, so something else is wrong
    facts = {key: _shown(value) for key, value in problem.facts.items()}
    return SENTENCES[word] % {"label": _label(question), **facts}


def missing_boxes(question: Field, raw: Any) -> tuple[str, ...]:
    """The boxes of a date that are empty while others are filled in."""
    if question.type not in DATES:
        return ()
    boxes = dict(zip(BOX_NAMES, boxes_of(raw), strict=True))
    empty = tuple(name for name, text in boxes.items() if not text.strip())
    return empty if len(empty) < len(boxes) else ()


def _asked(question: Field) -> str:
    """The question's own text for a missing answer, else one made of its label."""
    if question.ask:
        return question.ask.in_language(get_language() or "vi")
    if question.type in CHOSEN:
        return _("Choose an answer to “%(label)s”") % {"label": _label(question)}
    return SENTENCES["required"] % {"label": _label(question)}


def _label(question: Field) -> str:
    return question.label.in_language(get_language() or "vi")


def _shown(value: Any) -> str:
    """A fact as people read it: days in our order, numbers in groups."""
    text = str(value)
    if len(text) >= 7 and text[4:5] == "-":
        return "/".join(text[:10].split("-")[::-1])
    return wording.number(value) if isinstance(value, int) and value > 9999 else text
