"""Every counter has the same furniture, and every command the same three parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from shebao import cli
from tests.house import tree

COUNTERS = sorted(path.parent for path in (tree.PACKAGE / "agency").glob("*/apps.py"))


@pytest.mark.parametrize("counter", COUNTERS, ids=lambda path: path.name)
def test_a_counter_says_what_it_does_for_whom_under_which_law(counter: Path) -> None:
    readme = counter / "README.md"

    assert readme.is_file(), f"{tree.name(readme)} is missing"
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert 5 <= len(lines) <= 40, f"{tree.name(readme)} should be about fifteen lines"


def test_every_folder_of_the_house_says_what_it_is_for() -> None:
    folders = {path.parent for path in tree.python_files("shebao", "packages", "benchmarks") if path.name != "__init__.py"}

    assert [tree.name(folder) for folder in sorted(folders) if not (folder / "README.md").is_file()] == []


def test_every_counter_is_installed() -> None:
    from django.apps import apps

    installed = {config.name for config in apps.get_app_configs()}

    assert {f"shebao.agency.{counter.name}" for counter in COUNTERS} <= installed


@pytest.mark.parametrize("command", cli.command_names())
def test_a_command_has_a_chinese_title_and_help_for_every_option(command: str) -> None:
    module = cli.load_command(command)
    parser = cli.Parser(prog=command)
    module.add_arguments(parser)

    assert any("\u4e00" <= character <= "\u9fff" for character in module.TITLE)
    silent = [action.dest for action in parser._actions if not action.help and action.nargs != "A..."]
    assert silent == [], f"options without help: {silent}"
