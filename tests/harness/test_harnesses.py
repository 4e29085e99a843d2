"""Each harness at a size that fits: what runs for hours by one command runs here for seconds, and the card says what the runs found."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.harness import card, county
from tests.harness.__main__ import ONLY, SIZES
from tests.harness.outcome import KEPT, Outcome, keep

SMALL = {"kill": 3, "model": 60, "shuffles": 8, "mistake": 18, "disk": 2, "flips": 4, "anchor": 4, "years": 1}
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SMALL))
def test_a_small_run_finds_nothing_wrong(name: str) -> None:
    program = (
        "import importlib, json; from tests.harness import county; county.begin(); "
        f"print(json.dumps(importlib.import_module('tests.harness.{name}').run({SMALL[name]}, 7, None)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    tried, wrong, _ = json.loads(done.stdout.strip().splitlines()[-1])
    assert tried >= SMALL[name] and wrong == 0, done.stdout


@pytest.mark.slow
@pytest.mark.postgres
def test_a_small_race_of_two_pairs_breaks_nothing_on_postgresql(postgres_server: str) -> None:
    program = (
        "import json, sys; from tests.harness import county; county.begin(); from tests.harness import races; "
        "races.STEPS = {key: races.STEPS[key] for key in ('settle', 'settle_returned')}; "
        "print(json.dumps(races.run(1, 7, sys.argv[1])))"
    )

    done = subprocess.run([sys.executable, "-c", program, postgres_server], capture_output=True, text=True, cwd=ROOT, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    tried, wrong, details = json.loads(done.stdout.strip().splitlines()[-1])
    assert (tried, wrong, details["pairs"]) == (3, 0, 3) and details["refused"] >= 3, done.stdout


@pytest.mark.parametrize("jobs", [1, 3])
def test_trials_are_shared_among_processes_and_each_is_tried_once(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(county.Budget, "jobs", jobs)
    times: Counter[int] = Counter()

    def wanting() -> bool:
        return times.total() < 30

    for square in county.spread(lambda number: number * number, wanting):
        times[square] += 1

    rounds = -(-30 // (county.ROUND * jobs)) * county.ROUND * jobs
    assert times == Counter(number * number for number in range(rounds))


def test_no_trial_begins_once_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(county.Budget, "until", 0.0)

    assert list(county.spread(lambda number: number, lambda: True)) == []


def test_every_harness_has_its_size_its_title_and_a_command() -> None:
    assert set(SIZES) == set(card.TITLES) and set(ONLY) <= set(SIZES)
    for name in SIZES:
        assert callable(importlib.import_module(f"tests.harness.{name}").run)


def test_the_card_says_what_the_last_runs_found_and_nothing_else(tmp_path: Path) -> None:
    for language in ("zh", "en"):
        (tmp_path / language).mkdir()
    kept = tmp_path / "reliability.json"
    first = Outcome("kill", "sqlite", 10, 1, 5, 2.0, {"lost": 0}, "2026-12-01", "3.11.7")
    keep(first, kept)
    keep(Outcome("kill", "sqlite", 10_000, 0, 6, 2.0, {"lost": 0}, "2026-12-02", "3.11.7"), kept)

    card.write(json.loads(kept.read_text()), tmp_path)

    text = (tmp_path / "zh/reliability-card.md").read_text(encoding="utf-8")
    assert "| 10,000 | 0 |" in text and "| 6 |" in text and "0.03%" in text and "| 10 | 1 |" not in text


def test_the_cards_in_the_documents_are_those_of_the_figures_kept(tmp_path: Path) -> None:
    for language in ("zh", "en"):
        (tmp_path / language).mkdir()
    card.write(json.loads(KEPT.read_text(encoding="utf-8")), tmp_path)

    for language in ("zh", "en"):
        path = f"{language}/reliability-card.md"
        assert (tmp_path / path).read_text(encoding="utf-8") == (KEPT.parent / path).read_text(encoding="utf-8")
