"""A county that pays, for the tests of this counter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world.money import County


@pytest.fixture
def paying(tmp_path: Path, settings: Any, db: None) -> County:
    """Six pensioners; its files lie in a folder of this test."""
    settings.FILES_FOLDER = tmp_path / "files"
    return County()
