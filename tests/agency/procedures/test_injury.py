"""Work injury from the recognition to the books: the worked examples to the fen, who pays what, and every decision taken back once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.benefits import queries as benefits
from shebao.agency.fund import queries as books
from shebao.agency.injury import queries as injury
from shebao.agency.matters import queries as matters
from shebao.agency.payout import queries as runs
from shebao.agency.payout.models import Line, LinePart
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.injury import AFTER, WAGES, Injuries, bill, only_claim, scans
from tests.world.people import BANK, bank_card, citizen_number
from tests.world.runs import settled_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JUNE_8 = date(2023, 6, 8)


@pytest.fixture
def world(tmp_path: Any, settings: Any) -> Injuries:
    settings.FILES_FOLDER = tmp_path / "files"
    return Injuries()


def booked(month: int) -> dict[str, int]:
    return {row.item or row.account: row.amount_fen for row in books.statement_of(INJURY, month, month).expense}


def monthly(person: int) -> int:
    return int(benefits.monthly_fen(int_column([person]), INJURY)[0])


def wrong() -> list[Any]:
    return [check for check in run_checks() if not check.ok]


@pytest.mark.slow
def test_the_worked_example_of_a_grade_is_paid_and_booked_to_the_fen(world: Injuries) -> None:
    _, case_id = world.graded(3, "part")
    world.disability(case_id)
    claim = only_claim(case_id)
    assert (claim.once_fen, claim.employer_fen, claim.facts["monthly_fen"]) == (115_000_00, 0, 5_800_00)

    once = world.pay_once(202306, JUNE_8)
    month = settled_run(world.staff, INJURY, 202306, JUNE_8)
    behind = settled_run(world.staff, INJURY, 202306, JUNE_8, "back_pay")

    parts = dict(LinePart.objects.filter(line_id__in=Line.objects.filter(run=month).values("id")).values_list("part", "fen"))
    assert (once.amount_fen, month.amount_fen, behind.amount_fen) == (115_000_00, 5_800_00, 5_800_00)
    assert parts == {"allowance": 4_000_00, "nursing": 1_800_00}
    assert booked(202306) == {"disability": 120_800_00 + 5_800_00}, "the lump sum, the month and May"
    assert wrong() == []


@pytest.mark.slow
def test_the_worked_example_of_a_death_at_work_is_paid_to_three_heirs_and_three_dependants(world: Injuries) -> None:
    person = world.person("冯庚")
    case_id = world.case(person, happened_on="2023-02-06")
    world.dies(person, on=date(2023, 5, 4), day=AFTER)
    world.heirs(person, ("王氏", "spouse"), ("冯大", "child"), ("冯二", "child"), day=date(2023, 5, 9))
    child, other, wife = (citizen_number(birth) for birth in (date(2005, 9, 12), date(2012, 4, 1), date(1982, 6, 7)))
    rows = [
        {"citizen_number": number, "name": name, "relation": relation, "bank": BANK, "account_number": bank_card()}
        for number, name, relation in ((wife, "王乙", "spouse"), (child, "冯小大", "child"), (other, "冯小二", "child"))
    ]
    world.do(
        "decide_injury_death",
        date(2023, 5, 10),
        case_id=case_id,
        rows=rows,
        after_leave="no",
        funeral_elsewhere="no",
        scans=scans(),
        **WAGES,
    )
    world.verify_accounts([wife, child, other], date(2023, 5, 10))
    claim = only_claim(case_id)
    grant = 20 * 49_283_00
    assert claim.once_fen == 36_000_00 + grant
    assert [(row.name, row.monthly_fen) for row in injury.dependants(case_id)] == [
        ("王乙", 2_000_00), ("冯小大", 1_500_00), ("冯小二", 1_500_00),
    ]  # fmt: skip
    owed = runs.dues_of_claims([claim.id], INJURY)
    assert [row.amount_fen for row in owed if row.kind == "funeral"] == [12_000_00] * 3
    assert sum(row.amount_fen for row in owed if row.kind == "death_grant") == grant

    june = settled_run(world.staff, INJURY, 202306, JUNE_8)
    assert (june.lines, june.amount_fen) == (3, 5_000_00)
    assert booked(202306) == {"death": 5_000_00}
    (elder,) = [row.person_id for row in injury.dependants(case_id) if row.name == "冯小大"]
    world.do("change_dependant", date(2023, 9, 20), person_id=elder, event="of_age", on="2023-09-12")
    for month in (7, 8, 9):
        settled_run(world.staff, INJURY, 202300 + month, date(2023, 9, 25))
    october = settled_run(world.staff, INJURY, 202310, date(2023, 10, 9))
    assert (october.lines, october.amount_fen) == (2, 3_500_00), "the others are not raised"
    assert wrong() == []


def test_the_grant_of_a_death_in_2022_is_twenty_times_the_income_of_2021_in_thirds(world: Injuries) -> None:
    from shebao.agency.procedures.death.estate import divided
    from shebao.core.policy.calculation import calculate

    answer = calculate("injury_death_benefit", "national", {"death_year": "2022", "avg_wage": "6000.00"})
    grant = int(answer.values["death_grant"].fraction * 100)

    assert grant == 948_240_00
    assert [fen for _, fen in divided(grant, [(1, 1), (2, 1), (3, 1)])] == [316_080_00] * 3
    assert int(answer.values["funeral"].fraction * 100) + grant == 984_240_00


@pytest.mark.slow
def test_an_advance_is_a_claim_on_the_employer_and_its_repayment_leaves_the_rest_owed(world: Injuries) -> None:
    person = world.person("小作坊工人")
    case_id = world.case(person, insured=False)
    assert injury.case(case_id).liable == "employer"
    payload = {
        "case_id": case_id, "ground": "employer", "reason": "refused", "demanded_on": "2023-04-20", "scans": scans(),
        "rows": [{"item": "treatment", "amount_fen": 18_432_60, "proof": "发票 12 张"}],
    }  # fmt: skip
    claim_id = world.do("advance_injury", **payload)
    assert injury.advance(claim_id).left_fen == 18_432_60

    world.pay_once(202305, date(2023, 5, 22))
    assert booked(202305) == {} and books.booked_item(INJURY, "1101", "injury_advance") == 18_432_60
    repaid = {"claim_id": claim_id, "account": "1003", "amount_fen": "10000.00", "on": "2023-06-01", "reference": "CZ0601"}
    world.finance("record_injury_repayment", date(2023, 6, 2), **repaid)

    assert injury.advance(claim_id).left_fen == 8_432_60
    assert books.booked_item(INJURY, "1101", "injury_advance") == 8_432_60
    assert booked(202306) == {}
    with pytest.raises(Refused, match="尚欠 8,432.60 元"):
        procedures.preview("record_injury_repayment", {**repaid, "reference": "CZ0602"}, day=date(2023, 6, 3))
    assert wrong() == []


@pytest.mark.slow
def test_a_grade_waits_for_another_grading_and_a_claim_is_taken_back_before_it_is_paid(world: Injuries) -> None:
    person, case_id = world.graded(4)
    with pytest.raises(Refused, match="2023-04-29 以前可以申请再次鉴定"):
        procedures.preview(
            "decide_injury_disability",
            {"case_id": case_id, "final": "no", "retired": "no", "minimum_wage_fen": "1820.00", **WAGES},
            day=date(2023, 4, 21),
        )
    claim_id = world.disability(case_id)
    assert monthly(person) == 3_750_00

    world.do("cancel_injury_claim", what="claim", number=claim_id, reason="等级登记有误")

    assert injury.claim(claim_id).cancelled == "等级登记有误"
    assert runs.dues_of_claims([claim_id], INJURY) == []
    assert benefits.states_of(int_column([person]), INJURY) == ["ended"]
    again = world.disability(case_id, day=date(2023, 5, 9))
    assert injury.claim(again).once_fen == 21 * 5_000_00 and monthly(person) == 3_750_00
    assert wrong() == []


@pytest.mark.slow
def test_a_review_that_changes_the_grade_makes_a_new_version_and_no_second_lump_sum(world: Injuries) -> None:
    person, case_id = world.graded(4)
    world.disability(case_id)
    world.grade(
        case_id,
        3,
        "part",
        day=date(2024, 5, 20),
        kind="review",
        concluded_on="2024-05-06",
        served_on="2024-05-08",
        conclusion_no="例劳鉴9号",
    )

    claim_id = world.disability(case_id, day=date(2024, 5, 28))

    assert injury.claim(claim_id).once_fen == 0
    assert monthly(person) == 5_800_00
    assert wrong() == []


def test_a_pensioner_draws_only_what_the_pension_lacks(world: Injuries) -> None:
    person, case_id = world.graded(3, "most")

    world.disability(case_id, retired="yes", pension_fen="2654.32")

    assert monthly(person) == 1_345_68 + 2_400_00


def test_the_place_s_lump_sum_at_the_end_of_employment_says_the_employer_s_beside_it(
    world: Injuries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", "jiangsu_rugao")
    _, case_id = world.graded(7)
    payload = {
        "case_id": case_id, "ended_on": "2023-05-04", "ended_by": "worker", "months_to_retirement": 42, "scans": scans(),
        **{name: value for name, value in WAGES.items() if name in ("own_wage_fen", "wage_proof")},
    }  # fmt: skip
    claim_id = world.do("decide_injury_termination", **payload)

    claim = injury.claim(claim_id)
    assert (claim.once_fen, claim.employer_fen) == (72_000_00, 27_000_00)
    with pytest.raises(Refused, match="已经核定"):
        procedures.preview("decide_injury_termination", payload, day=AFTER)
    with pytest.raises(Refused, match="工伤保险关系已经终止"):
        procedures.preview("reimburse_injury", {"case_id": case_id, "rows": [bill("Z1", "2023-03-20", 10)], "scans": scans()}, day=AFTER)
    world.do("cancel_injury_claim", what="claim", number=claim_id, reason="解除证明有误")
    assert injury.standing_claims(case_id, "termination") == []


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"demanded_on": "2023-05-05"}, "单位到 2023-05-11 还可以核实支付"),
        (
            {"ground": "third", "third_name": "无法确定", "rows": [{"item": "disability", "amount_fen": 1, "proof": "无"}]},
            "只先行支付医疗费用",
        ),
        ({"paid_fen": "100.00"}, "没有可以先行支付的金额"),
    ],
)
def test_an_advance_is_refused_with_what_is_wrong(world: Injuries, more: dict[str, Any], message: str) -> None:
    case_id = world.case(world.person(), insured=False)
    payload = {
        "case_id": case_id, "ground": "employer", "reason": "refused", "demanded_on": "2023-04-20", "scans": scans(),
        "rows": [{"item": "treatment", "amount_fen": 100_00, "proof": "发票"}],
    }  # fmt: skip

    with pytest.raises(Refused, match=message):
        procedures.preview("advance_injury", payload | more, day=AFTER)


def test_an_advance_is_taken_back_with_its_claim_on_the_employer(world: Injuries) -> None:
    case_id = world.case(world.person(), insured=False)
    rows = [{"item": "treatment", "amount_fen": 100_00, "proof": "发票"}]
    claim_id = world.do(
        "advance_injury", case_id=case_id, ground="employer", reason="refused", demanded_on="2023-04-20", rows=rows, scans=scans()
    )

    world.do("cancel_injury_claim", what="claim", number=claim_id, reason="单位已支付")

    assert injury.advances() == []
    assert wrong() == []


@pytest.mark.parametrize(
    ("more", "result"),
    [
        ({}, ("fund", False)),
        ({"insured_on": "2023-02-07"}, ("later", False)),
        ({"applied_on": "2023-03-09"}, ("fund", True)),
        ({"applied_on": "2023-03-09", "extension": "例批1号"}, ("fund", False)),
    ],
)
def test_who_is_liable_follows_from_the_first_payment_and_the_day_of_the_report(
    world: Injuries, more: dict[str, Any], result: tuple[str, bool]
) -> None:
    case = injury.case(world.case(world.person(), **more))

    assert (case.liable, case.reported_late) == result


def test_a_recognition_that_is_revoked_stops_what_is_not_paid_yet(world: Injuries) -> None:
    person = world.person()
    case_id = world.case(person)
    world.case(person, case_id=case_id, result="revoked", decision_no="例撤1号", decided_on="2023-05-05", day=AFTER)

    assert [row.result for row in injury.recognitions(case_id)] == ["recognised", "revoked"]
    with pytest.raises(Refused, match="工伤认定结论是“认定被撤销”"):
        procedures.preview("reimburse_injury", {"case_id": case_id, "rows": [bill("Q", "2023-03-20", 1)], "scans": scans()}, day=AFTER)
    with pytest.raises(Refused, match="职业伤害保障的文件没有录入"):
        world.case(world.person("骑手"), kind="platform")


@pytest.mark.slow
def test_the_yearly_adjustment_raises_allowance_nursing_and_dependants_once_and_is_taken_back(world: Injuries) -> None:
    from tests.crash.injury import enter_notice

    person, case_id = world.graded(3, "part")
    world.disability(case_id)
    notice = {"effective_from": "2024-01", "document": "示例〔2024〕9号", "area_wage_fen": "6400.00", "minimum_wage_fen": "1820.00"}
    day = date(2024, 2, 20)
    with pytest.raises(Refused, match="伤残津贴年度调整定额"):
        procedures.preview("adjust_injury_year", notice, day=day)
    enter_notice()

    world.do("adjust_injury_year", day, **notice)

    assert monthly(person) == 4_280_00 + 1_920_00
    with pytest.raises(Refused, match="没有应调整的人"):
        procedures.preview("adjust_injury_year", notice, day=day)
    matter = matters.listed(kinds=["adjust_injury_year"])[0]
    world.do("withdraw_revision", date(2024, 2, 21), matter=matter.id, why="文件更正")
    assert monthly(person) == 5_800_00
    assert wrong() == []


def test_somebody_injured_on_a_building_site_is_covered_since_the_project_was_paid(
    world: Injuries, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shebao.agency.employers import projects
    from tests.world.employers import enter_project_rate

    enter_project_rate()
    road = {
        "employer_id": str(world.employer), "code": "XM1", "name": "示例大道", "kind": "road", "developer": "示例县交通局", "place": "甲乡",
        "price_fen": 48_000_000_00, "start_on": "2023-01-10", "end_on": "2024-06-30", "scans": scans(),
    }  # fmt: skip
    world.do("register_project", date(2023, 1, 12), **road)
    monkeypatch.setattr(projects, "_covered_from", lambda row: date(2023, 1, 31))

    case = injury.case(world.case(world.person("工地工人"), insured=False, project="XM1", employer_id=None))

    assert (case.liable, case.insured_on, case.project, case.employer_id) == ("fund", date(2023, 1, 31), "XM1 示例大道", world.employer)
