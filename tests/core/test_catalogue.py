"""A file in the right folder is enough; a file without its labels is named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from shebao.core import catalogue


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "example_additions"
    package.mkdir()
    (package / "__init__.py").write_text('"""Additions."""\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.startswith("example_additions")]:
        monkeypatch.delitem(sys.modules, name)
    return package


def test_every_labelled_file_is_found_in_order(folder: Path) -> None:
    for name in ("second", "first", "_private"):
        (folder / f"{name}.py").write_text(f'"""File {name}."""\nTITLE = "{name}"\n', encoding="utf-8")

    assert list(catalogue.collect("example_additions", ["TITLE"])) == ["first", "second"]
    assert catalogue.labelled("example_additions", "TITLE") == {
        "example_additions.first": "first",
        "example_additions.second": "second",
    }


def test_a_file_without_a_label_or_a_first_sentence_is_named(folder: Path) -> None:
    (folder / "bare.py").write_text('"""Bare."""\n', encoding="utf-8")
    with pytest.raises(catalogue.Unlabelled, match=r"bare: lacks TITLE"):
        catalogue.collect("example_additions", ["TITLE"])

    (folder / "silent.py").write_text('TITLE = "x"\n', encoding="utf-8")
    (folder / "bare.py").unlink()
    with pytest.raises(catalogue.Unlabelled, match=r"silent: lacks a first sentence"):
        catalogue.collect("example_additions", ["TITLE"])
