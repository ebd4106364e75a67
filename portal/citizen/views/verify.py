"""C23: is this letter real, and does it still hold? By its code, by QR, or by the file.

A file is only compared, never kept. It is parsed in a child process with limits before its
signatures are read, and no page says more of a person than a masked name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.throttle import Limit, client_address, give_back, tried
from portal.citizen import verify_facts
from portal.connect import signature
from portal.filing.content import MAX_BYTES, Rejected, inspect
from portal.ui.errors import too_many
from portal.ui.fields import Field, error_links
from procedures.queries import verify as letters
from procedures.queries.verify import Issued

WINDOW = timedelta(minutes=10)
MISSES = Limit("verify-code", 20, WINDOW)
FILES = Limit("verify-file", 10, WINDOW)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out: a word of ``data-verdict``, and the letter it is about."""

    verdict: str
    letter: Issued | None = None
    file: bool = False
    """A file was looked at, not only a code."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Ask for code or file; a code leads to the page of its letter."""
    if request.method != "POST":
        return drawn(request)
    at = timezone.now()
    typed, upload = request.POST.get("code", ""), request.FILES.get("file")
    code = letters.as_code(typed)
    if typed.strip() and not code:
        return drawn(request, typed=typed[:100], error=wrong_code())
    if upload is not None:
        return compared(request, upload, code, at)
    if not code:
        return drawn(request, error=_("Enter the verification code, or choose the PDF file"))
    return HttpResponseRedirect(f"/xac-minh/{code}/")


@require_safe
@never_cache
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """The letter with this code; the address of the QR code printed on it."""
    if not letters.CODE.fullmatch(code):
        raise Http404
    at, who = timezone.now(), client_address(request)
    verdict = tried(MISSES, who, at=at)
    if not verdict.allowed:
        return too_many(request, minutes=-(-verdict.wait // 60))
    found = letters.by_code(code, at=at)
    if found is None:
        return drawn(request, Finding("unknown"), typed=code)
    give_back(MISSES, who)
    return drawn(request, Finding(found.verdict, found))


def compared(
    request: HttpRequest, upload: UploadedFile, code: str, at: datetime
) -> HttpResponse:
    """Compare a file with what was released."""
    verdict = tried(FILES, client_address(request), at=at)
    if not verdict.allowed:
        return too_many(request, minutes=-(-verdict.wait // 60))
    if upload.size is None or upload.size > MAX_BYTES:
        return drawn(request, typed=code, file_error=too_large())
    content = upload.read()
    if not content:
        return drawn(request, typed=code, file_error=no_pdf())
    found = letters.by_bytes(sha256(content).hexdigest(), at=at)
    if found:
        return drawn(request, Finding(found.verdict, found, file=True))
    if not is_pdf(content):
        return drawn(request, typed=code, file_error=no_pdf())
    original = origin(content, code, at)
    if original:
        return drawn(request, Finding("altered", original, file=True))
    return drawn(request, Finding("unknown", file=True))


def origin(content: bytes, code: str, at: datetime) -> Issued | None:
    """The letter an unknown file was made from: by the code beside it, or its signatures."""
    told = letters.by_code(code, at=at) if code else None
    if told:
        return told
    try:
        found = signature.verify(content)
    except signature.SignatureUnavailable:
        return None
    return letters.by_signatures([(one.serial, one.at) for one in found if one.at], at=at)


def is_pdf(content: bytes) -> bool:
    """Whether the file is a PDF that can be looked at without harm."""
    answer = inspect(content, "van-ban.pdf")
    return not isinstance(answer, Rejected) and answer.kind == "pdf"


def drawn(
    request: HttpRequest,
    finding: Finding | None = None,
    *,
    typed: str = "",
    error: str = "",
    file_error: str = "",
) -> HttpResponse:
    """The page: the finding if there is one, and the form."""
    fields = (code_field(typed, error), file_field(file_error))
    errors = error_links(fields)
    context: dict[str, Any] = {"fields": fields, "errors": errors, "finding": finding}
    if finding and finding.letter:
        context["facts"] = verify_facts.of_letter(finding.letter, file=finding.file)
        context["number"] = verify_facts.number_of(finding.letter)
    response = render(request, "citizen/verify.html", context, status=422 if errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


def code_field(typed: str, error: str) -> Field:
    """The box for the code."""
    return Field(
        name="code",
        label=_("Verification code"),
        hint=_("Printed beside the QR code: 32 digits and letters from a to f"),
        value=typed,
        error=error,
        attributes={"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"},
    )


def file_field(error: str) -> Field:
    """The box for the file."""
    return Field(
        name="file",
        label=_("Or choose the PDF file"),
        kind="file",
        hint=_("The file is only compared, it is not kept. At most 10 MB"),
        error=error,
        accept="application/pdf",
        multiple=False,
    )


def wrong_code() -> str:
    """What is wrong with a code that is none."""
    return _(
        "The verification code has 32 digits and letters from a to f; copy all eight groups"
        " beside the QR code"
    )


def no_pdf() -> str:
    """The file cannot be compared."""
    return _("Choose the PDF file of the letter, as you received it and without a password")


def too_large() -> str:
    """The file is larger than any letter of ours."""
    return _("The file is larger than 10 MB. Letters of the city are smaller")
