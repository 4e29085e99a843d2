"""The sub-commands of `shebao`: one file a command, found by walking this folder.

A command file holds `TITLE` (one Chinese line for the help), `add_arguments(parser)` and `run(args) -> int`
(0 fine, 1 done and something is wrong, 2 cannot be done); `NAME` only where the command's name is not the file's.
Heavy imports belong inside `run`, so that `shebao --help` answers at once.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from shebao.demo.home import note
from shebao.site import start


def start_django(database: str | None = None, *, migrate: bool = False) -> None:
    """Load the settings and the apps (see `site.start`); where a demonstration county was built, its own settings."""
    if note(Path(os.environ.get("SHEBAO_HOME", "data"))):
        os.environ["SHEBAO_DEMO"] = "1"
    start.start_django(database, migrate=migrate)
    # Registers the look-out for accounts that a demonstration left behind.
    from shebao.demo import checks  # noqa: F401


def print_json(document: Any) -> None:
    """Write the one document of `--json` to standard output, UTF-8, and nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
