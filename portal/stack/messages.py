"""Translations: compile them without GNU gettext, say what is missing, collect new ones.

``msgfmt`` is not on a bare machine, so the portal compiles its own catalogues at start. Only
collecting (``make messages``) needs gettext's ``xgettext``.

    python -m portal.stack.messages            collect, then compile
    python -m portal.stack.messages --check    exit 1 if a Vietnamese text is missing or fuzzy
"""

from __future__ import annotations

import ast
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal.places import BASE_DIR
from portal.stack import texts

LOCALE = BASE_DIR / "portal" / "locale"
COMPLETE = ("vi",)
"""Languages in which every text must be there. English is what the msgids are."""

MAGIC = 0x950412DE
KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


@dataclass(slots=True)
class Message:
    """One entry of a catalogue; ``texts`` holds one translation for each plural form."""

    line: int
    context: str | None = None
    id: str = ""
    plural: str | None = None
    texts: list[str] = field(default_factory=list)
    fuzzy: bool = False

    @property
    def done(self) -> bool:
        """True if every form has a translation someone looked at."""
        return not self.fuzzy and bool(self.texts) and all(self.texts)

    @property
    def key(self) -> bytes:
        """How gettext finds the entry."""
        context = "" if self.context is None else f"{self.context}\x04"
        plural = "" if self.plural is None else f"\x00{self.plural}"
        return f"{context}{self.id}{plural}".encode()


def read(path: Path) -> list[Message]:
    """Read a ``.po`` file; raises ``ValueError`` with file and line for what is not one."""
    found: list[Message] = []
    target: tuple[Message, str] | None = None
    fuzzy = False
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"') and target:
            _append(*target, _unquote(line, path, number))
        elif line:
            word, _, rest = line.partition(" ")
            name = word.partition("[")[0]
            if name not in KEYWORDS:
                raise ValueError(f"{path}:{number}: cannot read {word!r}")
            if name == "msgctxt" or (name == "msgid" and not _awaits_id(target)):
                found.append(Message(line=number, fuzzy=fuzzy))
                fuzzy = False
            target = (found[-1], name)
            if name == "msgstr":
                found[-1].texts.append("")
            _append(*target, _unquote(rest, path, number))
    return found


def write(messages: Iterable[Message], path: Path) -> None:
    """Write the ``.mo`` file that gettext reads: a sorted index, then the texts."""
    entries = {m.key: "\x00".join(m.texts).encode() for m in messages if m.done}
    keys = sorted(entries)
    ids = b"".join(key + b"\x00" for key in keys)
    start = 7 * 4 + 16 * len(keys)
    index, texts = [], []
    at_id, at_text = start, start + len(ids)
    for key in keys:
        index += [len(key), at_id]
        at_id += len(key) + 1
    for key in keys:
        texts += [len(entries[key]), at_text]
        at_text += len(entries[key]) + 1
    head = [MAGIC, 0, len(keys), 7 * 4, 7 * 4 + 8 * len(keys), 0, 0]
    numbers = [*head, *index, *texts]
    body = b"".join(entries[key] + b"\x00" for key in keys)
    draft = path.with_suffix(".mo.draft")
    draft.write_bytes(struct.pack(f"<{len(numbers)}I", *numbers) + ids + body)
    draft.replace(path)


def compile_all(places: Iterable[Path]) -> list[Path]:
    """Compile every catalogue that is newer than its compiled twin; return those."""
    made = []
    for source in catalogues(places):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            write(read(source), target)
            made.append(target)
    return made


def catalogues(places: Iterable[Path]) -> Iterator[Path]:
    """Every ``.po`` file under the locale directories."""
    for place in places:
        yield from sorted(Path(place).glob("*/LC_MESSAGES/*.po"))


def faults() -> list[str]:
    """What is missing in the languages that must be complete, as ``file:line: text``."""
    return [*_undone(), *_uncollected()]


def _uncollected() -> Iterator[str]:
    for language in COMPLETE:
        done = {
            (m.context, m.id)
            for path in catalogues([LOCALE / "of_django", LOCALE])
            if path.parts[-3] == language
            for m in read(path)
            if m.done
        }
        for text, place in texts.wanted(BASE_DIR).items():
            if (text.context, text.id) not in done:
                yield f"{place}: {text.id!r} has no translation into {language}"


def _undone() -> list[str]:
    return [
        f"{path.relative_to(BASE_DIR)}:{message.line}: {message.id!r}"
        for path in catalogues([LOCALE])
        if path.parts[-3] in COMPLETE
        for message in read(path)
        if not message.done
    ]


def collect() -> None:
    """Bring new texts of code and templates into the catalogues (GNU gettext)."""
    if not shutil.which("xgettext"):
        sys.exit("make: xgettext is missing: install the package 'gettext'.")
    languages = [word for name in COMPLETE for word in ("-l", name)]
    ignore = [word for name in (".venv", ".tools", ".data", "tests") for word in ("-i", name)]
    command = [sys.executable, "manage.py", "makemessages", *languages, *ignore]
    subprocess.run([*command, "--add-location", "file"], cwd=BASE_DIR, check=True)


def _append(message: Message, name: str, text: str) -> None:
    match name:
        case "msgctxt":
            message.context = (message.context or "") + text
        case "msgid":
            message.id += text
        case "msgid_plural":
            message.plural = (message.plural or "") + text
        case _:
            message.texts[-1] += text


def _awaits_id(target: tuple[Message, str] | None) -> bool:
    return target is not None and target[1] == "msgctxt"


def _unquote(text: str, path: Path, number: int) -> str:
    try:
        value = ast.literal_eval(text.strip())
    except (SyntaxError, ValueError):
        raise ValueError(f"{path}:{number}: not a quoted text") from None
    return str(value)


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        missing = faults()
        print("\n".join(missing) or "Every text has its translation.")
        sys.exit(1 if missing else 0)
    collect()
    compile_all([LOCALE])
