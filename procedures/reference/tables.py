"""Reads the data files of this package and says which state of them is shipped.

A file is CSV with a head line (``.csv``) or gzipped tab-separated text (``.tsv.gz``). Codes
stay strings: they have leading zeros.
"""

import csv
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of one data file as {column: text}."""
    path = DATA / name
    if name.endswith(".tsv.gz"):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def fingerprint(*names: str) -> str:
    """SHA-256 over the named data files: equal only if their bytes are."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + b"\0" + (DATA / name).read_bytes())
    return digest.hexdigest()
