"""A counter's models are imported only inside that counter; everybody else comes in through its queries and actions."""

from __future__ import annotations

import re

import grimp
import pytest

from tests.house import tree

AGENCY = "shebao.agency"


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("shebao", cache_dir=None)


def _counter(module: str) -> str:
    return ".".join(module.split(".")[:3])


def test_models_are_imported_only_inside_their_own_counter(imports: grimp.ImportGraph) -> None:
    models = {module for module in imports.modules if module.startswith(f"{AGENCY}.") and "models" in module.split(".")[3:4]}

    trespassers = [
        f"{importer} → {module}"
        for module in models
        for importer in imports.find_modules_that_directly_import(module)
        if _counter(importer) != _counter(module)
    ]

    assert len(models) > 5
    assert sorted(trespassers) == []


def test_a_scheme_is_named_by_its_own_file_and_hardly_anywhere_else() -> None:
    """Counters ask `schemes.of(key)`: which scheme a matter or a demonstration is about is said there, and nowhere below."""
    naming = [
        tree.name(path)
        for path in tree.python_files("shebao")
        if re.search(r"\bRESIDENT\b", path.read_text(encoding="utf-8"))
        and not re.search(r"shebao/(demo|agency/(schemes|procedures))/", path.as_posix())
    ]

    assert len(naming) <= 4, naming
