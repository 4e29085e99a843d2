"""The sub-commands of `shebao`: one file a command, found by walking this folder.

A command file holds `TITLE` (one Chinese line for the help), `add_arguments(parser)` and `run(args) -> int`
(0 fine, 1 done and something is wrong, 2 cannot be done); `NAME` only where the command's name is not the file's.
Heavy imports belong inside `run`, so that `shebao --help` answers at once.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from shebao.site.start import start_django

__all__ = ["print_json", "start_django"]


def print_json(document: Any) -> None:
    """Write the one document of `--json` to standard output, UTF-8, and nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
