"""What supervision found and the campaign came to stand as matters in a demonstration, and the report counts them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from shebao.agency.inspection import queries as inspection
from shebao.agency.procedures.checks import run_checks
from shebao.agency.registers import queries as registers
from shebao.agency.statistics import queries as statistics
from shebao.demo import supervision
from shebao.demo.agency import load_agency
from shebao.demo.own_figures import _WORK
from tests.world.law import PLACE, PLACES, SCHEME
from tests.world.money import County

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def world(county: County) -> SimpleNamespace:
    """As much of a demonstration's world as supervision needs: its year and its people."""
    return SimpleNamespace(
        year=2023, day=lambda month, day: date(2023, month, day), month=lambda number: 202300 + number, by=lambda name: county.staff[name]
    )


def test_the_published_findings_and_the_campaign_are_lived_to_the_fen(paying: County) -> None:
    for key in ("zhengning", "zhanjiang"):
        supervision.live(world(paying), load_agency(key))  # type: ignore[arg-type]

    board = registers.board("finding")
    (campaign,) = inspection.campaigns()
    asked = statistics.asked(SCHEME, 2023, PLACE, PLACES)
    names = ("work.audit_findings", "work.findings_closed", "work.fraud_checked", "work.fraud_recovered")
    assert [one.value for one in statistics.measures(asked, names).values()] == [27, 25, 163, 6_202_53]
    assert (len(board), sum(row.state == "done" for row in board), campaign.rate_e4) == (27, 25, 10_000)
    assert set(supervision.COUNTED) <= set(_WORK)
    assert [check.id for check in run_checks() if not check.ok] == []
