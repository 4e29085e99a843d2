"""Published services stand on rows: each campaign on its day, the people reached, checks with what they cost, who certified alone."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from shebao.demo.agency import load_agency
from shebao.demo.own_figures import _rows
from tests.support.server import run_shebao

pytestmark = pytest.mark.slow
SCALE = 0.005


@pytest.fixture(scope="module", params=["zhanjiang", "chenggong", "rugao"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, dict[str, Any]]:
    home = tmp_path_factory.mktemp(request.param)
    told = run_shebao("demo", request.param, "--scale", str(SCALE), "--json", home=home)
    assert told.returncode == 0, told.stderr
    return request.param, home, json.loads(told.stdout)


def rows(home: Path, statement: str) -> list[Any]:
    with sqlite3.connect(home / "shebao.sqlite3") as database:
        return database.execute(statement).fetchall()


def test_the_services_of_an_agency_are_rows_that_add_up_to_what_it_published(built: tuple[str, Path, dict[str, Any]]) -> None:
    agency, home, report = built
    events = rows(home, "SELECT day, heads FROM registers_record WHERE register = 'event' ORDER BY day")
    compared = {one["name"]: one for one in report["compared"]}

    if agency == "zhanjiang":
        days = ["2023-03-24", "2023-05-31", "2023-09-07", "2023-09-13", "2023-10-18", "2023-12-14"]
        alone = rows(
            home,
            "SELECT COUNT(DISTINCT e.person_id) FROM certification_event e JOIN benefits_entitlement b ON b.person_id = e.person_id "
            "WHERE b.scheme = 'employee' AND e.kind = 'self_service' AND e.\"on\" LIKE '2023%'",
        )
        assert [str(day) for day, _ in events] == days
        assert alone == [(round(5067 * SCALE),)] and compared["online"]["ok"]
    elif agency == "chenggong":
        assert (len(events), sum(heads for _, heads in events)) == (11, 3135)
        assert compared["events"]["ok"] and compared["served"]["ok"]
    else:
        came = rows(home, "SELECT COUNT(DISTINCT l.person_id), SUM(l.amount_fen) FROM registers_recordline l JOIN registers_record r "
                          "ON r.id = l.record_id WHERE r.register = 'checkup' AND l.done")  # fmt: skip
        old = rows(home, "SELECT COUNT(*) FROM registers_recordline l JOIN registers_record r ON r.id = l.record_id "
                         "JOIN people_person p ON p.id = l.person_id WHERE r.kind = 'aged' AND p.birth_date <= '1933-12-31'")  # fmt: skip
        assert came == [(round(40733 * SCALE), round(40733 * SCALE) * 97_00)]
        assert old[0][0] > 0 and compared["check_cost"]["reached"] == f"{round(40733 * SCALE) * 97}.00"


def test_what_is_lived_is_no_longer_stated(built: tuple[str, Path, dict[str, Any]]) -> None:
    stated = {row.key for row in _rows(load_agency(built[0]))}

    assert not stated & {"work.publicity_events", "work.publicity_served", "work.online_pensioners", "work.health_checks"}


def test_verify_holds_on_each_county(built: tuple[str, Path, dict[str, Any]]) -> None:
    told = run_shebao("verify", "--json", home=built[1])

    assert told.returncode == 0, [check for check in json.loads(told.stdout)["checks"] if not check["ok"]]
