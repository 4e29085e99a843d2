"""The demonstration's campaign: lists of the published length, each row with a result, at any scale."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from shebao.agency.procedures.checks import run_checks
from shebao.agency.screening import campaigns
from shebao.demo import campaign
from shebao.demo.agency import load_agency
from tests.world.money import County

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def world(tmp_path: Path, settings: Any) -> Any:
    """A county of a few people who stand for Zhanjiang's, with an inspector."""
    settings.SHEBAO_HOME = tmp_path
    county = County(4)
    return SimpleNamespace(
        county=SimpleNamespace(agency=load_agency("zhanjiang")), year=2023, ids=np.array(county.people), by=lambda name: county.staff[name]
    )


def test_both_phases_are_worked_through_to_the_last_row_and_counted_for_the_report(world: Any, tmp_path: Path) -> None:
    rows, seconds = campaign.work_through(world, 0.001)

    states = campaigns.batches()
    assert rows == 69 + 433
    assert [(one.rows, one.open) for one in states] == [(433, 0), (69, 0)]
    assert [campaigns.worked_through(2023, phase) for phase in (1, 2)] == [69, 433]
    assert states[0].results["排除"] > 433 * 0.15 and states[0].results["不属实"]
    assert seconds > 0
    assert [check for check in run_checks() if check.id.startswith("screening.") and not check.ok] == []
    with (tmp_path / "demo" / "lists" / "campaign-2.csv").open(encoding="utf-8-sig") as source:
        assert len(list(csv.reader(source))) == 434


def test_an_agency_that_published_no_campaign_has_none(world: Any) -> None:
    world.county.agency = load_agency("zhengning")

    assert campaign.work_through(world, 1.0)[0] == 0
    assert campaigns.batches() == []
