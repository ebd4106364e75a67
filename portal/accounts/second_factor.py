"""The second factor of staff: six digits from an authenticator app, or a code on paper.

TOTP as every app speaks it (RFC 6238: SHA-1, 30 seconds, six digits). A code is good for its
own half minute and the one before and after, and only once: the step of the code used last is
raised in the same statement that accepts it, so two requests cannot both win.

>>> code_at(b"12345678901234567890", 59 // STEP)
'287082'
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction

from portal.accounts.models import RecoveryCode, SecondFactor, User
from portal.accounts.throttle import Limit, forgive, tried
from procedures.sealing import blind_index, blind_index_candidates

log = logging.getLogger(__name__)
STEP = 30
DIGITS = 6
SECRET_BYTES = 20
RECOVERY_CODES = 10
TRIES = Limit("second-factor", 5, timedelta(minutes=15))


class Locked(Exception):
    """Five wrong codes: none is looked at for `wait` seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def wanted(user: User) -> bool:
    """Whether this account has to show a second factor now: staff outside a demo, or anybody
    who has set one up."""
    return has_one(user) or (user.is_officer and not settings.DEMO)


def has_one(user: User) -> bool:
    """Whether a second factor is set up."""
    return SecondFactor.objects.filter(user=user).exists()


def new_secret() -> str:
    """A fresh secret as apps and people read it: base32 in capitals."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def app_address(secret: str, user: User) -> str:
    """What the QR code for the app holds."""
    issuer = "Một Cửa"
    label = quote(f"{issuer}:{user.get_username()}")
    told = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{label}?{told}"


@transaction.atomic
def set_up(user: User, *, secret: str, code: str, at: datetime) -> Sequence[str] | None:
    """Bind the app to the account if `code` proves it has the secret.

    Returns the recovery codes, shown once and never again; None for a wrong code.
    """
    step = _matching_step(secret, code, at)
    if step is None:
        return None
    SecondFactor.objects.filter(user=user).delete()
    SecondFactor.objects.create(user=user, secret=secret, last_step=step, confirmed_at=at)
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> Sequence[str]:
    """Ten fresh codes in place of all earlier ones."""
    RecoveryCode.objects.filter(user=user).delete()
    codes = [f"{secrets.randbelow(10**10):010}" for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, hash=_hash(c)) for c in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def remove(user: User) -> None:
    """Take the second factor off: the person may set up a new one."""
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()


def proves(user: User, code: str, *, at: datetime) -> bool:
    """Whether `code` is a valid code of the app, or an unused recovery code. Uses it up.

    Raises `Locked` after five wrong ones in a quarter of an hour, also under parallel tries.
    """
    verdict = tried(TRIES, str(user.pk), at=at)
    if not verdict.allowed:
        log.warning("second_factor.locked", extra={"user": user.pk})
        raise Locked(verdict.wait)
    digits = "".join(one for one in code if one in "0123456789")
    right = _app_code(user, digits, at) if len(digits) == DIGITS else _paper(user, digits, at)
    if right:
        forgive(TRIES, str(user.pk))
    else:
        log.info("second_factor.refused", extra={"user": user.pk})
    return right


def code_at(key: bytes, step: int) -> str:
    """The code of one time step (RFC 4226)."""
    mark = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = mark[-1] & 0x0F
    number = int.from_bytes(mark[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def _app_code(user: User, digits: str, at: datetime) -> bool:
    factor = SecondFactor.objects.filter(user=user).first()
    if factor is None:
        return False
    step = _matching_step(factor.secret, digits, at)
    if step is None:
        return False
    unused = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
    return unused.update(last_step=step) == 1


def _paper(user: User, digits: str, at: datetime) -> bool:
    hashes = blind_index_candidates(digits, field="recovery_code")
    unused = RecoveryCode.objects.filter(user=user, hash__in=hashes, used_at=None)
    return unused.update(used_at=at) == 1


def _matching_step(secret: str, code: str, at: datetime) -> int | None:
    digits = "".join(one for one in code if one in "0123456789")
    key = base64.b32decode(secret)
    now = int(at.timestamp()) // STEP
    found = None
    for step in (now - 1, now, now + 1):  # all three, so that time tells nothing
        if hmac.compare_digest(code_at(key, step), digits):
            found = step
    return found


def _hash(code: str) -> str:
    return blind_index(code, field="recovery_code")
