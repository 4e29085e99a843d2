"""`shebao tick` does what is due, can be run twice, and asks each counter by a file named `due.py`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.server import run_shebao


@pytest.mark.slow
def test_two_ticks_in_a_row_both_end_well_and_the_json_is_one_document(tmp_path: Path) -> None:
    prepared = run_shebao("tick", "--json", home=tmp_path)
    if prepared.returncode:
        pytest.fail(prepared.stderr)

    again = run_shebao("tick", "--json", "--today", "2023-06-01", home=tmp_path)

    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["today"] == "2023-06-01"
