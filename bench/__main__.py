"""``python -m bench``: measure, print, write down. ``--only move,pages`` measures those."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from portal.stack.postgres import Postgres
from portal.stack.sentences import Stopped

ROOMS = ("move", "submission", "due", "pages")


def main(words: list[str]) -> int:
    """Exit status 1 if a figure that must hold does not."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--seconds", type=float, default=2, help="of each figure and round")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", default=",".join(ROOMS), help="of " + ", ".join(ROOMS))
    chosen = options.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as home:
        Path(home).chmod(0o711)  # root's database runs as another user
        return in_place(Path(home), chosen)


def in_place(home: Path, chosen: argparse.Namespace) -> int:
    """Start a server as it is in production, with fsync, unless ``DATABASE_URL`` names one."""
    given = os.environ.get("DATABASE_URL")
    server = Postgres(home / "pg", home / "pg" / "run", home / "postgres.log")
    child = None if given else server.start()
    try:
        url = given or server.url("postgres", "postgres")
        os.environ |= {"DATA_DIR": str(home), "DEMO": "1", "ALLOWED_HOSTS": "testserver"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": url}
        from bench.run import measure_all  # noqa: PLC0415 -- Django reads the address above

        return measure_all(chosen)
    finally:
        if child:
            server.stop(child)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as fault:
        sys.exit(f"bench: {fault}")
