"""A second scheme is one file: an invented one with one part runs from registration and decision through payout to the books."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from shebao.agency import schemes
from shebao.agency.accounts import actions as accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as decisions
from shebao.agency.contributions import actions as contributions
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import chart_for
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.models import Line, LinePart, Run
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.payout import settle_payout
from shebao.base.finding import Refused
from shebao.core.books.forms import unlisted_items
from tests.world.calendar import GO_LIVE, JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from tests.world.law import LAW, PLACE
from tests.world.money import bank_answer, enter_slip
from tests.world.people import make_people, make_village, new_person
from tests.world.staff import make_staff

KEY = "allowance"
FEN = (60 + 2 * 13) * 100
"""What thirteen years are worth by the invented rules."""


@pytest.fixture
def added(tmp_path: Path, settings, db: None) -> Iterator[schemes.Scheme]:
    """The folder of schemes with one file more; gone afterwards."""
    settings.FILES_FOLDER = tmp_path / "files"
    folder = tmp_path / "schemes"
    folder.mkdir()
    (folder / f"{KEY}.py").write_text(Path(__file__).with_name(f"{KEY}.py.txt").read_text(encoding="utf-8"), encoding="utf-8")
    before = list(schemes.__path__)
    schemes.__path__.append(str(folder))
    importlib.invalidate_caches()
    schemes.catalogue.cache_clear()
    try:
        yield schemes.of(KEY)
    finally:
        schemes.__path__[:] = before
        sys.modules.pop(f"{schemes.__name__}.{KEY}", None)
        schemes.catalogue.cache_clear()


@pytest.fixture
def drawing(added: schemes.Scheme) -> list[int]:
    """Three people insured in the scheme and decided upon in May."""
    village = make_village()
    ids = make_people([new_person(name, birth=date(1955, 3, 5), village_id=village) for name in ("李甲", "李乙", "李丙")], day=GO_LIVE)
    enrolment.enrol(ids, KEY, 201001, by=by(GO_LIVE))
    contributions.carry_over([(i, 2010, 2022, 13) for i in ids], KEY, by=by(GO_LIVE))
    benefits.decide(ids, KEY, **LAW, month=MAY, applied_month=MAY, by=by(MAY_DAY))
    return ids


def pay(staff: dict[str, int], month: int, day: date, fail: dict[int, str] | None = None) -> Run:
    run = payout.propose(KEY, month, "regular", place=PLACE, by=By(staff["acceptance"], day))
    payout.compute(run.pk, actor_id=staff["acceptance"])
    run = payout.seal(run.pk, by=By(staff["acceptance"], day))
    payout.review(run.pk, run.digest, by=By(staff["reviewer"], day))
    payout.approve(run.pk, run.digest, by=By(staff["approver"], day))
    payout.write_file(run.pk, by=By(staff["finance_maker"], day))
    settle_payout.submit(run.pk, by=By(staff["finance_checker"], day))
    run = Run.objects.get(pk=run.pk)
    content = bank_answer(run, day, fail)
    enter_slip(run.pk, content, by=By(staff["finance_checker"], day))
    settle_payout.settle(run.pk, content, "回盘.txt", by=By(staff["finance_maker"], day))
    return Run.objects.get(pk=run.pk)


def test_a_second_scheme_is_one_file_and_runs_from_decision_to_books(drawing: list[int]) -> None:
    staff = make_staff()
    fund.open_books(KEY, MAY, date(2023, 5, 1), {"1004": 10**7}, by=By(None, date(2023, 5, 1)))

    may = pay(staff, MAY, MAY_DAY)
    june = pay(staff, JUNE, JUNE_DAY)

    assert (may.state, june.state, june.amount_fen) == ("settled", "settled", 3 * FEN)
    assert [d["total_fen"] for d in decisions.of_person(drawing[0])[0]["decisions"]] == [FEN]
    assert set(LinePart.objects.values_list("part", "fen")) == {("allowance", FEN)}
    assert runs.line_rows(june.pk).first()["allowance_fen"] == FEN
    assert books.booked_item(KEY, "5001", "allowance") == 2 * 3 * FEN
    statement = books.statement_of(KEY, MAY, JUNE)
    assert [(row.item, row.title, row.amount_fen) for row in statement.expense] == [("allowance", "社会保险待遇支出—老人津贴", 6 * FEN)]
    assert [check for check in run_checks() if not check.ok] == []


def test_months_missed_are_paid_back_in_the_parts_of_the_second_scheme(drawing: list[int]) -> None:
    staff = make_staff()
    fund.open_books(KEY, MAY, date(2023, 5, 1), {"1004": 10**7}, by=By(None, date(2023, 5, 1)))
    pay(staff, MAY, MAY_DAY)
    benefits.suspend(drawing[:1], KEY, JUNE, "uncertified", by=by(JUNE_DAY))
    june = pay(staff, JUNE, JUNE_DAY)
    benefits.resume(drawing[:1], KEY, JULY, by=by(JULY_DAY))

    back = payout.propose(KEY, JULY, "back_pay", place=PLACE, by=By(staff["acceptance"], JULY_DAY))
    back = payout.compute(back.pk, actor_id=staff["acceptance"])

    assert june.lines == 2
    line = Line.objects.get(run=back)
    assert (line.person_id, line.total_fen, line.from_account_fen) == (drawing[0], FEN, 0)
    assert list(LinePart.objects.filter(line_id=line.pk).values_list("part", "fen")) == [("allowance", FEN)]


def test_what_the_scheme_does_not_have_is_refused(added: schemes.Scheme) -> None:
    (person,) = make_people([new_person(birth=date(1955, 3, 5))], day=GO_LIVE)
    enrolment.enrol([person], KEY, 201001, by=by(GO_LIVE))

    with pytest.raises(Refused, match="不按年缴费"):
        contributions.post_contributions([(person, 2023, 202305, 300_00)], KEY, **LAW, by=by(MAY_DAY))
    with pytest.raises(Refused, match="没有个人账户计息规则"):
        accounts.credit_interest(KEY, 2022, **LAW, by=by(GO_LIVE))


def test_a_scheme_that_nobody_runs_is_refused_naming_those_that_are() -> None:
    with pytest.raises(Refused, match="没有险种“allowance”") as refused:
        schemes.of(KEY)

    assert "resident（城乡居民基本养老保险）" in refused.value.finding.advice


@pytest.mark.parametrize("key", ["resident", "employee", "public_institution"])
def test_every_item_of_a_funds_benefits_stands_on_a_line_of_its_statement(key: str) -> None:
    chart = chart_for(key, date(2023, 1, 1))

    assert {part.item for part in schemes.of(key).PARTS} <= set(chart.account("5001").items)
    assert unlisted_items(chart) == frozenset()
