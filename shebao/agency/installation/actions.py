"""Describing an installation: the one small file that says its place and its name."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings

from .queries import FILE


def describe(place: str, name: str) -> None:
    """Write the place and the name of this installation; whoever reads meanwhile sees the old file or the new one, whole."""
    path = Path(settings.SHEBAO_HOME) / FILE
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"place": place, "name": name}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(draft, path)
