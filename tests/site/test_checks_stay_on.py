"""The checks that stop our own mistakes cannot be switched off: `python -O` does not start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_python_without_its_checks_does_not_start(tmp_path: Path) -> None:
    start = [sys.executable, "-O", "-m", "shebao.cli", "verify"]

    ended = subprocess.run(start, capture_output=True, text=True, env={"SHEBAO_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, check=False)

    assert ended.returncode == 1 and "不能用 python -O" in ended.stderr and not list(tmp_path.iterdir())
