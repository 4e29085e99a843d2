"""The published year of a county's unemployment fund is lived at its size, and its sums come out to the fen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shebao.agency.employers.actions import register
from shebao.agency.fund import queries as books
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.demo.unemployment import ZHENGNING_2023, Firm, live
from tests.world.calendar import GO_LIVE, by
from tests.world.employers import JUNE_1, new_employer, uscc
from tests.world.law import PLACE
from tests.world.people import bank_card, make_people, new_person
from tests.world.runs import settled_run
from tests.world.staff import make_staff
from tests.world.unemployment import open_books


@pytest.mark.slow
@pytest.mark.django_db
def test_a_published_year_of_the_unemployment_fund_comes_out_to_the_fen(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    settings.FILES_FOLDER = tmp_path / "files"
    staff, day, sizes = make_staff(), date(2023, 6, 20), ZHENGNING_2023
    open_books(month=202306)
    firms = [Firm(uscc(number), f"示例{number}厂") for number in range(1, 41)]
    rows = [new_employer(n, firm.name, bank="示例银行", account_number=f"620012345678{n:04d}") for n, firm in enumerate(firms, 1)]
    register(rows, by=by(JUNE_1))
    people = make_people([new_person("韩子", birth=date(1999, 4, 2), card=bank_card()) for _ in range(sizes.people)], day=GO_LIVE)

    live(sizes, firms, people, staff, day)
    settled_run(staff, UNEMPLOYMENT, 202306, day, "one_off")

    left = {(row.account, row.item): row.amount_fen for row in books.statement_of(UNEMPLOYMENT, 202306, 202306).expense}
    assert left == {("5104", ""): 275_700_00, ("5105", ""): 5_500_00, ("5001", "other"): 39_000_00 + 2_700_00 + 301_000_00}
    assert sum(left.values()) == 1_292_700_00 - 668_800_00
    assert [check for check in run_checks() if not check.ok] == []
