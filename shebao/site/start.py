"""Loading the settings and the apps outside a web server: for commands, the demonstration county and scripts."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from shebao.base.finding import Finding


def settings_module() -> str:
    """The settings of this process: the product's own; SHEBAO_DEMO=1 chooses those that a demonstration puts on top."""
    return "shebao.demo.desk.settings" if os.environ.get("SHEBAO_DEMO") == "1" else "shebao.site.settings"


def refuse_optimised() -> None:
    """Python drops every `assert` under -O and PYTHONOPTIMIZE; ours stand guard over money, so nothing starts without them."""
    if not __debug__:
        raise SystemExit("shebao：不能用 python -O 或 PYTHONOPTIMIZE 启动，那样会关掉程序里的自我核对。请去掉后重新启动。")


def keep_private(home: Path) -> None:
    """Whatever this process writes is its owner's alone, and so are the home and the database that are there already."""
    os.umask(0o077)
    if os.name != "posix" or not home.is_dir():
        return
    for path in (home, home / "files", *home.glob("shebao*.sqlite3*")):
        # A folder that another account owns is not ours to change; doctor says so.
        if path.exists() and path.stat().st_uid == os.geteuid() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o700)


def start_django(database: str | None = None, *, migrate: bool = False) -> None:
    """Load the settings and the apps; called before anything imports a model.

    database: an address such as "postgres://user@host/name" that replaces the environment's DATABASE_URL.
    migrate: also bring the tables up to date (safe to repeat).
    """
    if database:
        os.environ["DATABASE_URL"] = database
    refuse_optimised()
    keep_private(Path(os.environ.get("SHEBAO_HOME", "data")))
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
