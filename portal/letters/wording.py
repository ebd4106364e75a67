"""Text of a definition with ``{field}`` places: plain words in, plain words out.

Clerks may edit such text, so it is no template language: no tags, filters, attributes or
calls, one pass, values from a flat dict of strings. The page escapes the outcome.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class UnknownPlace(ValueError):
    """The text names a field nobody fills."""


def places(text: str) -> list[str]:
    """Return the fields a text asks for, in order.

    >>> places("từ {tu_ngay} đến {den_ngay}, {{ case.delete }}")
    ['tu_ngay', 'den_ngay']
    """
    return PLACE.findall(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put the values in. Raises ``UnknownPlace``; what a value holds is never read again.

    >>> filled("Bà {ten}", {"ten": "{tuoi} Nguyễn Thị Minh Châu", "tuoi": "28"})
    'Bà {tuoi} Nguyễn Thị Minh Châu'
    """

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise UnknownPlace(match[1])
        return values[match[1]]

    return PLACE.sub(value, text)


def says_something(text: str, values: Mapping[str, str]) -> bool:
    """False when a text has places and every one of them is empty: then it is left out.

    Raises ``UnknownPlace``.
    """
    asked = [filled(f"{{{name}}}", values) for name in places(text)]
    return not asked or any(asked)
