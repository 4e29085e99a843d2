"""Documents lead somewhere: links hold, each Chinese page has its English twin, the glossary names what exists."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path

import pytest

from tests.house import tree

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
DOCUMENTS = [path for path in tree.kept_files() if path.suffix == ".md"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=tree.name)
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    targets = [
        target for target in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in target and not target.startswith("mailto:")
    ]

    broken = [target for target in targets if not (document.parent / target).exists()]

    assert broken == []


def test_chinese_and_english_pages_come_in_pairs() -> None:
    chinese = {path.relative_to(tree.ROOT / "docs/zh").as_posix() for path in (tree.ROOT / "docs/zh").rglob("*.md")}
    english = {path.relative_to(tree.ROOT / "docs/en").as_posix() for path in (tree.ROOT / "docs/en").rglob("*.md")}

    assert chinese
    assert chinese == english


def test_every_code_name_in_the_glossary_is_used_in_the_code() -> None:
    rows = [line.split("|") for line in (tree.ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    names = {name for row in rows[1:] for name in re.findall(r"`([A-Za-z_.]+)`", row[4])}
    code = "\n".join(path.read_text(encoding="utf-8") + tree.name(path) for path in tree.python_files("shebao"))

    assert len(names) > 30
    words = sorted(set(re.findall(r"[A-Za-z_]+", code)))
    begun = {name for name in names if (at := bisect_left(words, name)) < len(words) and words[at].startswith(name)}
    assert sorted(name for name in names - begun if name not in code) == []


def test_every_decision_is_listed_once_with_a_number_of_its_own() -> None:
    folder = tree.ROOT / "docs/decisions"
    notes = sorted(path.name for path in folder.glob("[0-9]*.md"))
    listed = re.findall(r"\]\(([0-9][^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))

    assert sorted(listed) == notes
    assert len({name.partition("-")[0] for name in notes}) == len(notes)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_reached_from_the_first_one(language: str) -> None:
    folder = tree.ROOT / "docs" / language
    linked = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))

    assert {path.name for path in folder.glob("*.md")} - {"README.md"} <= set(linked)
