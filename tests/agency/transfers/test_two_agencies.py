"""Two running agencies exchange a person: real files, two homes, two databases, and the money that leaves the one arrives in the other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.slow
def test_a_person_moves_from_one_agency_to_another_and_the_books_of_both_agree(tmp_path: Path) -> None:
    old, new, folder = (tmp_path / name for name in ("old", "new", "post"))
    for one in (old, new, folder):
        one.mkdir()

    def live(step: str, home: Path) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.agency.transfers.place", step, str(home), str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
        return dict(json.loads((home / "said.json").read_text()))

    live("build", old)
    live("build", new)
    live("request", new)
    answered = live("answer", old)
    received = live("receive", new)
    finished = live("finish", old)

    assert answered == {"due": "2023-05-29", "total": 15_200_00, "out": 15_200_00, "state": "info_sent"}
    assert received["in"] == answered["out"] == 15_200_00
    assert (received["changed"], received["account"]) == ("transfers.digest", 8_000_00)
    assert received["short"].startswith("到账 15,100.00 元，信息表合计 15,200.00 元")
    assert [(year, months, fen) for _, year, months, fen in received["years"]] == [
        (1997, 12, 5_000_00),
        (1998, 12, 20_000_00),
        (1999, 12, 40_000_00),
    ]
    assert (finished["before"], finished["after"], finished["state"], finished["balance"], finished["closed"]) == (1, 0, "ended", 0, True)
    assert received["wrong"] == finished["wrong"] == []
