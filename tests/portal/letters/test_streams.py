"""No stream ends in a byte that readers could take for an end of line."""

import io
import zlib

import page as checker
import pikepdf

from portal.letters.child import finish

ARCHIVE = checker.ValidationProfile.PDF_A_3A


def ends_in_return() -> bytes:
    """A comment that ends in a carriage return once it is packed."""
    comments = (b"%" + b"x" * n + b"y" * m for n in range(99) for m in range(99))
    return next(one for one in comments if zlib.compress(one).endswith(b"\r"))


def test_a_stream_that_would_end_in_a_carriage_return_is_unpacked(rendered):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(rendered("receipt"))) as file:
        packed = zlib.compress(ends_in_return())
        stream = file.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
        file.pages[0].contents_add(stream)
        file.save(made)

    found = checker.validate_pdf_bytes(made.getvalue(), profile=ARCHIVE).failures
    assert "PDFA3A-STREAM-LENGTH-001" in {one.rule_id for one in found}

    finished = finish(made.getvalue(), ["http"], {})

    found = checker.validate_pdf_bytes(finished, profile=ARCHIVE).failures
    assert "PDFA3A-STREAM-LENGTH-001" not in {one.rule_id for one in found}
