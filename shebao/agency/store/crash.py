"""Crash points: named places before and after each commit and file edge, where a test may kill the process.

Without the two environment variables a crash point does nothing. `SHEBAO_CRASH_LOG` names a file that gets one line a
point passed; `SHEBAO_CRASH_AT` is the number (from 1) of the point at which the process kills itself with SIGKILL.
"""

from __future__ import annotations

import os
import signal

_passed = 0


def crashpoint(name: str) -> None:
    """Pass the crash point `name`: log it, and die here if this is the one asked for."""
    log, at = os.environ.get("SHEBAO_CRASH_LOG"), os.environ.get("SHEBAO_CRASH_AT")
    if not log and not at:
        return
    global _passed
    _passed += 1
    if log:
        with open(log, "a", encoding="utf-8") as out:
            out.write(f"{_passed} {name}\n")
    if at and int(at) == _passed:
        os.kill(os.getpid(), signal.SIGKILL)
