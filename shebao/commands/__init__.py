"""The sub-commands of `shebao`: one file a command, found by walking this folder.

A command file holds `TITLE` (one Chinese line for the help), `add_arguments(parser)` and `run(args) -> int`
(0 fine, 1 done and something is wrong, 2 cannot be done); `NAME` only where the command's name is not the file's.
Heavy imports belong inside `run`, so that `shebao --help` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def print_json(document: Any) -> None:
    """Write the one document of `--json` to standard output, UTF-8, and nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def start_django(database: str | None = None, *, migrate: bool = False) -> None:
    """Load the settings and the apps; commands that touch the database call this before importing models.

    database: an address such as "postgres://user@host/name" that replaces the environment's DATABASE_URL.
    migrate: also bring the tables up to date (safe to repeat).
    """
    if database:
        os.environ["DATABASE_URL"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shebao.site.settings")
    import django

    django.setup()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
