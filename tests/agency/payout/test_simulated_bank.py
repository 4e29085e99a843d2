"""A month against a bank in a process of its own that is late, sends twice, in parts, out of order, damaged and contradicting itself:
in the end we say of every payment what the bank's own ledger says, and no answer was half taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.payout import queries
from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.models import Line, ReturnFile, Run
from shebao.agency.procedures.checks import run_checks
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.money import County

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.django_db
def test_whatever_the_bank_does_the_end_is_what_it_paid(seed: int, tmp_path: Path, settings: Any) -> None:
    folder, settings.FILES_FOLDER = tmp_path, tmp_path / "files"
    county = County(pensioners=24)
    inbox, outbox = folder / "to", folder / "from"
    inbox.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment |= {"SHEBAO_HOME": str(folder / "home"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "shebao.cli", "bank", "simulate", str(inbox), str(outbox), "--seed", str(seed), "--faults", "all"]
    bank = subprocess.Popen([*command, "--day", MAY_DAY.isoformat(), "--seconds", "60"], env=environment, stdout=subprocess.DEVNULL)
    try:
        run = county.submitted()
        name, content = queries.file_content(run.pk)
        (inbox / name).write_bytes(content)
        refused, taken = _until_settled(county, run, outbox)
    finally:
        bank.kill()
        bank.wait()
    ledger = [json.loads(line) for line in (outbox / ".bank/ledger.jsonl").read_text().splitlines()]
    ours = dict(last_outcomes().filter(paid=True).values_list("line_id", "amount_fen"))

    assert Run.objects.get(pk=run.pk).state == "settled"
    assert ours == {entry["line"]: entry["fen"] for entry in ledger} and len(ledger) == len(ours)
    assert ReturnFile.objects.count() == taken >= 2
    assert last_outcomes().count() == Line.objects.filter(run=run).count()
    assert [check.id for check in run_checks() if not check.ok] == []
    assert any("先前" in reason for reason in refused), refused


def _until_settled(county: County, run: Run, outbox: Path) -> tuple[list[str], int]:
    """Take whatever arrives until everything is answered, then what comes late; (reasons of refusals, how many were taken)."""
    refused: list[str] = []
    taken, seen, until, settled_at = 0, set(), time.monotonic() + 60, 0.0
    while time.monotonic() < until:
        for path in sorted(outbox.glob("*.txt")) if outbox.exists() else []:
            if path.name in seen or path.name.startswith("receipt"):
                continue
            seen.add(path.name)
            try:
                county.settle(run, path.read_bytes(), MAY_DAY, path.name)
                taken += 1
            except Refused as why:
                refused.append(str(why))
        if Run.objects.get(pk=run.pk).state == "settled":
            settled_at = settled_at or time.monotonic()
            if time.monotonic() > settled_at + 2:
                break
        time.sleep(0.05)
    return refused, taken
