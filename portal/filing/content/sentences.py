"""What people read about an upload. Each rejection says how to mend it (ux: set texts)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REJECTIONS: Mapping[str, Promise] = {
    "missing": _("Choose a file or take a photo of “%(paper)s”"),
    "empty": _("The file “%(name)s” has nothing in it. Choose another file or take a photo"),
    "too_large": _(
        "The file “%(name)s” is larger than %(limit_mb)s MB. Choose a smaller file or take the"
        " photo again"
    ),
    "wrong_type": _("The file “%(name)s” must be a photo (JPG, PNG, HEIC) or a PDF"),
    "office_document": _(
        "“%(name)s” is a Word or Excel file. Open it, save it as a PDF and upload the PDF"
    ),
    "archive": _(
        "“%(name)s” is a compressed file. Unpack it and choose each photo or PDF inside"
    ),
    "unreadable": _(
        "The file “%(name)s” cannot be opened, it may be damaged. Take the photo again or save"
        " the file again, then upload it"
    ),
    "locked": _(
        "The file “%(name)s” is locked with a password. Remove the password, then upload it"
        " again"
    ),
    "too_many_pixels": _(
        "The photo “%(name)s” has %(megapixels)s million pixels, more than the limit of"
        " %(limit_megapixels)s million. Take it again at an ordinary quality setting"
    ),
    "animated": _("“%(name)s” is a moving picture. Upload a still photo of the paper"),
    "too_many_pages": _(
        "The file “%(name)s” makes more than %(limit)s pages. Split it and keep only the pages"
        " that are asked for"
    ),
    "needs_rendering": _(
        "“%(name)s” is a form that only its own program can show. Open it, choose Print, then"
        " Save as PDF, and upload the new file"
    ),
    "too_complex": _(
        "The file “%(name)s” takes too long to read. Print it to a new PDF or take photos of"
        " its pages, then upload those"
    ),
    "infected": _(
        "The file “%(name)s” contains malicious code, so it was isolated and not passed on to"
        " officers. Upload another file"
    ),
    "store_full": _(
        "The file “%(name)s” could not be kept just now. What you typed is saved. Try again in"
        " a few minutes"
    ),
    "over_quota": _(
        "Your drafts hold %(limit_mb)s MB of files, the most they may. Remove files or drafts"
        " you no longer need, then upload “%(name)s” again"
    ),
    "too_many_files": _(
        "This paper has %(limit)s files already, the most it may. Remove one, then upload"
        " “%(name)s” again"
    ),
}

WARNINGS: Mapping[str, Promise] = {
    "blurred": _("The photo may be blurred. You can take it again or keep it"),
    "small": _("The photo is very small, so print may be hard to read. Better take it again"),
    "pdf_active": _("The file held active content. It was taken out of the copy shown here"),
    "pdf_attachments": _(
        "The file has other files attached inside. Officers do not see those; upload them on"
        " their own"
    ),
    "signed": _("The file carries a digital signature that covers all of it"),
    "signature_partial": _("Something was added to the file after its last digital signature"),
    "signature_unreadable": _(
        "The digital signature in this file cannot be read, so officers cannot use it. Sign"
        " again in PAdES format"
    ),
}


def rejection(word: str, facts: Mapping[str, int | str], *, name: str, paper: str = "") -> str:
    """The sentence for a `Rejected` word; `name` is the file's (cleaned or as chosen)."""
    return REJECTIONS[word] % {"limit": "", "name": name, "paper": paper, **facts}


def warning(word: str) -> str:
    """The sentence for a word of `Accepted.warnings`."""
    return str(WARNINGS[word])
