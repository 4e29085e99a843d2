"""Loading the settings and the apps outside a web server: for commands, the demonstration county and scripts."""

from __future__ import annotations

import os

from shebao.base.finding import Finding


def settings_module() -> str:
    """The settings of this process: the product's own; SHEBAO_DEMO=1 chooses those that a demonstration puts on top."""
    return "shebao.demo.desk.settings" if os.environ.get("SHEBAO_DEMO") == "1" else "shebao.site.settings"


def start_django(database: str | None = None, *, migrate: bool = False) -> None:
    """Load the settings and the apps; called before anything imports a model.

    database: an address such as "postgres://user@host/name" that replaces the environment's DATABASE_URL.
    migrate: also bring the tables up to date (safe to repeat).
    """
    if database:
        os.environ["DATABASE_URL"] = database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    import django

    django.setup()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)


def startup_findings() -> list[Finding]:
    """What the apps say must not be so before a server starts (the framework's system checks, the database's included)."""
    from django.core.checks import ERROR, run_checks

    serious = [message for message in run_checks(databases=["default"]) if message.level >= ERROR]
    return [
        Finding(f"start.{message.id}", str(message.msg), "error", str(message.hint or ""), where=str(message.obj or ""))
        for message in serious
    ]
