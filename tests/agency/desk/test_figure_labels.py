"""The label beside a figure of the report: a figure that somebody typed never says that the ledger or the system knows it."""

import pytest

from shebao.agency.desk.evaluation.report import origin


@pytest.mark.parametrize(
    ("scope", "measure", "label"),
    [
        ("fund", "statistics.fund.income", "基金账"),
        ("business", "statistics.resident.insured", "业务数据"),
        ("fund", "entered", "单位填报"),
        ("business", "entered", "单位填报"),
        ("fund", "derived", "由填报数等计算"),
        ("business", "derived", "由填报数等计算"),
        ("dept_final", "entered", "部门决算"),
        ("score", "score.total", "评分"),
    ],
)
def test_only_what_the_system_counted_itself_is_called_the_ledger_or_business_data(scope: str, measure: str, label: str) -> None:
    assert origin(scope, measure) == label
