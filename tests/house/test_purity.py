"""The two lower floors take the date as an argument: no clock, no chance, no network, nothing written to disk."""

from __future__ import annotations

import ast

from scripts.fast_tests import PURE_TESTS
from tests.house import tree

FORBIDDEN_MODULES = {"time", "secrets", "socket", "subprocess", "sqlite3", "urllib", "http", "tempfile", "threading", "uuid"}
FORBIDDEN_CALLS = {"today", "now", "utcnow", "write_text", "write_bytes", "unlink", "mkdir"}


def _is_chance(node: ast.AST) -> bool:
    """Any use of `random` but a generator with a given seed, which draws the same lot every time."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "random"
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "random"
    ):
        return node.func.attr != "Random" or not node.args
    return False


def impurities(source: ast.Module) -> list[tuple[int, str]]:
    """Line and name of every import and call that a pure function has no use for."""
    result: list[tuple[int, str]] = []
    for node in ast.walk(source):
        result += [(node.lineno, "random")] if _is_chance(node) else []
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            modules = [node.module or ""]
        result += [(node.lineno, module) for module in modules if module.partition(".")[0] in FORBIDDEN_MODULES]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FORBIDDEN_CALLS:
            result.append((node.lineno, node.func.attr))
    return result


def test_the_look_out_sees_a_clock() -> None:
    source = ast.parse("import time\nfrom datetime import date\nday = date.today()\nday.isoformat()")

    assert impurities(source) == [(1, "time"), (3, "today")]


def test_the_look_out_tells_chance_from_a_lot_drawn_with_a_seed() -> None:
    source = ast.parse("import random\nrandom.Random(7).sample(people, 3)\nrandom.sample(people, 3)\nrandom.Random()")

    assert impurities(source) == [(3, "random"), (4, "random")]


def test_base_and_core_have_no_clock_no_chance_no_network_and_write_nothing() -> None:
    result = {tree.name(path): impurities(tree.syntax(path)) for path in tree.python_files("shebao/base", "shebao/core")}

    assert {name: lines for name, lines in result.items() if lines} == {}


def test_the_tests_of_the_pure_floors_look_at_nothing_that_make_check_does_not_compare() -> None:
    allowed = ("shebao.base", "shebao.core", "shebao.documents", "tests.support", "tests.core", "tests.base", "benchmarks.reports")
    beyond = []
    for path in tree.python_files(*PURE_TESTS):
        for node in ast.walk(tree.syntax(path)):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            own = [name for name in modules if name.split(".")[0] in ("shebao", "tests", "benchmarks", "scripts", "django", "subprocess")]
            beyond += [f"{tree.name(path)}: {name}" for name in own if not name.startswith(allowed)]

    assert beyond == []
