"""A word of the core always finds its counterpart: a control, a label, a template."""

import ast

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import resolve

from portal import letters
from portal.filing.controls import Drawing, control
from portal.ui.faces import CITIZEN_STATUSES, OFFICER_STATUSES
from procedures.access import DESK_ROLES
from procedures.definitions import roles, shipped
from procedures.engine import ACTIONS, Status
from procedures.engine.fields import FIELD_TYPES
from procedures.engine.form import Choice, Field, Label
from procedures.operations.letters import FORMS
from tests.house.source import python_files, tree, words_given_to

ONE_LINE_OF_TEXT = {
    "agency",
    "bank",
    "commune",
    "computed",
    "country",
    "ethnicity",
    "external_consent",
    "file",
    "full_name",
    "geopoint",
    "health_facility",
    "image",
    "one_stop_office",
    "province",
    "province_or_country",
    "religion",
    "school",
    "street",
    "text",
}
"""Types with no control of their own: text, and lists an installation may not keep. Files
are handed in on the page of papers; what is computed is never asked."""


def drawn(word):
    columns = (Field("cot", Label("Cột"), "text"),)
    choices = (Choice("a", Label("A")), Choice("b", Label("B")))
    field = Field("truong", Label("Trường"), word, choices=choices, columns=columns)
    return control(
        field, None, (), Drawing("vi", lambda kind, province: ()), name="phan-truong"
    )


@pytest.mark.parametrize("word", sorted(FIELD_TYPES))
def test_a_field_type_has_its_control(word):
    field = drawn(word)

    get_template(f"ui/controls/{field.kind}.html")
    plain = (field.kind, field.width, field.inputmode, field.type) == ("text", "", "", "text")
    assert plain is (word in ONE_LINE_OF_TEXT)


def test_a_role_has_its_label():
    used = {step["role"] for one in shipped() for step in one.content["workflow"]}

    assert {*used, *DESK_ROLES} - {"nguoi_nop"} <= set(roles())


def test_a_status_has_its_word_for_citizens_and_for_officers():
    every = {one.value for one in Status}

    assert (set(CITIZEN_STATUSES), set(OFFICER_STATUSES)) == (every, every)


@pytest.mark.parametrize("word", sorted(FORMS))
def test_a_letter_has_its_template(word):
    get_template(letters.TABLE[word].template)


def test_effects_are_named_in_one_place_only():
    """tests/portal/effects/test_words.py holds each of these to its handler."""
    assert words_given_to("Effect", "procedures") == {
        "issue_letter",
        "notify",
        "push_status",
        "release_result",
        "render_result",
        "seal_result",
        "sign_result",
    }


@pytest.mark.parametrize("action", sorted(set(ACTIONS)))
def test_an_action_an_officer_takes_has_its_page(action):
    found = resolve(f"/can-bo/ho-so/H57.26-261123-0001/buoc/{action}/")

    assert found.url_name in ("office_step", "office_undo")


def test_a_table_is_in_procedures_or_belongs_to_sign_in():
    ours = [one for one in apps.get_models() if one.__module__.startswith(("portal", "proc"))]
    rooms = {one.__module__.rpartition(".models")[0] for one in ours}

    assert rooms == {"procedures", "portal.accounts"}


def test_a_model_has_no_logic_of_its_own():
    """No ``save`` or ``delete`` of its own, no manager, no standing order."""
    rooms = [file for file in python_files() if file.rpartition("/")[2] == "models.py"]
    rooms += python_files("procedures/models")
    banned = {"save", "delete", "objects", "ordering"}

    assert {
        f"{file}: {name}"
        for file in rooms
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef)
        for part in node.body
        for name in names_of(part) & banned
    } == {"procedures/models/paper.py: ordering"}  # pages of a paper mean something in order


def names_of(part):
    if isinstance(part, ast.FunctionDef):
        return {part.name}
    targets = part.targets if isinstance(part, ast.Assign) else ()
    return {one.id for one in targets if isinstance(one, ast.Name)}
