"""The demo's provider: signs with keys it made itself, on this machine, without network."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from portal.connect.signature import SignatureFacts, SignatureUnavailable, Signer
from portal.connect.signature.authority import Authority
from portal.connect.signature.pades import judged, signed
from portal.places import here

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


class DemoAuthority:
    """A provider for demonstrations; refuses to exist anywhere else."""

    def __init__(self) -> None:
        if not settings.DEMO:
            raise SignatureUnavailable("the demo's keys sign only in a demo")
        self.authority = Authority(here().keys / "signing")

    def sign(self, pdf: bytes, *, signer: Signer, box: str, at: datetime) -> bytes:
        """See ``SignatureProvider.sign``."""
        return signed(
            pdf,
            field=box,
            lines=look(signer, box, at),
            signer=self.authority.signer(signer.key, signer.name, signer.agency),
            stamp=self.authority.stamp(),
            root=self.authority.root(),
            at=at,
        )

    def verify(self, pdf: bytes) -> list[SignatureFacts]:
        """See ``SignatureProvider.verify``."""
        return judged(pdf, roots=[self.authority.root().certificate])

    def check(self) -> str:
        """Always ready: what is missing is made."""
        return ""


def look(signer: Signer, box: str, at: datetime) -> tuple[str, ...]:
    """The lines a signature shows on the page."""
    when = f"Thời gian ký: {at.astimezone(OFFICE_TIME):%H:%M ngày %d/%m/%Y}"
    if box == "agency":
        return (f"Cơ quan ký: {signer.name}", when)
    if box == "officer":
        return (f"Ký bởi: {signer.name}", when)
    return (f"Ký bởi: {signer.name}", f"Cơ quan: {signer.agency}", when)
