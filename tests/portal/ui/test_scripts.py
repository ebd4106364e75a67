"""The scripts and the stylesheet: light, optional, and bilingual."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "ui"
SCRIPTS = sorted(FOLDER.glob("*.js"))
CSS = (FOLDER / "ui.css").read_text()
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def language(code):
    source = (FOLDER / "words.js").read_text()
    block = re.search(rf"^  {code}: \{{\n(.*?)^  \}},$", source, re.DOTALL | re.MULTILINE)
    return dict(re.findall(r'^    (\w+): "(.*)",$', block[1], re.MULTILINE))


def gaps(words):
    return {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in words.items()}


def test_scripts_say_the_same_in_both_languages():
    assert gaps(language("vi")) == gaps(language("en"))


def test_scripts_say_only_words_that_exist():
    used = {key for path in SCRIPTS for key in re.findall(r'say\("(\w+)"', path.read_text())}

    assert used - set(language("vi")) == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_can_be_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= 150


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_begins_with_what_it_is_for(path):
    assert path.read_text().startswith("// ")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_runs_under_the_strict_policy(path):
    assert re.findall(r"\beval\(|innerHTML|\.style\b|new Function", path.read_text()) == []


def test_modules_that_templates_ask_for_exist():
    asked = {
        name
        for path in TEMPLATES.rglob("*.html")
        for names in re.findall(r'data-module="([a-z ]+)"', path.read_text())
        for name in names.split()
    }
    known = set(
        re.findall(r"^  (\w+): \(\) => import", (FOLDER / "ui.js").read_text(), re.MULTILINE)
    )

    assert asked - known == {"textsize"}


def test_first_view_fetches_one_light_stylesheet_and_one_light_script():
    sizes = [
        len(gzip.compress(path.read_bytes(), 9))
        for path in (FOLDER / "ui.css", FOLDER / "ui.js")
    ]

    assert (sizes[0] <= 10_240, sizes[1] <= 2_048) == (True, True)


def test_all_scripts_together_stay_within_the_budget():
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in SCRIPTS) <= 12_288


def test_stylesheet_asks_for_no_font_and_no_picture():
    assert re.findall(r"@import|@font-face|url\(", CSS) == []


def test_no_line_is_too_low_for_capitals_with_two_marks():
    heights = re.findall(r"line-height: ([\d.]+)", CSS) + re.findall(
        r"[\d.]+(?:rem|px|em)/([\d.]+) ", CSS
    )
    # Marks drawn with one Latin sign (the "!" of an error) are not text.
    low = sorted(h for h in heights if float(h) < 1.35 and h != "1")

    assert low == []


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def token(name):
    found = re.search(rf"--{name}: (#[0-9a-f]+)", CSS)[1]
    return found if len(found) == 7 else "#" + "".join(c * 2 for c in found[1:])


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 12), ("muted", "paper", 4.5), ("muted", "tint", 4.5),
        ("tim", "paper", 7), ("tim-dark", "tim-tint", 7), ("edge", "card", 3),
        ("ok", "ok-bg", 5.5), ("soon", "soon-bg", 5.8), ("late", "late-bg", 5.8),
        ("hold", "hold-bg", 5.8), ("night-2", "night", 7),
    ],
)  # fmt: skip
def test_colors_keep_their_contrast(ink, ground, least):
    assert contrast(token(ink), token(ground)) >= least
