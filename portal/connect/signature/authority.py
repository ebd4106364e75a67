"""A certificate authority for demonstrations: keys on disk, made when first needed.

Nothing it signs means anything in law. One folder, mode 0700; each file holds one private
key and its certificate. Dates of validity are fixed, so no clock is read.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)
VALID_TO = datetime(2050, 1, 1, tzinfo=UTC)
LONGEST_NAME = 64
"""Characters X.520 allows in a common name or an organization's name."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key and its certificate, both DER."""

    key: bytes
    certificate: bytes


@dataclass(frozen=True, slots=True)
class Authority:
    """The demo's root and everything it issued, kept in one folder."""

    folder: Path

    def root(self) -> KeyPair:
        """The certificate everything leads to."""
        return self._kept("root", "Chứng thực số thử nghiệm Một Cửa", "Bản trình diễn")

    def stamp(self) -> KeyPair:
        """The key of the time-stamping service."""
        return self._kept("stamp", "Dấu thời gian thử nghiệm Một Cửa", "Bản trình diễn")

    def signer(self, key: str, name: str, agency: str) -> KeyPair:
        """The key of a person or an agency; another name or agency is another certificate."""
        who = hashlib.sha256("\0".join((key, name, agency)).encode()).hexdigest()[:32]
        return self._kept(f"signer-{who}", name, agency)

    def _kept(self, kind: str, name: str, organization: str) -> KeyPair:
        path = self.folder / f"{kind}.pem"
        if not path.exists():
            issuer = None if kind == "root" else self.root()
            with self._alone():
                if not path.exists():
                    _write(path, _issued(kind, name, organization, issuer))
        return _read(path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time issue: two roots would disown each other's signers."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(self.folder / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _issued(kind: str, name: str, organization: str, issuer: KeyPair | None) -> bytes:
    """Return a new private key and its certificate, as PEM."""
    key = _new_key(kind)
    subject = _subject(name, organization)
    parent = x509.load_der_x509_certificate(issuer.certificate) if issuer else None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(parent.subject if parent else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_TO)
        .add_extension(x509.BasicConstraints(ca=parent is None, path_length=None), True)
        .add_extension(_usage(kind), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    if parent:
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(parent.public_key())
        builder = builder.add_extension(authority, False)
    if kind == "stamp":
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, True)
    signing = serialization.load_der_private_key(issuer.key, None) if issuer else key
    certificate = builder.sign(signing, hashes.SHA256())
    return _pem(key) + certificate.public_bytes(serialization.Encoding.PEM)


def _new_key(kind: str) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    """P-256 for all but the time stamps, whose maker in pyHanko knows RSA alone."""
    if kind == "stamp":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1())


def _subject(name: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:LONGEST_NAME] or "–"),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:LONGEST_NAME]),
        ]
    )


def _usage(kind: str) -> x509.KeyUsage:
    root = kind == "root"
    return x509.KeyUsage(
        digital_signature=not root,
        content_commitment=not root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, content: bytes) -> None:
    """Put the file in place whole, readable by us alone."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(path)


def _read(path: Path) -> KeyPair:
    content = path.read_bytes()
    key = serialization.load_pem_private_key(content, None)
    certificate = x509.load_pem_x509_certificate(content)
    return KeyPair(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate.public_bytes(serialization.Encoding.DER),
    )
