"""Loading the settings and the apps outside a web server: for commands, the demonstration county and scripts."""

from __future__ import annotations

import os


def start_django(database: str | None = None, *, migrate: bool = False) -> None:
    """Load the settings and the apps; called before anything imports a model.

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
