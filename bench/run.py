"""One run: every room asked for, printed and written down."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench import due, floor, measure, office, pages  # noqa: E402
from portal.places import BASE_DIR  # noqa: E402

DATABASE = "motcua_bench"
RESULTS = BASE_DIR / "bench" / "results"
MOST_ROUND_TRIPS = 5
TRIPS = "round trips with BEGIN and COMMIT"


def measure_all(chosen: argparse.Namespace) -> int:
    """Measure what was asked for; 1 if a move is slower or talks more than it may."""
    with database() as url:
        raw = floor.prepare(url)
        place = office.built()
        found, counts = compared(chosen, raw, place)
        raw.close()
        weights = pages.weights(place) if "pages" in chosen.only else []
        facts = measure.conditions()
    say(found, counts, weights)
    write(facts, found, counts, weights)
    moves = [one for one in found if one.name == "one move"]
    talks = counts.get("one move", {}).get(TRIPS, 0)
    return 0 if all(one.holds for one in moves) and talks <= MOST_ROUND_TRIPS else 1


def compared(
    chosen: argparse.Namespace, raw: Any, place: office.make.Office
) -> tuple[list[measure.Compared], dict[str, dict[str, int]]]:
    """Each figure beside its floor, and what one unit sends to the server."""
    wanted, counts, found = chosen.only.split(","), {}, []

    def beside(name: str, base: measure.Work, ours: measure.Work, must: float, aim: float):
        found.append(
            measure.in_turn(
                name,
                floor=base,
                ours=ours,
                seconds=chosen.seconds,
                rounds=chosen.rounds,
                must=must,
                aim=aim,
            )
        )

    if "move" in wanted:
        ours = office.moved(place, enough(chosen, 2500))
        beside("one move", floor.move(raw), ours, 2.5, 1.5)
        counts["one move"] = office.statements(ours)
    if "submission" in wanted:
        ours = office.submitted(place, enough(chosen, 250))
        beside("one submission", floor.submission(raw), ours, 2.5, 1.6)
        counts["one submission"] = office.statements(ours)
    if "due" in wanted:
        beside("one due date", floor.due_date(), due.dates(), 4, 2)
    return found, counts


def enough(chosen: argparse.Namespace, a_second: int) -> int:
    """How many things must lie ready if no machine does more than that in a second."""
    return int(chosen.seconds * chosen.rounds * a_second) + 100


@contextmanager
def database() -> Iterator[str]:
    """A database of our own beside the one we were led to; dropped at the end."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
    elsewhere = settings.DATABASES["default"]["NAME"]
    switch(DATABASE)
    try:
        call_command("migrate", verbosity=0)
        yield address()
    finally:
        switch(elsewhere)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def switch(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def address() -> str:
    """How psycopg2 alone reaches the same database."""
    return " ".join(
        f"{word}={value}"
        for word, value in connection.get_connection_params().items()
        if word in ("dbname", "host", "port", "user", "password") and value
    )


def say(
    found: list[measure.Compared],
    counts: dict[str, dict[str, int]],
    weights: list[pages.Weight],
) -> None:
    print(
        f"{'':18}{'floor, per s':>27}{'ours, per s':>24}{'times the floor':>21}"
        f"{'must':>6}{'aim':>6}\n{'':18}{'min  median     max':>27}"
        f"{'min  median     max':>24}{'min median   max':>21}"
    )
    for one in found:
        print(
            f"{one.name:18}{rates(one.floor):>27}{rates(one.ours):>24}{times(one.ratio):>21}"
            f"{one.must:>6}{one.aim:>6}  {'holds' if one.holds else 'missed'}"
        )
    for name, figures in counts.items():
        print(f"{name}: " + ", ".join(f"{count} {word}" for word, count in figures.items()))
    for page in weights:
        print(
            f"{page.page}: {page.html / 1024:.1f} KB of HTML, {page.all / 1024:.1f} KB in all"
            f" (gzip), {page.requests} requests, {page.queries} queries"
        )


def rates(figure: measure.Figure) -> str:
    return f"{figure.low:.0f} {figure.median:7.0f} {figure.high:7.0f}"


def times(figure: measure.Figure) -> str:
    return f"{figure.low:.2f}  {figure.median:.2f}  {figure.high:.2f}"


def write(
    facts: dict[str, Any],
    found: list[measure.Compared],
    counts: dict[str, dict[str, int]],
    weights: list[pages.Weight],
) -> None:
    RESULTS.mkdir(exist_ok=True)
    at = datetime.now(UTC)
    path = RESULTS / f"{at:%Y%m%d-%H%M%S}-{facts['commit']}.json"
    report = {
        **facts,
        "at": at.isoformat(),
        "figures": measure.as_data(found),
        "counts": counts,
        "pages": [asdict(one) for one in weights],
    }
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False))
    print(f"Written to {path.relative_to(BASE_DIR)}")
