"""Whether a letter is real and still holds, for anybody who has its code or the file.

Only what was released is known here: a letter still being prepared does not exist.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from procedures.engine import Definition
from procedures.loading import definition
from procedures.models import Letter, LetterSignature

CODE = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature as recorded when it was made."""

    kind: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A released letter. ``holder`` is the whole name: pages show it masked.

    ``verdict``: valid, replaced or revoked. ``replaced_by`` is the code of the letter that
    stands in its place.
    """

    verdict: str
    code: str
    name: str
    title: str
    """What a result calls itself; "" for the forms."""
    procedure: str
    number: int | None
    symbol: str
    issued_on: date | None
    issuer: str
    signer: str
    signer_title: str
    holder: str
    validity: str
    released_at: datetime
    revoked_at: datetime | None
    replaced_by: str
    sha256: str
    signatures: tuple[Signed, ...]


def as_code(typed: str) -> str:
    """The 32 hex digits somebody typed, read off a paper or an address; "" if they are none.

    >>> as_code("7C2A 40d3 9BE1 5f68\\n0a44 12de 97b3 c85f")
    '7c2a40d39be15f680a4412de97b3c85f'
    """
    plain = unicodedata.normalize("NFKC", typed[:300]).lower().strip()
    plain = plain.rstrip("/").rpartition("/")[2]
    code = re.sub(r"[\s.\-\u2010-\u2015]", "", plain)
    return code if CODE.fullmatch(code) else ""


def by_code(code: str, *, at: datetime) -> Issued | None:
    """The released letter with this code. Two queries."""
    return _issued(Letter.objects.filter(verify_code=code), at)


def by_bytes(sha256: str, *, at: datetime) -> Issued | None:
    """The released letter whose very bytes these are."""
    return _issued(Letter.objects.filter(file=sha256), at)


def by_signatures(found: Iterable[tuple[str, datetime]], *, at: datetime) -> Issued | None:
    """The released letter that carries one of these signatures (serial, moment): what an
    altered file was made from."""
    for serial, moment in found:
        made = LetterSignature.objects.filter(
            certificate_serial=serial, signed_at=moment, letter__released_at__lte=at
        )
        letters = set(made.values_list("letter", flat=True)[:2])
        if len(letters) == 1:
            return _issued(Letter.objects.filter(pk=letters.pop()), at)
    return None


def _issued(letters: Any, at: datetime) -> Issued | None:
    letter = (
        letters.filter(released_at__lte=at)
        .select_related("case", "signer__person", "replaced_by")
        .defer("case__answers", "case__state_data")
        .order_by("-released_at")
        .first()
    )
    if letter is None:
        return None
    facts, rules = letter.facts, definition(letter.case.version_id)
    result = letter.name == "result"
    issuer = facts["agency"] if result else facts["desk"]
    signer = letter.signer
    return Issued(
        verdict=_verdict(letter, at),
        code=letter.verify_code,
        name=letter.name,
        title=(facts.get("result") or {}).get("title", ""),
        procedure=str(rules.short_name or rules.name),
        number=letter.number,
        symbol=letter.symbol,
        issued_on=letter.issued_on,
        issuer=issuer["name"],
        signer=signer.person.full_name if signer else "",
        signer_title=signer.title if signer else "",
        holder=facts["applicant"]["name"],
        validity=_validity(rules) if result else "",
        released_at=letter.released_at,
        revoked_at=letter.revoked_at,
        replaced_by=_successor(letter, at),
        sha256=letter.file_id,
        signatures=_signatures(letter),
    )


def _verdict(letter: Letter, at: datetime) -> str:
    if letter.replaced_by_id:
        return "replaced"
    return "revoked" if letter.revoked_at and letter.revoked_at <= at else "valid"


def _successor(letter: Letter, at: datetime) -> str:
    other = letter.replaced_by
    released = other and other.released_at and other.released_at <= at
    return other.verify_code if released else ""


def _validity(rules: Definition) -> str:
    return next((one.validity for one in rules.results if one.letter), "")


def _signatures(letter: Letter) -> tuple[Signed, ...]:
    made = letter.signatures.order_by("signed_at", "pk")
    return tuple(Signed(*row) for row in made.values_list("kind", "signer_name", "signed_at"))
