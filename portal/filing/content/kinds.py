"""The kind of a file, told by its first bytes alone.

The signature must stand at the very start: a PDF reader forgives a kilobyte of HTML before
``%PDF``, and a browser shows that HTML (reliability row U4).
"""

from dataclasses import dataclass

HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
HEIC_BRAND_LIST = 64  # bytes of the opening box in which brands are looked for


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind we take: its word, the extension we write, the type we would serve it as."""

    word: str
    extension: str
    media_type: str


KINDS = {
    kind.word: kind
    for kind in (
        Kind("jpeg", ".jpg", "image/jpeg"),
        Kind("png", ".png", "image/png"),
        Kind("heic", ".heic", "image/heic"),
        Kind("pdf", ".pdf", "application/pdf"),
    )
}
IMAGES = ("jpeg", "png", "heic")

_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"%PDF-", "pdf"),
)
_OFFICE_OPENINGS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OFFICE_PARTS = (b"word/", b"xl/", b"ppt/", b"[Content_Types].xml", b"opendocument")


def kind_of(content: bytes) -> str | None:
    """The word of the kind, or None for anything we do not take."""
    for signature, word in _SIGNATURES:
        if content.startswith(signature):
            return word
    return "heic" if _is_heic(content) else None


def why_not(content: bytes) -> str:
    """The rejection that helps most for a file `kind_of` does not know.

    Office files and archives are told apart without opening them, so a zip bomb, a macro
    or a path that climbs out of the archive never meets a parser.
    """
    if content.startswith(_OFFICE_OPENINGS):
        return "office_document"
    if content.startswith(_ARCHIVES):
        known = any(part in content[:4096] for part in _OFFICE_PARTS)
        return "office_document" if known else "archive"
    return "wrong_type"


def _is_heic(content: bytes) -> bool:
    if content[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(content[:4], "big"), HEIC_BRAND_LIST)
    brands = [content[8:12], *(content[at : at + 4] for at in range(16, end, 4))]
    return brands[0] in HEIC_BRANDS or b"heic" in brands
