"""What was overpaid is paid back in equal instalments and a last smaller one; together they are the whole, never a fen more."""

from __future__ import annotations

import pytest

from shebao.core.arithmetic.exact import number
from shebao.core.policy.calculation import calculate


@pytest.mark.parametrize(
    ("instalment", "full", "rest", "times", "last_month"),
    [
        ("1000.01", 0, "1000", 1, 202311),
        ("1000.00", 1, "0", 1, 202311),
        ("999.99", 1, "0.01", 2, 202312),
        ("333.34", 2, "333.32", 3, 202401),
        ("300.00", 3, "100", 4, 202402),
        ("250.00", 4, "0", 4, 202402),
        ("0.01", 100_000, "0", 100_000, None),
    ],
)  # fmt: skip
def test_the_number_of_instalments_counts_the_last_part_as_one(
    instalment: str, full: int, rest: str, times: int, last_month: int | None
) -> None:
    facts = {"overpaid": "1000.00", "instalment": instalment}
    values = calculate("overpayment_recovery", "national", facts if last_month is None else {**facts, "first_instalment": "2023-11"}).values

    assert values["full_instalments"].fraction == full
    assert values["last_instalment"].text() == rest
    assert values["instalments_total"].fraction == times
    assert values["full_instalments"].fraction * number(instalment).fraction + values["last_instalment"].fraction == 1000
    assert values.get("last_month") == last_month
