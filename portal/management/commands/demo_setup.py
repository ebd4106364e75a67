from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.setup import set_up


class Command(BaseCommand):
    help = (
        "Make the people of the demo: citizens, officers of phường Thuận Hoá, an "
        "administrator, an API client. Only with DEMO=1; safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("demo_setup needs DEMO=1: this installation is not a demo.")
        changed = set_up(at=timezone.now())
        self.stdout.write("demo people made" if changed else "demo people are there already")
