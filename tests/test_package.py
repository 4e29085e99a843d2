"""What is built for others to install carries everything a page and a calculation need."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house import tree


@pytest.mark.slow
def test_the_wheel_carries_templates_values_and_front_end_files_but_no_tests(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        carried = set(wheel.namelist())

    wanted = {tree.name(path) for ending in ("*.html", "*.yaml", "*.css", "*.py", "*.svg") for path in tree.PACKAGE.rglob(ending)}
    wanted |= {f"shebao/site/static/vendor/{name}" for name in ("htmx.min.js", "echarts.min.js", "tabler.min.css", "icons.svg")}

    assert wanted - carried == set()
    assert [name for name in carried if name.startswith(("tests/", "benchmarks/"))] == []
