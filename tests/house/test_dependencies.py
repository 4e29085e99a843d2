"""A dependency is declared where it is used, used where it is declared, and has its reason in docs/decisions."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from tests.house import tree

pytestmark = pytest.mark.slow

# Used by name only: Django builds its argon2 hasher from it, and reads spreadsheets' XML more carefully where it is installed.
USED_BY_NAME = {"argon2-cffi": "Argon2PasswordHasher", "defusedxml": "openpyxl", "psycopg": "postgres"}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    """A distribution's name as packaging tools compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", name, maxsplit=1)[0]).lower()


def imported(paths: list[Path]) -> set[str]:
    """Top names of everything imported, and of every app the settings install."""
    result: set[str] = set()
    for path in paths:
        for node in ast.walk(tree.syntax(path)):
            if isinstance(node, ast.Import):
                result |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                result.add(node.module.partition(".")[0])
    settings = ast.walk(tree.syntax(tree.PACKAGE / "site" / "settings.py"))
    result |= {
        node.value.partition(".")[0] for node in settings if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    }
    return result


def distributions(names: set[str]) -> set[str]:
    """The distributions that bring these top-level names."""
    known = packages_distributions()
    return {plain(result) for name in names if name not in sys.stdlib_module_names for result in known.get(name, [])}


def declared() -> set[str]:
    return {plain(line) for line in project()["project"]["dependencies"]}


def extras() -> set[str]:
    return {plain(line) for lines in project()["project"]["optional-dependencies"].values() for line in lines}


def test_everything_the_product_imports_is_declared() -> None:
    used = distributions(imported(tree.python_files("shebao"))) - {"shebao"}

    assert used - declared() - extras() == set()


def test_everything_declared_is_used() -> None:
    used = distributions(imported(tree.python_files("shebao"))) | set(USED_BY_NAME)

    assert declared() - used == set()


def test_every_dependency_has_its_reason_in_a_decision() -> None:
    notes = "\n".join(path.read_text(encoding="utf-8").lower() for path in (tree.ROOT / "docs/decisions").glob("*.md"))
    groups = [line for lines in project()["dependency-groups"].values() for line in lines]
    wanted = declared() | extras() | {plain(line) for line in groups}
    alike = {"pyyaml": "pyyaml", "types-pyyaml": "pyyaml", "editables": "hatchling"}

    assert sorted(name for name in wanted if alike.get(name, name) not in notes) == []


def test_every_locked_package_satisfies_what_is_declared() -> None:
    locked = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (tree.ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    groups = [line for lines in project()["dependency-groups"].values() for line in lines]
    postgres = project()["project"]["optional-dependencies"]["postgres"]

    missing = [line for line in [*project()["project"]["dependencies"], *groups, *postgres] if plain(line) not in locked]

    assert missing == []
