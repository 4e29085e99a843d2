"""A file is one concept and a function one thought; both have a length above which they have become two."""

from __future__ import annotations

import pytest

from tests.house import tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 70
LONGEST_LINE = 180


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {tree.name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tree.python_files()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_70_lines() -> None:
    long = {}
    for path in tree.python_files():
        for function in tree.functions(tree.syntax(path)):
            assert function.end_lineno is not None
            length = function.end_lineno - function.lineno + 1
            if length > LONGEST_FUNCTION:
                long[f"{tree.name(path)}:{function.lineno} {function.name}"] = length

    assert long == {}


def test_no_line_is_longer_than_180_characters() -> None:
    long = [
        f"{tree.name(path)}:{number}"
        for path in tree.python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]

    assert long == []


@pytest.mark.parametrize("folder", ["base", "core", "agency", "commands", "site"])
def test_the_rules_look_at_every_floor(folder: str) -> None:
    seen = [path for path in tree.python_files() if (tree.PACKAGE / folder) in path.parents]

    assert len(seen) > 3
