"""The kill test: a payout month, a month of collection and one of claims die at every commit and file edge and still end the same, on both databases.

Each place of the code is killed once, where it is passed first; `make crash` kills at every passing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TALLY = re.compile(r"(\d+) of (\d+) points \((\d+) places\), 0 lost, 0 paid twice")


def killed_everywhere(folder: Path, *server: str, story: str = "month") -> str:
    points = os.environ.get("CRASH_POINTS", "places")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"CRASH_STORY": story, "CRASH_POINTS": points}
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.kill", str(folder), *server], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.slow
def test_a_month_killed_at_every_point_ends_like_one_that_was_not_on_sqlite(tmp_path: Path) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials"))

    assert tally and tally[1] == tally[2] and int(tally[2]) >= int(tally[3]) > 30


@pytest.mark.slow
@pytest.mark.postgres
def test_a_month_killed_at_every_point_ends_like_one_that_was_not_on_postgresql(tmp_path: Path, postgres_server: str) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", postgres_server))

    assert tally and tally[1] == tally[2] and int(tally[2]) >= int(tally[3]) > 30


@pytest.mark.slow
def test_a_month_of_collection_killed_at_every_point_ends_like_one_that_was_not_on_sqlite(tmp_path: Path) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", story="collection"))

    assert tally and tally[1] == tally[2] and int(tally[2]) >= int(tally[3]) > 20


@pytest.mark.slow
@pytest.mark.postgres
def test_a_month_of_collection_killed_at_every_point_ends_like_one_that_was_not_on_postgresql(tmp_path: Path, postgres_server: str) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", postgres_server, story="collection"))

    assert tally and tally[1] == tally[2] and int(tally[2]) >= int(tally[3]) > 20


@pytest.mark.slow
def test_an_award_its_recalculation_and_a_years_interest_killed_at_every_point_end_like_undisturbed_ones_on_sqlite(tmp_path: Path) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", story="pensions"))

    assert tally and tally[1] == tally[2] and int(tally[2]) >= int(tally[3]) > 8


@pytest.mark.slow
def test_a_settlement_and_the_yearly_adjustment_killed_at_every_place_end_like_those_that_were_not_on_sqlite(tmp_path: Path) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", story="injury"))

    assert tally and tally[1] == tally[2] and int(tally[3]) > 10


@pytest.mark.slow
@pytest.mark.postgres
def test_an_award_its_recalculation_and_a_years_interest_killed_at_every_point_end_alike_on_postgresql(
    tmp_path: Path, postgres_server: str
) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", postgres_server, story="pensions"))

    assert tally and tally[1] == tally[2] and int(tally[2]) >= int(tally[3]) > 8


@pytest.mark.slow
@pytest.mark.postgres
def test_a_settlement_and_the_yearly_adjustment_killed_at_every_place_end_like_those_that_were_not_on_postgresql(
    tmp_path: Path, postgres_server: str
) -> None:
    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", postgres_server, story="injury"))

    assert tally and tally[1] == tally[2] and int(tally[3]) > 10


@pytest.mark.slow
def test_a_month_of_claims_killed_at_every_place_ends_like_one_that_was_not_on_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRASH_POINTS", os.environ.get("CRASH_POINTS", "last"))

    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", story="claims"))

    assert tally and tally[1] == tally[2] and int(tally[3]) > 12


@pytest.mark.slow
def test_a_certification_and_a_recovery_killed_at_every_place_end_like_those_that_were_not_on_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRASH_POINTS", os.environ.get("CRASH_POINTS", "last"))

    tally = TALLY.fullmatch(killed_everywhere(tmp_path / "trials", story="recovery"))

    assert tally and tally[1] == tally[2] and int(tally[3]) > 12
