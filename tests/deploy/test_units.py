"""The service units in `deploy/systemd`: systemd accepts them, and every command and setting in them is one that we have."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from shebao.cli import build_parser, load_command
from tests.house.tree import PACKAGE

UNITS = Path(__file__).parents[2] / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
SETTINGS = dict(
    line.split("=", 1) for line in (UNITS / "shebao.env").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
)


def command_of(unit: Path) -> list[str]:
    """What a service runs, with the settings filled in."""
    line = re.search(r"^ExecStart=(.+)$", unit.read_text(encoding="utf-8"), re.M)
    assert line, unit
    return [re.sub(r"\$\{(\w+)\}", lambda name: SETTINGS[name[1]], word) for word in shlex.split(line[1])]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_calls_a_command_that_we_have(unit: Path) -> None:
    program, name, *arguments = command_of(unit)

    parsed = build_parser([load_command(name)]).parse_args([name, *arguments])

    assert program.endswith("/bin/shebao") and callable(parsed._run)


def test_every_timer_starts_a_service_and_every_setting_is_read_somewhere() -> None:
    timers = sorted(UNITS.glob("*.timer"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*PACKAGE.rglob("*.py"), *SERVICES])

    assert len(timers) == 2 and all((UNITS / f"{timer.stem}.service").exists() for timer in timers)
    assert [name for name in SETTINGS if name not in text and name != "PYTHONUTF8"] == []


@pytest.mark.slow
def test_systemd_accepts_every_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        missing = "没有找到 systemd-analyze（Debian：apt-get install systemd）"
        pytest.fail(missing, pytrace=False) if os.environ.get("CI") == "true" else pytest.skip(missing)
    for path in UNITS.glob("shebao*.*"):
        if path.suffix in (".service", ".timer"):
            (tmp_path / path.name).write_text(
                path.read_text(encoding="utf-8").replace("/opt/shebao/.venv/bin/shebao", "/bin/true"), encoding="utf-8"
            )

    checked = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True, check=False
    )

    ours = [line for line in (checked.stdout + checked.stderr).splitlines() if "shebao" in line]
    assert (checked.returncode, ours) == (0, [])
