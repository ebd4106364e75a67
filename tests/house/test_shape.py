"""The house is as drawn: one arrow between the rooms, files and functions one can read."""

import ast
import subprocess
import sys
from pathlib import Path

from portal.places import BASE_DIR
from tests.house.source import functions, lines_with, python_files, text, tree

LONGEST_FILE, LONGEST_BODY, LONGEST_FUNCTION = 400, 40, 60
SAMPLES = {"portal/ui/samples.py", "portal/ui/sample_fields.py"}
"""Made-up cases for the style guide: data that happens to be written as calls."""
PARTS_OF_A_MOVE = {"applicant", "journal", "letter_facts", "moves"}
"""Modules of operations that only other operations call."""


def test_imports_keep_their_contracts():
    lint = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run([lint, "--no-cache"], cwd=BASE_DIR, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout[-2000:]


def test_a_file_is_no_longer_than_400_lines():
    long = {file: text(file).count("\n") for file in python_files()}

    assert {file: n for file, n in long.items() if n > LONGEST_FILE} == {}


def test_what_a_function_does_takes_no_more_than_40_lines():
    long = {
        f"{file}: {one.name}": lines_of_body(one)
        for file in python_files()
        if file not in SAMPLES
        for one in functions(file)
    }

    assert {name: n for name, n in long.items() if n > LONGEST_BODY} == {}


def test_no_function_is_longer_than_60_lines_with_its_signature_and_docstring():
    long = {
        f"{file}: {one.name}": one.end_lineno - one.lineno + 1
        for file in python_files()
        for one in functions(file)
    }

    assert {name: n for name, n in long.items() if n > LONGEST_FUNCTION} == {}


def lines_of_body(function):
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_what_an_operation_does_at_a_moment_is_said_by_name():
    """``act(case_code=…, at=…)``: nobody has to remember the order of its arguments."""
    public = (
        (f"{file}: {one.name}", one.args)
        for file in python_files("procedures/operations")
        if Path(file).stem not in PARTS_OF_A_MOVE
        for one in tree(file).body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    )

    assert [
        name
        for name, takes in public
        if takes.args and "at" in {one.arg for one in takes.args + takes.kwonlyargs}
    ] == []


def test_tables_are_touched_only_by_procedures_and_sign_in():
    outside = [
        file
        for file in python_files("portal")
        # The demo's builder makes people and offices out of nothing.
        if not file.startswith(("portal/accounts/", "portal/demo/"))
    ]

    # pikepdf calls the parts of a PDF objects too.
    assert lines_with(r"(?<!\bpdf)(?<!\bfile)(?<!\btarget)\.objects\b", outside) == {}
