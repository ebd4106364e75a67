"""Bring areas, agencies, desks, the calendar and the catalogue up to the shipped facts."""

import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from procedures.operations.reference import load_reference


class Command(BaseCommand):
    help = (
        "Load the facts that ship with the product: 34 provinces with their communes, Huế's "
        "former units, agencies and one-stop desks, days off 2024-2027, and the national "
        "catalogue of procedures. Safe to run at every start: it does nothing while the "
        "shipped files are the loaded ones."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="write everything even if nothing changed"
        )
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *, again: bool, **options: object) -> None:
        loaded = load_reference(at=timezone.now(), again=again)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
        elif loaded.fresh:
            self.stdout.write(
                f"{loaded.areas} areas, {loaded.agencies} agencies, {loaded.desks} desks, "
                f"{loaded.catalogue} catalogue entries"
                + (", a new calendar revision" if loaded.calendar else "")
            )
        else:
            self.stdout.write("Reference data are up to date.")
