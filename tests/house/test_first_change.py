"""What the page "your first change" promises is done here: a file is added in a temporary folder, and the product uses it.

What is added elsewhere with a test of its own (a place's formula, a matter) is named on the page and looked up here.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.payout import bank
from shebao.agency.statistics import queries as statistics
from shebao.core.evaluation import template
from shebao.core.evaluation.check import engine
from shebao.core.policy.cases import run_cases
from shebao.core.policy.locale import FOLDER, read_law, shipped_places
from tests.house import tree

PAGES = [tree.ROOT / f"docs/{language}/first-change.md" for language in ("zh", "en")]

RULE = '''"""报告没有提到“办件”的，提醒一句."""

from shebao.core.evaluation.check.model import broken, holds

TITLE = "报告提到办件"
SOURCE = "试行"
ADVICE = "补写办件情况。"
EXAMPLE = {"broken": "全年无事。\\n", "sound": "全年办件 100 件。\\n"}


def find(report):
    """The whole report."""
    if not any("办件" in passage.text for passage in report.passages):
        yield broken("info", "没有提到办件。", (), left="", right="", computed="", tolerance="0")
    else:
        yield holds("提到办件")
'''
MEASURE = '''"""A measure nobody has: always seven people."""

from shebao.agency.statistics.measure import Definition, Reading


def seven(about):
    """Seven."""
    return Reading(7)


MEASURES = (Definition("test.seven", "七个人", "总是七", "人", "business", seven),)
'''


@contextmanager
def added(package: str, name: str, text: str, folder: Path, *caches: Callable[..., Any]) -> Iterator[None]:
    """One more file in a catalogue's folder; gone afterwards."""
    (folder / f"{name}.py").write_text(text, encoding="utf-8")
    home = import_module(package)
    before = list(home.__path__)
    home.__path__.append(str(folder))
    for cache in caches:
        cache.cache_clear()  # type: ignore[attr-defined]
    try:
        yield
    finally:
        home.__path__[:] = before
        sys.modules.pop(f"{package}.{name}", None)
        for cache in caches:
            cache.cache_clear()  # type: ignore[attr-defined]


def test_a_value_of_a_new_place_is_one_file(tmp_path: Path) -> None:
    law = tmp_path / "places"
    shutil.copytree(FOLDER, law)
    rows = '[{from: 2014-07-01, to: 2023-12-31, value: "999", document: 试行〔2023〕1号, confidence: high}]'
    (law / "gansu_first.yaml").write_text(
        f"place: gansu_first\nname: 试行县\nparent: gansu\nvalues:\n  resident_basic_standard: {rows}\n", encoding="utf-8"
    )

    places = read_law(law)

    assert places.value("resident_basic_standard", "gansu_first", date(2023, 5, 31)).value == "999"
    assert "gansu_first" not in shipped_places().places


def test_a_worked_example_is_one_file(tmp_path: Path) -> None:
    source = next(path for path in sorted((tree.ROOT / "shebao/core/policy/worked_examples").glob("*.yaml")) if "resident" in path.name)
    shutil.copy(source, tmp_path / "mine.yaml")

    results = run_cases([tmp_path / "mine.yaml"])

    assert results and all(not result.differences for result in results)


def test_a_check_of_reports_is_one_file(tmp_path: Path) -> None:
    with added("shebao.core.evaluation.check.rules", "sco_matters_named", RULE, tmp_path, engine.catalogue):
        without = [finding for finding in engine.check_text("一", "全年无事。\n").findings if finding.rule == "SCO-matters_named"]
        with_it = [finding for finding in engine.check_text("二", "全年办件 100 件。\n").findings if finding.rule == "SCO-matters_named"]

    assert len(without) == 1 and with_it == []


def test_a_template_is_one_file() -> None:
    text = (tree.ROOT / "shebao/core/evaluation/templates/gansu.yaml").read_text(encoding="utf-8")

    assert template.read(text, "shaanxi").key == "shaanxi"
    assert template.names()


@pytest.mark.django_db
def test_a_measure_is_one_file(tmp_path: Path) -> None:
    with added("shebao.agency.statistics.measures", "first", MEASURE, tmp_path, statistics.definitions):
        about = statistics.asked("resident", 2023, "gansu", shipped_places())

        assert statistics.measure("test.seven", about).value == 7


def test_a_layout_of_a_bank_is_one_file(tmp_path: Path) -> None:
    text = (tree.ROOT / "shebao/agency/payout/bank/layouts/delimited.py").read_text(encoding="utf-8")
    own = text.replace('KEY = "delimited"', 'KEY = "of_our_bank"').replace('"SHEBAO1"', '"OURBANK"')
    order = bank.Order("1", "resident", 202305, date(2023, 5, 8), (bank.Instruction(1, "甲一", "6210000000000000018", "银行", 178_50),))
    with added("shebao.agency.payout.bank.layouts", "of_our_bank", own, tmp_path, bank.shipped_layouts):
        assert {"delimited", "of_our_bank"} <= set(bank.shipped_layouts())
        written = bank.layout("of_our_bank").write_order(order)
        assert b"H|OURBANK|" in written and bank.layout("of_our_bank").read_order(written) == order


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_every_test_the_page_names_exists(page: Path) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text(encoding="utf-8"))

    assert len(named) >= 8
    for path, test in named:
        source = tree.ROOT / path
        assert source.is_file(), path
        assert not test or f"def {test}(" in source.read_text(encoding="utf-8"), test
