"""The process that opens strangers' files: ``python -m portal.filing.content.child JOB``.

``inspect KIND`` reads one file from standard input and writes one JSON object.
``pdf`` reads parts, each with its length in eight bytes before it, and writes a line of JSON
followed by the PDF. ``picture N`` reads a PDF and writes a line of JSON and page N as a JPEG.
A file that cannot be taken is an answer, not a failure: exit 0 with
``{"rejected": word, "facts": {…}}``. Any other exit means the file broke its reader.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 3 << 29  # 1.5 GB: a HEIC photo of 40 million pixels takes 0.9 while it is opened
CPU_SECONDS = 20
OUTPUT_LIMIT = 64 << 20
FILE_SIZE = 4 << 20  # the interpreter may cache its own compiled modules, nothing larger


def confine() -> None:
    """Take the limits before any parser is loaded."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(job: str, *words: str) -> bytes:
    """The answer to one job."""
    # After confine(): these bring the parsers with them.
    from portal.filing.content.failure import Unusable  # noqa: PLC0415
    from portal.filing.content.rendering import facts_of, merged  # noqa: PLC0415

    content = sys.stdin.buffer.read()
    try:
        if job == "inspect":
            return _line(facts_of(words[0], content))
        if job == "picture":
            from portal.filing.content.pictures import drawn  # noqa: PLC0415

            return _line({"page": int(words[0])}) + drawn(content, int(words[0]))
        pdf, pages = merged(list(_parts(content)))
        if len(pdf) > OUTPUT_LIMIT:
            raise Unusable("too_complex")
    except Unusable as refusal:
        return _line({"rejected": refusal.word, "facts": refusal.facts})
    return _line({"pages": pages}) + pdf


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode() + b"\n"


def _parts(framed: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(framed):
        length = int.from_bytes(framed[at : at + 8], "big")
        yield framed[at + 8 : at + 8 + length]
        at += 8 + length


if __name__ == "__main__":
    confine()
    sys.stdout.buffer.write(main(*sys.argv[1:]))
