"""A formula file of a place for one test: written as a county would write it, found as the shipped ones are, gone afterwards."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import shebao.core.policy.places as package
from shebao.core.policy.locale import place_reads, place_rules

FormulaFile = Callable[..., None]
HEAD = '''"""{place} 自己的公式（例）。"""

from __future__ import annotations

from shebao.core.arithmetic.formula import fen, where, whole
from shebao.core.rules import Months, Ratio, Truth, Years, Yuan

'''


@contextmanager
def formula_files(folder: Path) -> Iterator[FormulaFile]:
    """`write(place, text)` puts a place's formulas in force, in the stead of those it has; all are forgotten at the end."""
    before = list(package.__path__)
    modules = {name: sys.modules[name] for name in list(sys.modules) if name.startswith(f"{package.__name__}.")}

    def write(place: str, text: str) -> None:
        own = folder / f"formulas_{len(list(folder.iterdir()))}"
        own.mkdir()
        (own / f"{place}.py").write_text(HEAD.format(place=place) + text, encoding="utf-8")
        package.__path__.insert(0, str(own))
        _forget(f"{package.__name__}.{place}")

    try:
        yield write
    finally:
        package.__path__[:] = before
        for name in [name for name in sys.modules if name.startswith(f"{package.__name__}.")]:
            _forget(name)
        sys.modules.update(modules)
        for name, module in modules.items():
            setattr(package, name.rpartition(".")[2], module)


def _forget(name: str) -> None:
    sys.modules.pop(name, None)
    importlib.invalidate_caches()
    place_rules.cache_clear()
    place_reads.cache_clear()


@pytest.fixture
def formula_file(tmp_path: Path) -> Iterator[FormulaFile]:
    """See `formula_files`."""
    folder = tmp_path / "formulas"
    folder.mkdir()
    with formula_files(folder) as write:
        yield write
