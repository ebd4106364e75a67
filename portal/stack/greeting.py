"""What the terminal says once everything runs: who can sign in, what to try first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FIRST = """\
Try this first:
  1. Search "giay doc than" on the home page and apply for procedure 1.004873.
  2. Sign in as a citizen; the identity provider is the stand-in on its own port.
  3. Sign in as an officer at {url}/can-bo/ and receive the case.
  4. See what the national portal received: {standin}/

Stop with Ctrl-C. Data stay in {data}. `make demo` plays a whole case by itself."""


def greeting(people_file: Path, env: Mapping[str, str], url: str, standin: str) -> str:
    """The sign-ins of the demo and the first steps, or nothing outside a demo."""
    if not standin:
        return ""
    try:
        people = json.loads(people_file.read_text())
    except (OSError, ValueError):
        people = []
    lines = [_line(person) for person in people]
    head = ["", "Sign-ins of this demo:", *lines, ""] if lines else [""]
    return "\n".join([*head, FIRST.format(url=url, standin=standin, data=env["DATA_DIR"]), ""])


def _line(person: dict[str, str | None]) -> str:
    key = person.get("username") or person.get("personal_id") or person.get("client_id") or ""
    password = person.get("password") or person.get("client_secret") or ""
    about = ", ".join(
        filter(None, (person.get("name"), person.get("role"), person.get("agency")))
    )
    return f"  {person.get('kind', ''):<8} {key:<18} {password:<24} {about}"
