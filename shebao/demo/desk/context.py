"""What every page of a demonstration knows besides: which county it shows and who may log in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from shebao.demo import home


def page(request: HttpRequest) -> dict[str, Any]:
    """The note of the county, or nothing where none was built here."""
    return {"demo": home.note(Path(settings.SHEBAO_HOME))}
