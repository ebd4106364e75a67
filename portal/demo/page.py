"""What a browser without JavaScript sees of a page: text, links, forms, data attributes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]


@dataclass
class Link:
    """A link; ``data`` are its data attributes without the prefix."""

    href: str
    data: Attributes
    words: str = ""


@dataclass
class Button:
    """A button that submits."""

    name: str
    value: str
    data: Attributes
    words: str = ""


@dataclass
class Form:
    """A form with its controls as they stand; ``pairs`` is what would be sent."""

    action: str
    method: str
    multipart: bool
    pairs: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: list[Button] = field(default_factory=list)

    def has(self, control: str) -> bool:
        """Whether a control has this name, or a button this name or data-action."""
        return not control or control in self.names or self.button(control) is not None

    def button(self, press: str) -> Button | None:
        """The button of this data-action, name, or name=value."""
        for one in self.buttons:
            if press in (one.data.get("action"), one.name, f"{one.name}={one.value}"):
                return one
        return None

    def filled(
        self, values: Mapping[str, str | Sequence[str]], press: str
    ) -> list[tuple[str, str]]:
        """Names and values to send."""
        kept = [(name, value) for name, value in self.pairs if name not in values]
        typed = [
            (name, one)
            for name, value in values.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        pressed = self.button(press) if press else next(iter(self.buttons), None)
        own = [(pressed.name, pressed.value)] if pressed and pressed.name else []
        return [*kept, *typed, *own]


@dataclass
class Page:
    """One answer. ``marks`` are the data attributes of the page, the first of each name."""

    url: str = ""
    status: int = 0
    kind: str = ""
    title: str = ""
    text: str = ""
    links: list[Link] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    marks: Attributes = field(default_factory=dict)
    errors: str = ""

    def told(self) -> str:
        """Where we are, for a message."""
        return f"{self.url} ({self.status}, {self.title or self.kind}) {self.errors}".strip()


def parse(text: str, *, url: str, status: int, kind: str) -> Page:
    """Read a page; one that is not HTML has no links and no forms."""
    page = Page(url, status, kind)
    reader = _Reader(page)
    reader.feed(text)
    reader.close()
    page.text = _even(" ".join(reader.words))
    page.title, page.errors = _even(page.title), _even(page.errors)
    for one in [*page.links, *(button for form in page.forms for button in form.buttons)]:
        one.words = _even(one.words)
    return page


class _Reader(HTMLParser):
    """Walks the tags once."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.words: list[str] = []
        self.form: Form | None = None
        self.listening: list[tuple[str, Link | Button]] = []
        self.select = self.area = ""
        self.inside = ""  # title, script or style
        self.summary = 0  # depth inside the error summary

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        data = {k.removeprefix("data-"): v for k, v in found.items() if k.startswith("data-")}
        for name, value in data.items():
            self.page.marks.setdefault(name, value)
        if "error-summary" in data or (self.summary and tag not in VOID):
            self.summary += 1
        if tag in ("title", "script", "style"):
            self.inside = tag
        elif tag == "a" and "href" in found:
            self._listen(tag, Link(found["href"], data), self.page.links)
        elif tag == "form":
            self.form = Form(
                found.get("action", ""),
                found.get("method", "get").lower(),
                "multipart" in found.get("enctype", ""),
            )
            self.page.forms.append(self.form)
        elif self.form is not None:
            self._control(tag, found, data, self.form)

    def _control(self, tag: str, found: Attributes, data: Attributes, form: Form) -> None:
        name = found.get("name", "")
        if name:
            form.names.add(name)
        if tag == "button" and found.get("type", "submit") == "submit":
            self._listen(tag, Button(name, found.get("value", ""), data), form.buttons)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in found:
            form.pairs.append((self.select, found.get("value", "")))
        elif tag == "textarea":
            self.area = name
            form.pairs.append((name, ""))
        elif tag == "input" and name and "disabled" not in found:
            self._input(name, found, form)

    def _input(self, name: str, found: Attributes, form: Form) -> None:
        kind = found.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in found:
                form.pairs.append((name, found.get("value", "on")))
        elif kind not in ("file", "submit", "button"):
            form.pairs.append((name, found.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if self.summary and tag not in VOID:
            self.summary -= 1
        if tag == self.inside:
            self.inside = ""
        elif tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif self.listening and self.listening[-1][0] == tag:
            self.listening.pop()

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.page.title += data
        if self.inside:
            return
        if self.area and self.form:
            name, value = self.form.pairs[-1]
            self.form.pairs[-1] = (name, value + data)
            return
        self.words.append(data)
        if self.summary:
            self.page.errors += data
        for _tag, one in self.listening:
            one.words += data

    def _listen(self, tag: str, one: Link | Button, among: list) -> None:
        among.append(one)
        self.listening.append((tag, one))


VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "source", "col", "wbr", "area"})


def _even(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
