"""PAdES with pyHanko: add one signature in a new revision, and judge what is there."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from asn1crypto import keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import FormFillingError, PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from portal.connect.signature import SignatureFacts, SignatureUnavailable
from portal.connect.signature.appearance import Lines
from portal.connect.signature.authority import KeyPair

BROKEN = (
    *(PdfError, zlib.error, ValueError, LookupError, TypeError, AttributeError),
    RecursionError,
)
"""How pyHanko says that a file, or a signature in it, is not what it should be."""


class _Revision(IncrementalPdfFileWriter):
    """A new revision that leaves the file's description alone: title, dates, PDF/A mark."""

    def _update_meta(self) -> None:
        pass


class _SignerAt(PdfSigner):
    """A signer whose moment is given, not read from a clock."""

    at: datetime

    def init_signing_session(self, *args: Any, **options: Any) -> Any:
        session = super().init_signing_session(*args, **options)
        session.system_time = self.at
        return session


def signed(
    pdf: bytes,
    *,
    field: str,
    lines: tuple[str, ...],
    signer: KeyPair,
    stamp: KeyPair,
    root: KeyPair,
    at: datetime,
) -> bytes:
    """Return the file with the field filled; all earlier bytes come first, unchanged."""
    chain = SimpleCertificateStore()
    chain.register(_certificate(root))
    pen = _SignerAt(
        PdfSignatureMetadata(
            field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
        ),
        SimpleSigner(
            signing_cert=_certificate(signer), signing_key=_key(signer), cert_registry=chain
        ),
        timestamper=DummyTimeStamper(
            _certificate(stamp), _key(stamp), certs_to_embed=chain, fixed_dt=at
        ),
        stamp_style=Lines(lines=lines),
    )
    pen.at = at
    try:
        out = pen.sign_pdf(_Revision(io.BytesIO(pdf)), existing_fields_only=True)
    except FormFillingError as fault:
        raise SignatureUnavailable(f"the box {field} is missing or filled") from fault
    return out.getvalue()


def judged(pdf: bytes, *, roots: Iterable[bytes]) -> list[SignatureFacts]:
    """Return the facts of every signature, oldest first; [] for what is no PDF."""
    trust = [x509.Certificate.load(root) for root in roots]
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        return [_facts(signature, trust) for signature in found]
    except BROKEN:
        return []


def _facts(signature: Any, trust: list[x509.Certificate]) -> SignatureFacts:
    subject = signature.signer_cert.subject.native
    status = _status(signature, trust)
    stamp = status and status.timestamp_validity
    stamped = bool(stamp and stamp.valid and stamp.trusted)
    return SignatureFacts(
        box=signature.field_name,
        signer=subject.get("common_name", ""),
        agency=subject.get("organization_name", ""),
        serial=f"{signature.signer_cert.serial_number:x}",
        at=stamp.timestamp if stamped else signature.self_reported_timestamp,
        stamped=stamped,
        intact=bool(status and status.intact and status.valid),
        trusted=bool(status and status.trusted),
        whole=bool(status and _is_whole(status)),
    )


def _status(signature: Any, trust: list[x509.Certificate]) -> Any:
    try:
        return validate_pdf_signature(
            signature,
            signer_validation_context=ValidationContext(trust_roots=trust),
            ts_validation_context=ValidationContext(trust_roots=trust),
        )
    except BROKEN:
        return None


def _is_whole(status: Any) -> bool:
    """True if nothing but later signatures was added to what this one covers."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and status.modification_level is not None
        and status.modification_level <= ModificationLevel.FORM_FILLING
    )


def _certificate(pair: KeyPair) -> x509.Certificate:
    return x509.Certificate.load(pair.certificate)


def _key(pair: KeyPair) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(pair.key)
