"""The places of this package: their dated values, and the formulas of places that differ from the nation's.

Files are read once in a process and every row is checked against its key; who edits a place file restarts the service.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from shebao.base.dated import FOREVER, Places, Value
from shebao.base.finding import refuse
from shebao.base.place_files import load_places
from shebao.core.catalogue import labelled
from shebao.core.policy.keys import all_keys
from shebao.core.policy.plausible import problem_of

FOLDER = Path(__file__).parent / "places"


@cache
def shipped_places() -> Places:
    """The nation, provinces and counties that come with the product; an agency layers its own values on top."""
    return read_law(FOLDER)


def read_law(*folders: Path) -> Places:
    """Places whose every row has a key of the directory, a possible value and days of its own; raises `Refused`."""
    loaded = load_places(*folders, check=row_problem)
    _refuse_overlaps(loaded)
    floors = frozenset(name for name, key in all_keys().items() if key.floor)
    return Places(loaded.places, loaded.rows, {name: key.title for name, key in all_keys().items()}, floors)


def row_problem(row: Value) -> str:
    """What is wrong with a row of a place file: a parameter nobody knows, or a value its parameter cannot have."""
    key = all_keys().get(row.key)
    if key is None:
        near = difflib.get_close_matches(row.key, all_keys(), 1)
        return f"没有参数 {row.key}" + (f"，是否想写 {near[0]}（{all_keys()[near[0]].title}）？" if near else "，请先在本章 keys.yaml 登记")
    problem = problem_of(key, row.value)
    if problem:
        return f"“{key.title}”{problem}"
    if key.yearly and row.effective_to == FOREVER and not row.carries_on:
        return f"“{key.title}”按期公布，要写停用日期 to；文件规定继续执行的，在 carries_on 写明是哪份文件"
    return ""


def _refuse_overlaps(places: Places) -> None:
    """One day has one value: of two rows that hold on it nobody could say which is the law."""
    for place, key in dict.fromkeys((row.place, row.key) for row in places.rows):
        for earlier, later in pairwise(places.history(key, place)):
            if earlier.effective_to >= later.effective_from:
                refuse(
                    "dated.place_file",
                    f"地区参数文件有错：两行的期间重叠（{earlier.effective_from} 起和 {later.effective_from} 起）",
                    "请给前一行写上停用日期。",
                    f"{place}.yaml 参数 {key}",
                )


def _formulas(place: str) -> ModuleType | None:
    """The formula file of exactly this place, if it has one."""
    name = f"shebao.core.policy.places.{place}"
    return None if importlib.util.find_spec(name) is None else importlib.import_module(name)


@cache
def place_rules(place: str) -> Mapping[str, tuple[Callable[..., Any], ...]]:
    """Calculation → rules that replace or add to the nation's at exactly this place (its `.py` file's RULES)."""
    module = _formulas(place)
    rules: Mapping[str, tuple[Callable[..., Any], ...]] = module.RULES if module else {}
    for kind in ("RULES", "READS", "UNSETTLED"):
        for name in getattr(module, kind, ()):
            _refuse_unknown_calculation(place, kind, name)
    return rules


def _refuse_unknown_calculation(place: str, kind: str, name: str) -> None:
    """A formula under a name nobody computes would never be used, and nobody would see it."""
    known = [function.__name__ for functions in labelled("shebao.core.policy", "CALCULATIONS").values() for function in functions]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        advice = f"是否想写 {near[0]}？" if near else "请写计算的名称，shebao explain 列出全部。"
        refuse("dated.place_file", f"地区公式文件有错：没有名为“{name}”的计算（{kind}）", advice, f"{place}.py")


@cache
def place_reads(place: str) -> Mapping[str, Mapping[str, Any]]:
    """Calculation → what the rules of exactly this place read besides: name → key, as a chapter declares it (READS; most have none)."""
    reads: Mapping[str, Mapping[str, Any]] = getattr(_formulas(place), "READS", {})
    return reads


@cache
def unsettled_at(calculation: str) -> tuple[str, ...]:
    """Places whose printed sheets of a calculation contradict each other (named in their `.py` file's UNSETTLED)."""
    return tuple(place for place in shipped_places().places if calculation in getattr(_formulas(place), "UNSETTLED", ()))
