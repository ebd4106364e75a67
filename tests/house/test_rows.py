"""Each row of the list of bad input that has a page or an address here has its test.

The list numbers forms (F), files (U), addresses (I), printed pages (P) and sign-in (L). A test
names a row in its own name (``test_…_f28_…``), in the id of a parameter, or in its docstring.
"""

import re

import pytest

from portal.places import BASE_DIR

ROWS = {"F": 30, "U": 26, "I": 19, "P": 22, "L": 22}
NOT_HERE = {
    "I4": "no cursor of events yet: the rows are numbered, nothing reads them outside",
    "I7": "no address takes JSON; what forms hold is F1 to F4",
    "I13": "nobody can register an address with us: clients have no redirect, no callback",
    "I14": "nothing comes in from other systems yet",
    "I17": "no address of the API writes; the key of a form is F28",
    "I18": "ratings come later",
    "L15": "delegations come later; a post that has ended is L16",
}
PROOFS = ("A1", "A2", "A3", "A6", "A7", "A9", "A10", "A11", "A12", "A14", "A15", "A19", "A20")
PROOFS += ("A23", "A24")
"""Proofs the suite owes beside the rows: crash points, races, a broker that is gone, …"""
SAID = re.compile(r"(?<![A-Za-z0-9.])([FUIPLA]\d{1,2})(?![A-Za-z0-9])")
IN_A_NAME = re.compile(r"def test_\w+")
PART_OF_A_NAME = re.compile(r"(?:^|_)([fuipla]\d{1,2})(?=_|$)", re.I)


def named():
    """{row: files whose tests name it}."""
    found: dict[str, set[str]] = {}
    for path in BASE_DIR.glob("tests/**/test_*.py"):
        text = path.read_text("utf-8")
        rows = set(SAID.findall(text))
        for name in IN_A_NAME.findall(text):
            rows |= {row.upper() for row in PART_OF_A_NAME.findall(name.removeprefix("def "))}
        for row in rows if path.name != "test_rows.py" else ():
            found.setdefault(row, set()).add(path.name)
    return found


NAMED = named()
EVERY = [f"{letter}{n}" for letter, most in ROWS.items() for n in range(1, most + 1)]


@pytest.mark.parametrize("row", [*PROOFS, *(row for row in EVERY if row not in NOT_HERE)])
def test_a_row_is_named_by_a_test(row):
    assert row in NAMED


def test_a_row_that_has_a_test_is_not_excused():
    assert sorted(set(NOT_HERE) & set(NAMED)) == []
