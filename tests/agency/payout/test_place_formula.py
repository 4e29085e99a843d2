"""A county with a formula of its own: what is decided is what is paid and what the sheet says, and `verify` holds them together."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from shebao.agency.benefits import checks as benefit_checks
from shebao.agency.benefits import queries as benefits
from shebao.agency.benefits.models import Decision
from shebao.agency.journal.by import By
from shebao.agency.parameters.actions import NewValue, enter
from shebao.agency.payout import actions as payout
from shebao.agency.payout import checks, queries
from shebao.agency.payout.actions import compute
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.reconciliation.decisions import lines_against_decisions
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes import resident
from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.questions import Question, law_in_force
from tests.agency.verify.test_tamper import drop_guards
from tests.support.formulas import FormulaFile, formula_file
from tests.world.calendar import JUNE, JUNE_DAY, MAY, MAY_DAY
from tests.world.law import PLACE, SCHEME
from tests.world.money import County

__all__ = ["formula_file"]

DECIDED, BARE = 208_00, 203_00
"""What each pensioner gets in May 2023 with five yuan more of the county's own, and by the nation's formula alone."""


def five_more(yuan: int = 5) -> str:
    return f"""
def basic_pension(basic_standard: Yuan) -> Yuan:
    '''基础养老金（本县另加）。县文（例）.'''
    return basic_standard + {yuan}


RULES = {{"resident_pension": (basic_pension,)}}
"""


FIFTH_PART = """
def village_supplement(paid_years: Years) -> Yuan:
    '''村集体补充。县文（例）.'''
    return fen(paid_years * 7 / 13)


def total(basic_pension: Yuan, seniority: Yuan, account_pension: Yuan, addon: Yuan, village_supplement: Yuan) -> Yuan:
    '''月养老金合计（含村集体补充）。县文（例）.'''
    return basic_pension + seniority + account_pension + addon + village_supplement


