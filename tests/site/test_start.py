"""Nothing starts with its self-checks switched off, and what an installation writes is its owner's alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shebao.site.start import keep_private
from tests.support.server import command_environment, run_shebao


@pytest.mark.parametrize("module", ["shebao.cli", "shebao.site.wsgi", "shebao.site.worker"])
def test_python_without_its_assertions_is_refused(tmp_path: Path, module: str) -> None:
    refused = subprocess.run(
        [sys.executable, "-O", "-m", module, "1"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=command_environment(tmp_path),
        check=False,
    )

    assert refused.returncode != 0 and "不能用 python -O" in refused.stderr


def test_a_home_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        home = tmp_path / "home"
        home.mkdir(mode=0o755)
        for name in ("shebao.sqlite3", "shebao.sqlite3-wal"):
            (home / name).touch(mode=0o644)

        keep_private(home)
        (home / "new").touch()

        assert {path.stat().st_mode & 0o077 for path in (home, *home.iterdir())} == {0}
    finally:
        os.umask(before)


@pytest.mark.slow
def test_a_new_installation_s_database_is_readable_by_the_service_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)

    assert run_shebao("staff", "first", "--name", "甲", "--post", "ops", home=home).returncode == 0

    assert {path.stat().st_mode & 0o077 for path in (home, *home.rglob("*"))} == {0}
