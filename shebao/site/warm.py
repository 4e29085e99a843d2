"""What the first visitor would otherwise wait for: pages compiled and the law read while nobody asks for anything yet."""

from __future__ import annotations

import logging
import threading

_log = logging.getLogger("shebao.warm")


def warm() -> None:
    """Compile every page and read the law, in the thread that calls."""
    from django.apps import apps
    from django.db import connection
    from django.template import TemplateDoesNotExist, TemplateSyntaxError
    from django.template.loader import get_template

    from shebao.agency.desk.law.gaps import gaps_here
    from shebao.agency.installation import queries as installation
    from shebao.site.settings import BASE_DIR

    roots = [BASE_DIR / "templates", BASE_DIR.parent / "agency"]
    try:
        for root in roots:
            for path in sorted(root.rglob("*.html")):
                try:
                    get_template(path.relative_to(root).as_posix())
                except (TemplateDoesNotExist, TemplateSyntaxError):
                    _log.warning("a page does not compile: %s", path.name)
        if apps.ready and installation.is_described():
            gaps_here()
    except Exception:  # warming is a courtesy: whatever fails here fails again, and is told, where it is asked for
        _log.warning("not everything was read beforehand", exc_info=True)
    finally:
        connection.close()


def warm_beside() -> threading.Thread:
    """The same in a thread of its own, so that the server answers meanwhile."""
    thread = threading.Thread(target=warm, name="warm", daemon=True)
    thread.start()
    return thread
