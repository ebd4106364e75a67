"""Two ways to use a page: with the pointer, and with the keyboard alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import FileChooser, Locator, Page, expect

MOST_TABS = 250  # more stops than any page may have


@dataclass
class Pointer:
    """Clicks and types."""

    page: Page

    def press(self, target: Locator) -> None:
        """Follow a link or send a form, until the next page is there."""
        with self.page.expect_navigation():
            target.click()

    def write(self, box: Locator, text: str) -> None:
        box.fill(text)

    def choose(self, option: Locator) -> None:
        """Turn on a radio button or a check box."""
        option.check(force=True)

    def pick(self, box: Locator, value: str) -> None:
        """Take a line of a list."""
        box.select_option(value)

    def give(self, box: Locator, file: dict) -> None:
        box.set_input_files(file)


@dataclass
class Keys(Pointer):
    """Tab, arrows, space, Enter and letters; ``count`` is how many keys were pressed."""

    count: int = 0
    choosers: list[FileChooser] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Listened to from the start: a listener added just before the key may come too late.
        self.page.on("filechooser", lambda chooser: self.choosers.append(chooser))

    def press(self, target: Locator) -> None:
        self._reach(target)
        with self.page.expect_navigation():
            self._key("Enter")

    def write(self, box: Locator, text: str) -> None:
        self._reach(box)
        self._key("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, option: Locator) -> None:
        if option.is_checked():
            return
        if option.get_attribute("type") == "checkbox":
            self._reach(option)
            self._key("Space")
        else:
            name = option.get_attribute("name")
            group = self.page.locator(f"input[type=radio][name='{name}']")
            self._reach(group)
            if not group.locator(":scope:checked").count():
                self._key("Space")
            for _n in range(group.count()):
                if option.is_checked():
                    break
                self._key("ArrowDown")
        expect(option).to_be_checked()

    def pick(self, box: Locator, value: str) -> None:
        self._reach(box)
        for _n in range(box.locator("option").count()):
            if box.input_value() == value:
                return
            self._key("ArrowDown")
        assert box.input_value() == value, f"{value} cannot be reached with arrows"

    def give(self, box: Locator, file: dict) -> None:
        self._reach(box)
        self._key("Enter")
        for _n in range(100):
            if self.choosers:
                break
            self.page.wait_for_timeout(100)
        self.choosers.pop().set_files(file)

    def _reach(self, target: Locator) -> None:
        """Tab on until the focus is there; everything must be reachable this way."""
        handles = target.element_handles()
        assert handles, f"nothing to reach: {target}"
        for _n in range(MOST_TABS):
            if self.page.evaluate(FOCUSED, handles):
                return
            self._key("Tab")
        raise AssertionError(f"not reached with the keyboard: {target}")

    def _key(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)


FOCUSED = "among => among.includes(document.activeElement)"


def fill(hand: Pointer, answers: dict[str, str | Sequence[str]]) -> None:
    """Answer every question of the page that shows; hidden ones have no turn yet."""
    for name, value in answers.items():
        for one in [value] if isinstance(value, str) else value:
            _answer(hand, name, one)


def _answer(hand: Pointer, name: str, value: str) -> None:
    control = hand.page.locator(f"main [name='{name}']")
    if not control.count():
        return
    kind = control.first.evaluate("e => e.type")
    if kind in ("radio", "checkbox"):
        hand.choose(control.locator(f":scope[value='{value}']") if value != "on" else control)
    elif control.first.is_visible():
        if kind == "select-one":
            hand.pick(control, value)
        elif control.input_value() != value:
            hand.write(control, value)