RULES = {"resident_pension": (village_supplement, total)}
"""


@pytest.fixture
def paying(formula_file: FormulaFile, tmp_path, settings, db: None) -> County:
    """A county with its own formula in force before anybody is decided upon."""
    settings.FILES_FOLDER = tmp_path / "files"
    formula_file(PLACE, five_more())
    return County(2)


def sheet_fen() -> int:
    facts = {"month": "2023-05", "birth": "1955-03", "paid_years": 13, "account_balance": "13900.00"}
    return calculate("resident_pension", PLACE, facts).values["total"].fen


def test_a_month_pays_what_was_decided_by_the_countys_formula(paying: County) -> None:
    run = paying.sealed()

    assert set(Decision.objects.values_list("total_fen", flat=True)) == {DECIDED}
    assert set(Line.objects.filter(run=run).values_list("total_fen", flat=True)) == {DECIDED}
    assert sheet_fen() == DECIDED
    assert checks.check_decided() == (2, [])
    shown = {step["name"]: step["value"] for step in benefits.sheet(Decision.objects.first().id)["steps"]}
    assert (shown["basic_pension"], shown["total"]) == ("108.00", "208.00")


@pytest.mark.slow
def test_the_month_is_lived_to_its_end_and_everything_holds(paying: County) -> None:
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)

    assert set(Line.objects.values_list("total_fen", flat=True)) == {DECIDED}
    assert not [check for check in run_checks() if not check.ok]


def test_verify_names_everybody_whom_a_run_paid_without_the_countys_formula(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as forgetful:
        # The payout of old: it ran the nation's rules and nothing else.
        forgetful.setattr("shebao.core.policy.resident.columns.law_in_force", without_formulas)
        with pytest.raises(Refused, match="逐人重算有 2 笔不同.*逐人重算是 208.00 元，明细是 203.00 元"):
            paying.sealed()
        forgetful.setattr("shebao.agency.payout.run.seal.second_count", lambda run: [])
        run = queries.runs(SCHEME)[0]
        run = payout.seal(run.pk, by=By(paying.staff["acceptance"], MAY_DAY))

    assert set(Line.objects.filter(run=run).values_list("total_fen", flat=True)) == {BARE}
    examined, problems = checks.check_decided()
    assert examined == 2 and len(problems) == 2
    assert "首次发放应为核定的208.00元，实际203.00元" in problems[0]


def without_formulas(question: Question, places, place, day):
    bare = law_in_force(question, places, place, day)
    (rules,) = question.parts.values()
    return replace(bare, rules=rules)


def test_verify_finds_a_later_month_that_does_not_follow_from_its_decision(paying: County) -> None:
    paying.settled()
    run = paying.sealed(JUNE, day=JUNE_DAY)
    line = Line.objects.filter(run=run).order_by("id").first()

    decided = benefits.decided(SCHEME)
    decided["account_at_claim_fen"][decided["id"] == line.decision_id] += 1_39

    assert lines_against_decisions(run, benefits.decided(SCHEME)) == []
    assert lines_against_decisions(run, decided) == [
        f"人员{line.person_id}（核定{line.decision_id}）：2023年6月按核定的事实应发208.01元，实际208.00元。"
    ]


def test_a_total_with_a_fifth_part_is_no_mistake_and_a_wrong_sum_still_is(paying: County, formula_file: FormulaFile) -> None:
    formula_file(PLACE, FIFTH_PART)
    paying.pensioners(1)
    decision = Decision.objects.order_by("-id").first()
    sheet = json.loads(decision.sheet)

    assert (sheet["village_supplement"], decision.total_fen) == (7_00, BARE + 7_00)
    assert benefit_checks.check_sheets() == (3, [])

    drop_guards()
    changed = json.dumps(sheet | {"village_supplement": 8_00})
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{Decision._meta.db_table}" SET "sheet" = %s WHERE "id" = %s', [changed, decision.id])
    assert benefit_checks.check_sheets() == (3, [f"核定{decision.id}：核定表各部分之和不等于合计。"])


@pytest.mark.slow
def test_a_value_published_between_decision_and_first_month_explains_the_difference(paying: County) -> None:
    enter(
        NewValue("resident_basic_standard", PLACE, date(2023, 5, 1), None, "150", "测试文件〔2023〕1号", "high"),
        by=By(None, date(2023, 5, 4)),
    )

    run = paying.sealed()

    assert set(Line.objects.filter(run=run).values_list("total_fen", flat=True)) == {DECIDED + 47_00}
    assert checks.check_decided() == (2, [])


@pytest.mark.slow
def test_a_corrected_formula_is_paid_back_for_every_month_it_was_wrong(paying: County, formula_file: FormulaFile) -> None:
    may = paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)

    formula_file(PLACE, five_more(7))
    back = paying.settled(202307, "back_pay", date(2023, 7, 10))

    assert set(Line.objects.filter(run=back).values_list("total_fen", "from_month")) == {(4_00, MAY)}
    assert may.rules_digest != Run.objects.get(pk=back.pk).rules_digest
    again = paying.propose(202308, "back_pay", date(2023, 8, 10))
    assert compute(again.pk, actor_id=paying.staff["acceptance"]).total == 0


@pytest.mark.slow
def test_a_value_of_another_province_makes_back_pay_look_at_no_month(paying: County, monkeypatch: pytest.MonkeyPatch) -> None:
    paying.settled()
    paying.settled(JUNE, day=JUNE_DAY)
    enter(
        NewValue("resident_basic_standard", "hunan", date(2023, 5, 1), None, "500", "外省文件〔2023〕1号", "high"),
        by=By(None, date(2023, 6, 20)),
    )
    run = paying.propose(202307, "back_pay", date(2023, 7, 10))

    monkeypatch.setattr(resident, "month", lambda *given: pytest.fail("a month was computed again"))

    assert compute(run.pk, actor_id=paying.staff["acceptance"]).total == 0
