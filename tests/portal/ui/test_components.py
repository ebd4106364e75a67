"""House rules of templates: each component says its parameters and can be looked at."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.shortcuts import render
from django.test import Client

from portal.ui.fields import ErrorLink

TEMPLATES = Path(settings.BASE_DIR) / "templates"
COMPONENTS = sorted(
    str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "ui").rglob("*.html")
)
PAGES = sorted(
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in {"letters", "messages"}
)
STYLE_GUIDE = ("/mau-giao-dien/", "/mau-giao-dien/can-bo/", "/mau-giao-dien/hoi-lai/")


def source(name):
    return (TEMPLATES / name).read_text()


@pytest.mark.parametrize("name", COMPONENTS)
def test_component_begins_with_what_it_is_and_its_parameters(name):
    head = re.match(r"\{% comment %\}\n(.+?)\n\{% endcomment %\}", source(name), re.DOTALL)

    assert head and re.search(r"^(Parameters|Reads): .+", head[1], re.MULTILINE)


@pytest.mark.django_db
def test_style_guide_shows_every_component():
    client = Client()
    client.force_login(get_user_model().objects.create(username="chau"))
    shown = {template.name for url in STYLE_GUIDE for template in client.get(url).templates}

    assert sorted(set(COMPONENTS) - shown) == []


@pytest.mark.parametrize("name", PAGES)
def test_page_holds_no_script_style_or_handler_of_its_own(name):
    text = source(name)
    inline = re.findall(
        r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=\"|\son[a-z]+=\"|javascript:", text
    )

    assert inline == []


@pytest.mark.parametrize("name", PAGES)
def test_page_never_trusts_text_as_markup(name):
    assert re.findall(r"\|\s*safe\b|autoescape off|\|safeseq", source(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_page_says_its_translatable_blocks_trimmed(name):
    blocks = re.findall(
        r"\{% blocktranslate(?! trimmed| asvar)(?![^%]*trimmed)[^%]*%\}", source(name)
    )

    assert blocks == []


def test_style_guide_costs_no_query_for_a_passer_by(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/mau-giao-dien/").status_code == 200


def test_page_for_a_passer_by_starts_no_session(client, db):
    client.get("/mau-giao-dien/")

    assert settings.SESSION_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("language", ["vi", "en"])
def test_page_names_its_language(client, db, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    assert f'<html lang="{language}">' in client.get("/mau-giao-dien/").content.decode()


def test_refused_page_says_so_in_its_title(rf, db):
    request = rf.get("/")
    request.user = get_user_model()()
    page = render(request, "style_guide/confirm.html", {"errors": (ErrorLink("", "Sai"),)})

    assert re.search(r"<title>(Lỗi|Error): ", page.content.decode())
