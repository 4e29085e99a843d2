"""There is one invented county: nobody invents citizens, a go-live day or "who and when" beside `tests/world`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house import tree

WORLD = tree.ROOT / "tests" / "world"
ITS_NAMES = {"by", "make_village", "new_person", "make_people", "make_person", "make_member", "make_staff", "County", "GO_LIVE", "MAY_DAY"}
"""What a second world would begin with."""


def names_at_the_top(path: Path) -> set[str]:
    """Functions, classes and constants a file defines at its top."""
    names: set[str] = set()
    for node in tree.syntax(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return names


def test_no_test_has_a_county_of_its_own() -> None:
    files = [path for path in tree.python_files("tests") if WORLD not in path.parents]

    assert {tree.name(path): names for path in files if (names := names_at_the_top(path) & ITS_NAMES)} == {}


@pytest.mark.parametrize("line", ["def by(day):\n    return {}", "GO_LIVE, MAY = 1, 2", "class County:\n    pass"])
def test_a_second_world_is_seen(line: str, tmp_path: Path) -> None:
    path = tmp_path / "test_own.py"
    path.write_text(line, encoding="utf-8")

    assert names_at_the_top(path) & ITS_NAMES
