"""The register of employers: who is entered and who is not, what changes, and what must be settled before one leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.employers import queries as employers
from shebao.agency.employers.actions import cancel, change_account, change_insurance
from shebao.agency.employers.checks import check_employers, check_insurances
from shebao.agency.journal import queries as journal
from shebao.agency.procedures.checks import run_check, run_checks
from shebao.base.finding import Refused
from tests.world.calendar import by
from tests.world.employers import JUNE_1, enter_reference_wage, hire, make_employer, make_workers, uscc
from tests.world.people import bank_card
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
APRIL_20 = date(2023, 4, 20)
JANUARY = date(2024, 1, 15)


def form(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "uscc": uscc(number),
        "name": "甲机械厂",
        "kind": "enterprise",
        "founded_on": "2023-03-01",
        "legal_person": "王甲",
        "address": "甲乡一村 1 号",
        "industry": "通用设备制造业",
        "risk_class": "2",
        "package": "enterprise",
        "tax_office": "示例县税务局",
        "agent_name": "李乙",
        "agent_phone": "13800001234",
    } | more


def register(staff: dict[str, int], **more: Any) -> int:
    (employer,) = carry_through("register_employer", form(**more), staff, APRIL_20)
    return int(employer)


def test_an_employer_is_registered_with_its_insurances_and_the_benchmark_rate(staff: dict[str, int]) -> None:
    employer = register(staff, bank="示例银行", account_number="6200123456789")

    one = employers.employer(employer)
    assert (one.name, one.agent_phone) == ("甲机械厂", "138****1234")
    assert employers.insured_in(employer, 202304) == ["employee", "unemployment", "work_injury"]
    assert employers.injury_rates(employer)[0][:3] == (202304, 2, 100)
    account = employers.account(employer)
    assert account is not None and (account.tail, account.holder) == ("6789", "甲机械厂")
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"uscc": "91990000MA0000001X"}, "校验不通过"),
        ({"founded_on": "2023-05-01"}, "晚于今天"),
        ({"account_number": "123"}, "填了银行账号但没有填开户行；银行账号应为 8 至 30 位数字"),
        ({"agent_phone": "12"}, "电话"),
    ],
)
def test_an_employer_that_is_wrong_is_refused_saying_why(staff: dict[str, int], wrong: dict[str, str], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        register(staff, **wrong)


def test_the_same_code_is_registered_once(staff: dict[str, int]) -> None:
    register(staff)

    with pytest.raises(Refused, match="已登记过，请直接在原单位上办理"):
        register(staff, name="另一个名字")


def test_a_list_names_every_row_that_cannot_be_entered(staff: dict[str, int]) -> None:
    register(staff)
    rows = [form(1), form(2, kind="castle"), form(3), form(3)]
    for row in rows:
        row["from_month"] = 202304

    with pytest.raises(Refused) as refused:
        carry_through("register_employers", {"rows": rows}, staff, APRIL_20)

    assert [row for row, _ in refused.value.finding.values["rows"]] == [1, 2, 4]


def test_a_change_is_a_new_version_and_the_old_one_stays(staff: dict[str, int]) -> None:
    employer = register(staff)

    carry_through("change_employer", {"employer_id": uscc(1), "what": "name", "new_value": "甲机械有限公司"}, staff, JUNE_1)

    assert employers.employer(employer).name == "甲机械有限公司"
    assert employers.Particulars.objects.filter(employer_id=employer).count() == 2
    with pytest.raises(Refused, match="单位名称没有变化"):
        carry_through("change_employer", {"employer_id": str(employer), "what": "name", "new_value": "甲机械有限公司"}, staff, JUNE_1)


def test_an_employer_with_people_insured_or_money_owed_does_not_leave(staff: dict[str, int]) -> None:
    enter_reference_wage()
    employer, workers = make_employer(), make_workers(("王甲一",))
    hire(workers, (6_500_00,), employer, staff)
    carry_through("assess_month", {"month": "2023-06"}, staff, JUNE_1)
    scan = _scan()
    leaving = {"employer_id": str(employer), "reason": "deregistered", "scans": scan}

    with pytest.raises(Refused, match=r"还欠缴 1,651.00 元（所属期 2023-06）；还有 1 人在该单位参保"):
        carry_through("cancel_employer", leaving, staff, JUNE_1)


def test_an_employer_that_owes_nothing_leaves_and_its_insurances_end(staff: dict[str, int]) -> None:
    employer = register(staff)

    carry_through("cancel_employer", {"employer_id": str(employer), "reason": "bankrupt", "scans": _scan()}, staff, JUNE_1)

    assert employers.employer(employer).ended_month == 202306
    assert employers.insured_in(employer, 202307) == []
    assert check_employers()[1] == check_insurances()[1] == []
    with pytest.raises(Refused, match="该单位已自2023-06注销"):
        carry_through("change_employer", {"employer_id": str(employer), "what": "address", "new_value": "别处"}, staff, JUNE_1)


def test_an_employer_does_not_leave_before_the_youngest_of_its_insurances_began(staff: dict[str, int]) -> None:
    employer = make_employer(7, "乙运输队", schemes=("employee",))
    change_insurance(employer, "work_injury", 202308, joins=True, by=by(JUNE_1))

    with pytest.raises(Refused, match="注销月早于参保月"):
        cancel(employer, 202307, "bankrupt", by=by(JUNE_1))


def test_an_account_that_is_the_one_in_force_is_no_change(staff: dict[str, int]) -> None:
    employer, card = make_employer(8, "丙商行"), bank_card()
    change_account(employer, "示例农商行", card, by=by(JUNE_1))

    with pytest.raises(Refused, match="没有变化"):
        change_account(employer, "示例农商行", card, by=by(JUNE_1))
    change_account(employer, "示例农商行", bank_card(), by=by(JUNE_1))


def test_a_year_whose_payroll_differs_too_much_goes_to_inspection(staff: dict[str, int]) -> None:
    employer = register(staff)
    year = {"employer_id": str(employer), "year": "2023", "heads": "30", "wage_fen": "1860000.00", "shown": "yes"}

    carry_through("verify_employer_year", year | {"taxed_fen": "1974000.00"}, staff, JANUARY)
    (first,) = employers.verifications(employer)
    carry_through("verify_employer_year", year | {"taxed_fen": "1900000.00"}, staff, JANUARY)

    assert (first.result, first.taxed_fen - first.wage_fen) == ("to_inspection", 114_000_00)
    assert [(row.version, row.result) for row in employers.verifications(employer)] == [(2, "passed"), (1, "to_inspection")]


def test_a_work_injury_rate_floats_only_as_its_class_may(staff: dict[str, int]) -> None:
    employer = register(staff)
    rate = {"employer_id": str(employer), "risk_class": "1", "from_month": "2023-07", "document": "支缴率计算表"}

    with pytest.raises(Refused, match="第1类行业的浮动系数应为1.00、1.20、1.50之一"):
        carry_through("set_injury_rate", rate | {"factor": "80"}, staff, JUNE_1)
    carry_through("set_injury_rate", rate | {"factor": "120"}, staff, JUNE_1)

    assert set(employers.injury_rate_columns(202306)["factor_e2"].tolist()) == {100}
    assert 120 in employers.injury_rate_columns(202307)["factor_e2"].tolist()
    assert journal.check_chain()[1] == []


def test_a_temporary_cut_is_registered_once_for_a_month(staff: dict[str, int]) -> None:
    cut = {"scheme": "work_injury", "from_month": "2023-05", "to_month": "2024-12", "document": "例〔2023〕2号", "factor": "0.8"}

    carry_through("apply_rate_cut", cut, staff, JUNE_1)

    one = employers.cut("work_injury", 202306)
    assert one is not None and one.factor_e4 == 8_000
    assert employers.cut("work_injury", 202501) is None
    with pytest.raises(Refused, match="与已登记的“例〔2023〕2号”期间重叠"):
        carry_through("apply_rate_cut", cut | {"from_month": "2024-12", "to_month": "2025-01"}, staff, JUNE_1)


def test_an_account_that_was_altered_is_found_out(staff: dict[str, int]) -> None:
    employer = register(staff, bank="示例银行", account_number="6200123456789")
    employers.EmployerAccount.objects.filter(employer_id=employer)

    assert run_check("employers.accounts_open", employers.check_accounts_open).ok


def _scan() -> list[dict[str, Any]]:
    from shebao.agency.matters import attachments
    from tests.support.scans import picture

    return [attachments.keep("证明.png", picture())._asdict()]
