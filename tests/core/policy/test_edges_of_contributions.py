"""The limits of contributions, accounts, funds, certification and recovery, and codes: on the limit and one step past it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shebao.core.policy.cases import Case, read_cases, run_case

CASES = read_cases(Path(__file__).with_name("edges_of_contributions.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_the_law_says_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)
