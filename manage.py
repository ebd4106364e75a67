#!/usr/bin/env python3
"""Django's commands, and ours (docs/operations.md lists them)."""

import os
import sys

SCHEMA_COMMANDS = {"migrate", "flush"}
"""Commands that change tables connect as their owner; all others as the application."""


def main() -> None:
    """Run one command in this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if len(sys.argv) > 1 and sys.argv[1] in SCHEMA_COMMANDS:
        os.environ["DATABASE_AS"] = "owner"
    # Imported only now: both read the environment that was just set.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from portal.env import BadSetting  # noqa: PLC0415

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as fault:
        sys.exit(f"{sys.argv[0]}: {fault}")


if __name__ == "__main__":
    main()
