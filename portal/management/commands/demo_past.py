"""``manage.py demo_past``: the cases a visitor of the demo finds."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.past import make_past
from portal.places import here

POLITE = 5
"""Niceness: people who look at the portal meanwhile go first."""


class Command(BaseCommand):
    help = (
        "Make nineteen cases as an ordinary week leaves them, in every state, through the "
        "operations the pages use. Needs the people of demo_setup. Only with DEMO=1; safe to "
        "run again: what is there stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("demo_past needs DEMO=1: this installation is not a demo.")
        os.nice(POLITE)
        made = make_past(at=timezone.now())
        (here().data / "past").touch()
        self.stdout.write(f"{made} cases made")
