from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procedures import definitions
from procedures.operations.catalogue import publish_shipped


class Command(BaseCommand):
    help = (
        "Publish the procedures that ship with the product. A text that is published already "
        "costs nothing; a procedure that a clerk has published here is left alone."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = publish_shipped(
            contents=(one.content for one in definitions.shipped()), at=timezone.now()
        )
        fresh = sum(one.fresh for one in done)
        self.stdout.write(f"{len(done)} procedures, {fresh} new versions")
