"""A county's file of values written for one test among copies of the shipped ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shebao.core.policy import locale

ROW = "from: 2023-01-01, document: 县文（例）, confidence: low"


def place_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """For a fixture: writes a county's values among copies of the shipped files, and makes them the law of this process."""
    folder = tmp_path / "places"
    shutil.copytree(locale.FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def write(values: str) -> Path:
        path = folder / "gansu_zhengning.yaml"
        path.write_text(f"place: gansu_zhengning\nname: 正宁县\nparent: gansu\nvalues:\n{values}\n", encoding="utf-8")
        return path

    monkeypatch.setattr(locale, "FOLDER", folder)
    locale.shipped_places.cache_clear()
    yield write
    monkeypatch.undo()
    locale.shipped_places.cache_clear()
