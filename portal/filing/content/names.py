"""The name a file is shown under. It is only ever a label: bytes are kept by their hash."""

import re
import unicodedata

from portal.filing.content.kinds import KINDS

MAX_LENGTH = 120
FALLBACK = "tep"

_UNSAFE = re.compile(r'["\'<>:|?*`$\\/;%&#{}]+')
# Only real extensions: a full stop inside "Phụ lục 3.Nhà ở" belongs to the name.
_EXTENSION = re.compile(
    r"\.(pdf|jpe?g|jfif|png|hei[cf]|gif|webp|tiff?|bmp|svg|html?|xml|txt|csv|rtf"
    r"|docx?|docm|xlsx?|xlsm|pptx?|zip|rar|7z|gz|exe|com|bat|cmd|scr|msi|js|vbs|ps1"
    r"|sh|jar|apk|lnk|php|mov|mp4)$",
    re.IGNORECASE,
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_name(name: str, kind: str = "") -> str:
    r"""A name of at most 120 characters, safe in a page, a header, a spreadsheet and on disk.

    With a `kind` the extension follows the content: ``cv.pdf.exe`` that is a PDF becomes
    ``cv.pdf``; without one (a refused file) it stays. Folders, invisible and
    direction-changing characters, quotes, leading ``- . = + @`` go; Windows device names
    get a prefix; nothing left becomes ``tep``.

    >>> clean_name("C:\\anh\\giấy tờ.PDF", "pdf")
    'giấy tờ.pdf'
    >>> clean_name("=cmd()|' /C calc'!A0", "jpeg")
    'C calc !A0.jpg'
    >>> clean_name("../báo cáo.docx")
    'báo cáo.docx'
    """
    extension = KINDS[kind].extension if kind else ""
    stem = _visible(_last_part(name))
    if kind:
        stem = _without_extensions(stem)
    stem = " ".join(_UNSAFE.sub(" ", stem).split()).lstrip("-.=+@ ").rstrip(". ")
    if _RESERVED.fullmatch(stem):
        stem = f"{FALLBACK} {stem}"
    stem = stem[: MAX_LENGTH - len(extension)].rstrip(". ")
    return (stem or FALLBACK) + extension


def _last_part(name: str) -> str:
    return re.split(r"[/\\]", name.split("\0", 1)[0].split("%00", 1)[0])[-1]


def _visible(name: str) -> str:
    # Compose first: a decomposed mark must not be cut off from its letter by the length.
    composed = unicodedata.normalize("NFC", name.replace("\r", " ").replace("\n", " "))
    return "".join(c for c in composed if unicodedata.category(c) not in _INVISIBLE)


def _without_extensions(name: str) -> str:
    name = name.strip().rstrip(". ")
    while match := _EXTENSION.search(name):
        name = name[: match.start()].rstrip(". ")
    return name
