"""Read a letter back as a reader's program would."""

import io
import re

from pypdf import PdfReader


def text_of(pdf: bytes) -> str:
    """Every page's text with spaces and line ends as one space."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages)).strip()


def lines_of(pdf: bytes) -> list[str]:
    """The first page's text, line by line."""
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()
