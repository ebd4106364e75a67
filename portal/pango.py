"""Pango for the letters, also where the machine has none and we are not root.

WeasyPrint opens Pango and HarfBuzz by name when it is imported. Where the machine lacks them,
``make setup`` unpacks Debian's packages inside the checkout, and ``preload`` opens those
libraries first, after which opening them by name succeeds. Fonts are ours alone, so a letter
looks the same on every machine.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from portal.places import BASE_DIR, Places, here

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
UNPACKED = BASE_DIR / ".tools" / "pango"
"""Where ``.ci/setup`` unpacks the libraries of a machine that has none."""

FONTS = BASE_DIR / "static" / "fonts"

FONTS_CONF = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def preload() -> bool:
    """Make ``import weasyprint`` work in this process; call it before the import.

    Opens the unpacked libraries if the machine has none of its own, and points fontconfig at
    our fonts. Returns False if letters cannot be rendered here; then the import would raise
    ``OSError``.
    """
    os.environ["FONTCONFIG_FILE"] = str(fonts_conf(here()))
    return loadable()


@cache
def loadable() -> bool:
    """True if this process can open every library the letters need."""
    return _openable() or _open_unpacked(UNPACKED)


def fonts_conf(places: Places) -> Path:
    """The fontconfig file that knows our fonts and no others; written if it is not there."""
    path = places.data / "fonts.conf"
    text = FONTS_CONF.format(
        fonts=escape(str(FONTS)), cache=escape(str(places.data / "font-cache"))
    )
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(text)
        draft.replace(path)
    return path


def _openable() -> bool:
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _open_unpacked(directory: Path) -> bool:
    """Open every unpacked library, each after those it needs, until nothing more opens."""
    left = sorted(directory.rglob("*.so.*"))
    while left:
        shut = [library for library in left if not _opens(library)]
        if len(shut) == len(left):
            break
        left = shut
    return _openable()


def _opens(library: Path) -> bool:
    try:
        ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True
