"""Every module of a line of work is done once from end to end by the right posts, and reversed once; each line says its own in `modules`."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

import pytest

from shebao.agency.matters import queries as matters
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.procedures.checks import run_checks
from tests.agency.procedures import modules


class Case(NamedTuple):
    """One module of a line: the fixture it lives in, its key, what does it and undoes it, and the key of the kind that undoes."""

    line: str
    world: str
    key: str
    live: Callable[[Any], None]
    reversal: str


def _cases() -> list[Case]:
    cases = []
    for one in pkgutil.iter_modules(modules.__path__):
        if one.name.startswith("test_"):  # a line whose matters the tests of its own room do and undo; it lists where
            continue
        line = import_module(f"{modules.__name__}.{one.name}")
        cases += [Case(one.name, line.WORLD, key, live, reversal) for key, live, reversal in line.MODULES]
    return cases


CASES = _cases()
# A snapshot is taken before a test has a transaction open, so the session's fixtures are asked for first.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures(*sorted({f"{case.world}_snapshot" for case in CASES}), "county"),
    pytest.mark.django_db,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.line}-{case.key}")
def test_a_module_is_done_once_and_reversed_once_and_the_records_agree(case: Case, request: pytest.FixtureRequest) -> None:
    world = request.getfixturevalue(case.world)

    case.live(world)

    done = [row for row in matters.listed(kinds=[case.key]) if row.state == "applied"]
    undone = [row for row in matters.listed(kinds=[case.reversal]) if row.state == "applied"]
    assert done and undone and len({row.id for row in (*done, *undone)}) >= 2
    assert [check for check in run_checks() if not check.ok] == []


def test_the_modules_of_each_line_stand_in_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    lines = sorted({case.line for case in CASES})

    for line in lines:
        mine = [case for case in CASES if case.line == line]
        print(f"{line}: {len(mine)} modules done once, reversed once")
        for case in mine:
            print(f"  {case.key} {catalogue()[case.key].title} (reversed by {case.reversal} {catalogue()[case.reversal].title})")

    assert len({case.key for case in CASES}) == len(CASES)
    assert capsys.readouterr().out.count("modules done once") == len(lines)
