"""What is owed to files after they came: a scan, and a view where one was withdrawn.

The rows that wait are the duty; `portal.tasks` calls these from its sweep and when woken.
"""

from datetime import datetime

from django.conf import settings

from portal.connect.scan import ScannerDown, Verdict, scan
from portal.filing.content import CannotRender, to_pdf
from procedures import storage
from procedures.operations import scanning
from procedures.operations.papers import MadeView
from procedures.queries import files

AT_A_TIME = 50


def scan_waiting(*, at: datetime) -> int:
    """Ask the scanner about uploads without a verdict; answer how many verdicts came.

    The first failure ends the round: a scanner that is down is not asked fifty times.
    """
    verdicts = 0
    for sha256 in files.to_scan(AT_A_TIME):
        try:
            with storage.open_file(sha256) as file:
                chunks = iter(lambda: file.read(storage.READ_SIZE), b"")
                verdict = scan(chunks, scanner=settings.FILE_SCANNER)
        except ScannerDown:
            scanning.record_no_verdict(sha256=sha256)
            break
        scanning.record_scan(sha256=sha256, infected=verdict == Verdict.INFECTED, at=at)
        verdicts += 1
    return verdicts


def make_missing_views(*, at: datetime) -> int:
    """Make views for papers that lost theirs to an infected file; answer how many."""
    made = 0
    for paper in files.without_view(AT_A_TIME):
        try:
            view = to_pdf([storage.read(sha256) for sha256 in paper.parts])
        except CannotRender:
            continue
        kept = MadeView(storage.put_bytes(view.pdf), view.pages)
        made += scanning.save_view(paper=paper.paper, view=kept, made_of=paper.parts, at=at)
    return made
