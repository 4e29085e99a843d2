"""Every case of this folder comes out as its article says, to the fen, or is refused in the words it expects."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shebao.core.policy.cases import Case, read_cases, run_case

CASES = [case for path in sorted(Path(__file__).parent.glob("*.yaml")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_comes_out_as_its_article_says(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)


def test_a_case_is_named_once_and_says_where_it_is_from() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    assert [case.id for case in CASES if not case.source] == []


def test_every_case_the_readme_names_is_in_this_folder() -> None:
    named = re.findall(r"\| `([^`]+)` \|$", (Path(__file__).parent / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert len(named) >= 27
    assert set(named) <= {case.id for case in CASES}
