"""The background worker that `shebao run` starts beside itself; it ends when its parent is gone, however that ended."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

from shebao.site.start import keep_private, refuse_optimised, settings_module

LOOK_SECONDS = 2


def _follow(parent: int) -> None:
    """Ask this process to end (after the task in hand) once the parent has gone; an orphan would work unseen."""
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Work through the queue of background tasks until told to stop; the argument is the parent's process id."""
    refuse_optimised()
    # Given, not asked for: the parent may have died while this process was still starting.
    threading.Thread(target=_follow, args=(int(sys.argv[1]),), daemon=True).start()
    keep_private(Path(os.environ.get("SHEBAO_HOME", "data")))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    import django
    from django.core.management import call_command

    django.setup()
    call_command("db_worker", queue_name="*", reload=False, startup_delay=False, verbosity=1)


if __name__ == "__main__":
    main()
