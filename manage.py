#!/usr/bin/env python
"""Django's command line. ``./adulis`` calls this after it has made the environment."""

import os
import sys
from pathlib import Path

# Only these change the schema, so only these connect as the owner of the tables.
OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate"}


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adulis.settings")
    owner_url = os.environ.get("DATABASE_OWNER_URL")
    if owner_url and sys.argv[1:2] and sys.argv[1] in OWNER_COMMANDS:
        os.environ["DATABASE_URL"] = owner_url
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
