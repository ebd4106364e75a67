"""Questions whose answer is known: filled in, and locked where a register vouches for it.

What the State already has is not asked again. A definition says
``prefill: person.full_name``; `WORDS` are the words that are known here, others fill nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from procedures.engine import Definition
from procedures.engine.fields import BadParts, field_type
from procedures.engine.form import Field, Section
from procedures.engine.text import BadValue
from procedures.queries.people import Known

WORDS: Mapping[str, Callable[[Known], Any]] = {
    "person.full_name": lambda known: known.full_name,
    "person.personal_id": lambda known: known.personal_id,
    "person.birth_date": lambda known: known.birth_date,
    "person.gender": lambda known: known.gender,
    "person.residence": lambda known: known.address,
    # The number is given to citizens only, so it also says which citizenship they hold.
    "person.nationality": lambda known: "VN" if known.personal_id else "",
    "account.phone": lambda known: known.phone,
    "account.email": lambda known: known.email,
}
REGISTERED = "person."
"""Words of this kind come from the population database; a citizen cannot change them here."""


def locked(section: Section, known: Known) -> dict[str, Any]:
    """``{field: value}`` of a page that are vouched for and fit their questions."""
    if not known.verified:
        return {}
    return {
        field.name: value
        for field in section.fields
        if field.prefill.startswith(REGISTERED)
        and (value := _fitting(field, known)) is not None
    }


def suggested(section: Section, known: Known) -> dict[str, Any]:
    """What a page shows at first: known answers, else the definition's defaults."""
    values = {}
    for field in section.fields:
        value = _fitting(field, known)
        if value is None:
            value = field.default
        if value is not None:
            values[field.name] = value
    return values


def first_answers(rules: Definition, known: Known) -> dict[str, dict[str, Any]]:
    """The answers a new draft starts with."""
    pages = {section.id: suggested(section, known) for section in rules.sections}
    return {page: values for page, values in pages.items() if values}


def _fitting(field: Field, known: Known) -> Any:
    """The known value if it is a full answer to this very question, else None: a year of
    birth does not answer a question for the day."""
    source = WORDS.get(field.prefill)
    if source is None:
        return None
    try:
        return field_type(field.type).parse(field, source(known) or None)
    except (BadValue, BadParts):
        return None
