"""Names follow docs/naming.md: no file is named by a participle or by an empty word, and the law of names lists what it forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import tree

PARTICIPLES = {
    "found", "kept", "asking", "asked", "returned", "handed_over", "behind", "once", "stated", "entered", "here", "moments", "made", "held",
    "said", "told", "known", "given", "wanted", "listed",
}  # fmt: skip
STILL_SO = {"shebao/agency/evaluation/behind.py", "shebao/agency/evaluation/entered.py", "shebao/demo/stated.py"}
"""Named so before there was a law of names, and not yet renamed. Nothing is added here."""
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers", "data", "info", "stuff"}


def badly_named(paths: list[Path]) -> list[str]:
    """Modules named by a participle used as a noun, or by a word that says nothing."""
    return [str(path) for path in paths if path.stem in PARTICIPLES | EMPTY_WORDS]


def test_no_module_is_named_by_a_participle_or_an_empty_word() -> None:
    files = [path.relative_to(tree.ROOT) for path in tree.python_files("shebao", "benchmarks", "scripts")]

    assert set(badly_named(files)) - STILL_SO == set()


@pytest.mark.parametrize("name", ["found.py", "utils.py", "here.py"])
def test_such_a_name_is_seen(name: str) -> None:
    assert badly_named([Path("shebao") / name, Path("shebao/rows.py")]) == [f"shebao/{name}"]


def test_the_law_of_names_and_the_look_out_forbid_the_same_words() -> None:
    text = (tree.ROOT / "docs/naming.md").read_text(encoding="utf-8")
    forbidden = set(re.findall(r"`([a-z]+)`", text.split("## 不用的")[1].split("换成")[0]))

    assert forbidden and forbidden <= PARTICIPLES
