"""`shebao tick` does what is due, can be run twice, and asks each counter by a file named `timer.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shebao import agency
from shebao.commands.tick import timers
from tests.support.server import run_shebao


def test_a_counter_with_a_timer_file_is_asked_and_the_others_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = tmp_path / "sundial"
    counter.mkdir()
    (counter / "__init__.py").touch()
    (counter / "timer.py").write_text("def do_due(today):\n    return [f'{today} 的事办了']\n", encoding="utf-8")
    monkeypatch.setattr(agency, "__path__", [*agency.__path__, str(tmp_path)])

    result = {module.__name__: module for module in timers()}

    assert result["shebao.agency.sundial.timer"].do_due("六月一日") == ["六月一日 的事办了"]
    assert "shebao.agency.journal.timer" not in result


@pytest.mark.slow
def test_two_ticks_in_a_row_both_end_well_and_the_json_is_one_document(tmp_path: Path) -> None:
    prepared = run_shebao("tick", "--json", home=tmp_path)
    if prepared.returncode:
        pytest.fail(prepared.stderr)

    again = run_shebao("tick", "--json", "--today", "2023-06-01", home=tmp_path)

    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["today"] == "2023-06-01"
