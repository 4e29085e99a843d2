"""What every page of a demonstration knows besides: which county it shows, who may log in, and what lies on the telephones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from shebao.demo import home

from . import phone


def page(request: HttpRequest) -> dict[str, Any]:
    """The note of the county, or nothing where none was built here."""
    known: dict[str, Any] = {"demo": home.note(Path(settings.SHEBAO_HOME))}
    if request.path.startswith(("/my/", "/unit/")):
        known |= {"telephones": SimpleLazyObject(phone.messages), "citizens": SimpleLazyObject(phone.citizens)}
    return known
