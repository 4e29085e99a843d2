"""Which matters of a line of work the tests carry through once, and by which matter each is undone, read from the tests themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shebao.agency.procedures.catalogue import catalogue

TESTS = Path(__file__).resolve().parents[1] / "agency"
CARRIED = re.compile(r'(?:carry_through|collected|carry)\(\s*"(\w+)"')


@cache
def carried() -> Mapping[str, str]:
    """Key of a matter → the first test file that carries it through all its hands."""
    result: dict[str, str] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for key in CARRIED.findall(path.read_text(encoding="utf-8")):
            result.setdefault(key, str(path.relative_to(TESTS)))
    return result


def listing(title: str, undone_by: Mapping[str, str]) -> str:
    """The line's modules with the tests that do and undo them. AssertionError where one is no matter, or is never done or undone."""
    kinds, done = catalogue(), carried()
    rows = []
    for key, reversal in sorted(undone_by.items()):
        for one in (key, reversal):
            assert one in kinds, f"{one} is no kind of matter"
            assert one in done, f"{one} is never carried through by a test"
        rows.append(f"{kinds[key].title}（{key}）：办过一次 {done[key]}；以“{kinds[reversal].title}”撤回 {done[reversal]}")
    return "\n".join([f"{title}：{len(rows)} 种", *rows])
