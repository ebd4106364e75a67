"""Runs in the child only: does a signature inside a PDF cover all that the file shows?"""

from io import BytesIO


def signature_warnings(content: bytes) -> list[str]:
    """``signed`` when every revision is covered, ``signature_partial`` when something was
    added after the last signature, ``signature_unreadable`` when a field holds no signature
    we can parse (an officer could not act on it, so it is said at once)."""
    if b"/ByteRange" not in content:
        return []
    # Only for signed files: loading pyHanko takes longer than everything else here.
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415

    try:
        found = PdfFileReader(BytesIO(content), strict=False).embedded_regular_signatures
        covers = [signature.evaluate_signature_coverage() for signature in found]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError):
        return ["signature_unreadable"]
    if not covers:
        return []
    whole = SignatureCoverageLevel.ENTIRE_FILE in covers
    return ["signed" if whole else "signature_partial"]
