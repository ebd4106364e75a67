"""What anybody may know of a letter: enough to compare it with the paper in the hand."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.letters.words import numbered
from portal.ui import wording
from portal.ui.parts import Fact
from procedures.queries.verify import Issued

KINDS: dict[str, str | Promise] = {
    "receipt": gettext_lazy("Receipt and appointment slip"),
    "supplement_request": gettext_lazy("Request for a supplement"),
    "refusal": gettext_lazy("Refusal of receipt"),
    "apology": gettext_lazy("Apology and new appointment"),
    "stop_notice": gettext_lazy("Notice of stopping"),
    "result": gettext_lazy("Result of the procedure"),
}
SLIPS = {"receipt": "TNHS", "supplement_request": "HDHS", "refusal": "TCHS"}
SIGNERS: dict[str, str | Promise] = {
    "leader": gettext_lazy("signed by %(name)s"),
    "officer": gettext_lazy("signed by %(name)s"),
    "agency": gettext_lazy("sealed by %(name)s"),
}


def of_letter(one: Issued, *, file: bool) -> tuple[Fact, ...]:
    """Issuer, kind, number, date, signer, the holder's masked name, and what holds."""
    signer = ", ".join(filter(None, (one.signer, one.signer_title)))
    facts = [
        Fact(_("Kind of letter"), one.title or str(KINDS.get(one.name, one.name))),
        Fact(_("Procedure"), one.procedure),
        Fact(_("Number"), number_of(one)),
        Fact(_("Date"), at=one.issued_on),
        Fact(_("Issued by"), one.issuer),
        Fact(_("Signer"), signer),
        Fact(_("Issued to"), wording.masked_name(one.holder)),
        Fact(_("Period of validity"), one.validity),
        Fact(_("Digital signatures"), signatures(one)),
        Fact(_("Revoked at"), at=one.revoked_at),
    ]
    if file:
        facts.append(Fact(_("Fingerprint of the original"), one.sha256, code=True))
    return tuple(fact for fact in facts if fact.value or fact.at)


def number_of(one: Issued) -> str:
    """The number as it is printed: "14/UBND-XNTTHN", "0007/TNHS"."""
    if one.number is None:
        return ""
    if one.name in SLIPS:
        return numbered(one.number, one.symbol or SLIPS[one.name], width=4)
    return numbered(one.number, one.symbol)


def signatures(one: Issued) -> str:
    """Who signed electronically and when, a line each."""
    return "\n".join(
        f"{str(SIGNERS.get(made.kind, '%(name)s')) % {'name': made.name}},"
        f" {wording.moment(made.at)}"
        for made in one.signatures
    )
