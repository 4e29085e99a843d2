"""A place file that cannot be right stops every command, which says the nearest known name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shebao import cli
from tests.support.place_files import ROW, place_file


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Path]]:
    """`county(values)` writes a county's values and makes them the law of this process."""
    yield from place_file(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "resident_pension"],
        ["cases", "nothing.yaml"],
        ["report", "check", "nothing.txt"],
        ["doctor"],
        ["tick"],
        ["verify"],
        ["run"],
        ["demo"],
    ],
)
def test_every_command_refuses_a_misspelt_parameter(county, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    county('  resident_basic_standrad: [{value: "181", %s}]'.replace("%s", ROW))

    assert cli.main(command) == cli.CANNOT
    assert "是否想写 resident_basic_standard" in capsys.readouterr().err
