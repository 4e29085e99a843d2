"""The worked examples that come with the product, by calculation: for the law pages, and for anyone who checks a system."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shebao.core.policy.cases import Case, read_cases

FOLDER = Path(__file__).parent / "worked_examples"


@cache
def examples() -> Mapping[str, tuple[Case, ...]]:
    """Calculation → its examples, in the order of the files."""
    result: dict[str, list[Case]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in read_cases(path):
            result.setdefault(case.calculation, []).append(case)
    return {name: tuple(cases) for name, cases in result.items()}


def example(case_id: str) -> Case | None:
    """One example by its id."""
    return next((case for cases in examples().values() for case in cases if case.id == case_id), None)
